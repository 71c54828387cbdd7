//! The program of 32 calls, with futures-util.

use poll_io_benches::families::futures as io;

mod many;

fn main() {
    println!("{}", many::run());
}
