//! Reads a line, copies and writes with one family of traits. `cargo study` measures the size of this program.

fn main() {
    let text = std::env::args().next().unwrap_or_default();
    println!("{}", poll_io_benches::families::lite::bodies::few::run(text.as_bytes()));
}
