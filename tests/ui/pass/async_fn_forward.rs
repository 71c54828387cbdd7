//! C14: A trait without trait objects, as in embedded-io-async, can forward its consumers and their overrides.

#[path = "../designs/async_fn.rs"]
mod async_fn;
use async_fn::AsyncRead;
use futures_lite::future::block_on;
use poll_io::Result;

struct Zeros;

impl AsyncRead for Zeros {
    async fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        unreachable!("the override needs no reading")
    }

    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        buf.fill(0);
        Ok(())
    }
}

async fn generic(mut reader: impl AsyncRead) -> Result<[u8; 4]> {
    let mut buf = [1; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(block_on(generic(&mut Zeros)).unwrap(), [0; 4]);
}
