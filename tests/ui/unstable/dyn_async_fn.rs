//! C43: Objects of a trait with an `async fn` would make the required method an `async fn` worth thinking about:
//! rust-lang/rust#133119. No feature of the pinned toolchain compiles this.

trait AsyncRead {
    async fn read(&mut self, buf: &mut [u8]) -> usize;
}

async fn read(reader: &mut dyn AsyncRead) -> usize {
    reader.read(&mut [0; 4]).await
}

fn main() {}
