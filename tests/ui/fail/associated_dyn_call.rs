//! C2: A consumer that returns an associated type cannot be called on a `&mut dyn` either.
//!
//! Twin: `pass/split_dyn_call.rs`.

#[path = "../designs/associated.rs"]
mod associated;
use associated::AsyncRead;

async fn header(reader: &mut (dyn AsyncRead + Unpin)) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

fn main() {}
