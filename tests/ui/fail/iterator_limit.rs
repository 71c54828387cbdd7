//! C11: A future without a name cannot have methods, such as one that sets a limit or one that reports progress.
//!
//! Twin: `pass/split_limit.rs`.

use poll_io::{Result, iterator_style::AsyncRead};

async fn body(mut reader: impl AsyncRead + Unpin) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    reader.read_to_end(&mut body).limit(1 << 20).await?;
    Ok(body)
}

fn main() {}
