//! C60: An impl for `dyn AsyncRead + Unpin` does not cover `dyn AsyncRead + Unpin + Send`, which is another type.
//!
//! Twin: `pass/split_dyn_call.rs`: the blanket impl covers every set of auto traits.

#[path = "../designs/opt_in.rs"]
mod opt_in;
use opt_in::{AsyncRead, AsyncReadExt};

async fn header(reader: &mut (dyn AsyncRead + Unpin + Send)) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

fn main() {}
