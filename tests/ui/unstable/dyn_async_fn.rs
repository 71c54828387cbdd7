//! C43: If a trait with an `async fn` had trait objects, a required `async fn` would be worth measuring again. See
//! rust-lang/rust#133119. The project goal of 2026 is a box at the call site. No feature of the pinned toolchain
//! compiles this program.

trait AsyncRead {
    async fn read(&mut self, buf: &mut [u8]) -> usize;
}

async fn read(reader: &mut dyn AsyncRead) -> usize {
    reader.read(&mut [0; 4]).await
}

fn main() {}
