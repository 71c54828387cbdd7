//! The program of 32 calls, with poll-io.

use poll_io_benches::families::poll as io;

mod many;

fn main() {
    println!("{}", many::run());
}
