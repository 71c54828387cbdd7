//! C11: A future that has no name has no methods: no limit can be set on it, no progress asked of it.
//!
//! Twin: `pass/split_limit.rs`.

use poll_io::{Result, iterator_style::AsyncRead};

async fn body(mut reader: impl AsyncRead + Unpin) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    reader.read_to_end(&mut body).limit(1 << 20).await?;
    Ok(body)
}

fn main() {}
