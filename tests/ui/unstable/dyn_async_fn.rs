//! C43: If a trait with an `async fn` had trait objects, an `async fn` as the required method would be worth measuring again:
//! rust-lang/rust#133119. The goal of 2026 is a box at the call site. No feature of the pinned toolchain compiles this.

trait AsyncRead {
    async fn read(&mut self, buf: &mut [u8]) -> usize;
}

async fn read(reader: &mut dyn AsyncRead) -> usize {
    reader.read(&mut [0; 4]).await
}

fn main() {}
