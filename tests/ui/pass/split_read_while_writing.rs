//! C35: A poll method borrows the stream only for the call, so one task can read and write in turns.
//! `copy_bidirectional` does that. (The futures of the Ext methods borrow the stream, as an `async fn` does.)

use futures_lite::future::block_on;
use poll_io::{BorrowedBuf, prelude::*};
use std::{future::poll_fn, pin::Pin, task::Poll};

async fn greet<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> poll_io::Result<[u8; 5]> {
    let (mut sent, mut reply) = (&b"hello"[..], [0; 5]);
    poll_fn(|cx| {
        if !sent.is_empty() {
            if let Poll::Ready(n) = Pin::new(&mut *stream).poll_write(cx, sent)? {
                sent = &sent[n..];
            }
        }
        let mut buf = BorrowedBuf::from(&mut reply[..]);
        Pin::new(&mut *stream).poll_read(cx, buf.unfilled())
    })
    .await?;
    Ok(reply)
}

pub fn main() {
    let (mut here, mut there) = poll_io::duplex(8);
    let echo = async {
        let greeting = there.read_array::<5>().await?;
        there.write_all(&greeting).await
    };
    let (reply, echoed) = block_on(futures_lite::future::zip(greet(&mut here), echo));
    echoed.unwrap();
    assert_eq!(&reply.unwrap(), b"hello");
}
