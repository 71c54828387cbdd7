use super::{opaque_debug, running, write_all::poll_drain_on};
use crate::{AsyncWrite, Error, Result};
use alloc::string::String;
use core::{
    fmt::{self, Write},
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// The future that [`AsyncWriteExt::write_fmt`](crate::AsyncWriteExt::write_fmt) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteFmt<'a, W: ?Sized> {
    writer: Option<&'a mut W>,
    /// The formatted text; `None` if formatting failed.
    text: Option<String>,
    written: usize,
}

impl<'a, W: ?Sized> WriteFmt<'a, W> {
    pub(crate) fn new(writer: &'a mut W, args: fmt::Arguments<'_>) -> Self {
        let mut text = String::new();
        let text = text.write_fmt(args).is_ok().then_some(text);
        WriteFmt { writer: Some(writer), text, written: 0 }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteFmt<'_, W> {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let writer = running!(this.writer).get_mut();
        let poll = match &this.text {
            Some(text) => poll_drain_on(cx, writer, text.as_bytes(), &mut this.written, None),
            None => Poll::Ready(Err(Error::other("formatter error"))),
        };
        if poll.is_ready() {
            this.writer = None;
        }
        poll
    }
}

opaque_debug!(WriteFmt<'_, W>);
