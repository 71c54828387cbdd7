//! C26: With hooks, as in the split, the methods need a separate import.
//!
//! Twin: `pass/iterator_import.rs`.

#[path = "../designs/hooks.rs"]
mod hooks;
use hooks::AsyncRead;

async fn header<R: AsyncRead + Unpin>(reader: &mut R) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

fn main() {}
