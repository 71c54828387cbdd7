//! C22: In the split, the trait of readers and `StreamExt` can be in scope together. Code can implement the trait and
//! use it as a bound.

use futures_lite::future::block_on;
use futures_util::{Stream, StreamExt};
use poll_io::{AsyncRead, BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A stream of chunks that can also be read as bytes.
struct Chunks(Vec<Vec<u8>>);

impl Stream for Chunks {
    type Item = Vec<u8>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
        Poll::Ready(self.0.pop())
    }
}

impl AsyncRead for Chunks {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if let Some(chunk) = self.0.last_mut() {
            let n = chunk.len().min(buf.capacity());
            buf.append(&chunk[..n]);
            chunk.drain(..n);
        }
        Poll::Ready(Ok(()))
    }
}

async fn first_two(chunks: impl Stream<Item = Vec<u8>> + AsyncRead) -> Vec<Vec<u8>> {
    chunks.take(2).collect().await
}

pub fn main() {
    assert_eq!(block_on(first_two(Chunks(vec![vec![3], vec![2], vec![1]]))), [[1], [2]]);
    let mut taken = poll_io::AsyncReadExt::take(Chunks(vec![vec![1, 2, 3]]), 2);
    assert_eq!(block_on(poll_io::AsyncReadExt::read_array::<2>(&mut taken)).unwrap(), [1, 2]);
}
