//! C38: Uses the bridges that the compiler's messages name.

use futures_lite::future::block_on;
use poll_io::prelude::*;
use poll_io_compat::{FromFutures, FromTokio};

async fn greet<W: AsyncRead + AsyncWrite + Unpin>(mut stream: W) -> poll_io::Result<()> {
    stream.write_all(b"hello").await
}

async fn lines<R: AsyncBufRead + Unpin>(reader: R) -> poll_io::Result<Option<String>> {
    reader.lines().next_line().await
}

async fn length<S: AsyncSeek + Unpin>(mut file: S) -> poll_io::Result<u64> {
    file.stream_len().await
}

pub fn main() {
    block_on(greet(FromTokio::new(tokio::io::empty()))).unwrap();
    let line = block_on(lines(FromFutures::new(futures_util::io::Cursor::new(b"one\ntwo"))));
    assert_eq!(line.unwrap().as_deref(), Some("one"));
    assert_eq!(block_on(length(FromFutures::new(futures_util::io::Cursor::new([0; 8])))).unwrap(), 8);
}
