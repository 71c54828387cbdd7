//! Does nothing that `few` measures. Its size is subtracted from the sizes of the other programs.

use std::io::Write as _;

fn main() {
    let text = std::env::args().next().unwrap_or_default();
    println!("{}", text.len());
    // The other programs unwrap a result too.
    std::io::stdout().flush().unwrap();
}
