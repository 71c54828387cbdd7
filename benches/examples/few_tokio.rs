//! The program of a line, a copy and a write in one family, to be weighed.

fn main() {
    let text = std::env::args().next().unwrap_or_default();
    println!("{}", poll_io_benches::families::tokio::bodies::few::run(text.as_bytes()));
}
