//! A program that has no design, to be taken off the weight of those that have one.

fn main() {
    println!("{}", std::env::args().count());
}
