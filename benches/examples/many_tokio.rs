//! The program of 32 calls, with tokio.

use poll_io_benches::families::tokio as io;

mod many;

fn main() {
    println!("{}", many::run());
}
