//! C26: The methods of the split need a separate import. The compiler suggests it.
//!
//! Twin: `pass/iterator_import.rs`.

use poll_io::{AsyncRead, Result};

async fn header<R: AsyncRead + Unpin>(reader: &mut R) -> Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

fn main() {}
