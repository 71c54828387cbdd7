//! Runs the program of the study in one design. `cargo study` measures its size.

#[path = "../src/designs/constructor.rs"]
#[expect(dead_code, reason = "a program runs a part of it")]
mod design;

fn main() {
    println!("{}", design::program::main());
}
