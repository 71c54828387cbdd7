//! C71: Pin ergonomics would let a wrapper reach its fields through a pinned reference without a macro and without `unsafe`:
//! rust-lang/rust#130494.
#![cfg_attr(unstable, feature(pin_ergonomics), allow(incomplete_features))]

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

trait AsyncRead {
    fn poll_read(self: &pin mut Self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<usize>;
}

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: &pin mut Self, _: &mut Context<'_>, buf: &mut [u8]) -> Poll<usize> {
        buf.fill(0);
        Poll::Ready(buf.len())
    }
}

#[pin_v2]
struct Counted<R> {
    inner: R,
    calls: u32,
}

impl<R: AsyncRead> AsyncRead for Counted<R> {
    fn poll_read(self: &pin mut Self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<usize> {
        let Counted { inner, calls } = self;
        *calls.get_mut() += 1;
        inner.poll_read(cx, buf)
    }
}

fn main() {
    let mut reader = pin!(Counted { inner: Zeros, calls: 0 });
    let read = reader.as_mut().poll_read(&mut Context::from_waker(Waker::noop()), &mut [1; 4]);
    assert_eq!(read, Poll::Ready(4));
    assert_eq!(reader.as_ref().get_ref().calls, 1);
}
