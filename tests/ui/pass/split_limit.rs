//! C11: A named future can have methods, such as one that sets a limit.

use futures_lite::future::block_on;
use poll_io::{ErrorKind, Result, prelude::*};

async fn body(mut reader: impl AsyncRead + Unpin) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    reader.read_to_end(&mut body).limit(4).await?;
    Ok(body)
}

pub fn main() {
    assert_eq!(block_on(body(&b"four"[..])).unwrap(), b"four");
    assert_eq!(block_on(body(&b"fives"[..])).unwrap_err().kind(), ErrorKind::InvalidData);
}
