//! Uses no design. Its size is subtracted from the sizes of the programs that use one.

fn main() {
    println!("{}", std::env::args().count());
}
