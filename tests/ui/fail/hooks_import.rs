//! C26: With hooks the methods need an import of their own, as in the split.
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
