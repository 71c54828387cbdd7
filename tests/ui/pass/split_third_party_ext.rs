//! C25: A third party's Ext trait has a blanket impl, like ours, and calls our methods. Trait objects have its methods
//! too.

use futures_lite::future::block_on;
use poll_io::{Result, prelude::*};

#[allow(async_fn_in_trait, reason = "short")]
trait FrameExt: AsyncRead + Unpin {
    async fn frame(&mut self) -> Result<Vec<u8>> {
        let mut frame = vec![0; self.read_u8().await?.into()];
        self.read_exact(&mut frame).await?;
        Ok(frame)
    }
}

impl<R: AsyncRead + Unpin + ?Sized> FrameExt for R {}

pub fn main() {
    let mut wire = &b"\x05hello"[..];
    let object: &mut (dyn AsyncRead + Unpin) = &mut wire;
    assert_eq!(block_on(object.frame()).unwrap(), b"hello");
}
