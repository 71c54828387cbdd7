use crate::{AsyncRead, BorrowedBuf, Result, budget::Budget, future::NextByte};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// An adapter that returns the bytes of a reader one by one. This type is made by
    /// [`AsyncReadExt::bytes`](crate::AsyncReadExt::bytes).
    ///
    /// Each byte is one read of the inner reader. Use a [`BufReader`](crate::BufReader) around a reader for which a
    /// call is expensive. This is the counterpart of [`std::io::Bytes`].
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut bytes = (&b"hi"[..]).bytes();
    /// assert_eq!(bytes.next_byte().await?, Some(b'h'));
    /// assert_eq!(bytes.next_byte().await?, Some(b'i'));
    /// assert_eq!(bytes.next_byte().await?, None);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Debug)]
    #[must_use = "nothing is read until a byte is asked for"]
    pub struct Bytes<R> {
        #[pin]
        inner: R,
    }
}

impl<R> Bytes<R> {
    pub(crate) fn new(inner: R) -> Self {
        Bytes { inner }
    }
}

super::accessors!(
    Bytes<R>,
    "reader",
    "Bytes that you read from the inner reader directly are not returned again.",
    "Cursor::new(b\"hello\".to_vec()).bytes()",
    ".next_byte()"
);

impl<R: AsyncRead> Bytes<R> {
    /// Returns the next byte, or `None` at the end of the file.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn next_byte(&mut self) -> Result<Option<u8>>;
    /// ```
    ///
    /// # Errors
    ///
    /// Returns any error of the inner reader, except `Interrupted`, which is retried.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// assert_eq!((&b"x"[..]).bytes().next_byte().await?, Some(b'x'));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn next_byte(&mut self) -> NextByte<'_, R>
    where
        R: Unpin,
    {
        NextByte::new(self)
    }

    /// Polls for the next byte. See [`next_byte`](Self::next_byte).
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`next_byte`](Self::next_byte).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use std::{future::poll_fn, pin::Pin};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut bytes = (&b"h"[..]).bytes();
    /// assert_eq!(poll_fn(|cx| Pin::new(&mut bytes).poll_next_byte(cx)).await?, Some(b'h'));
    /// assert_eq!(poll_fn(|cx| Pin::new(&mut bytes).poll_next_byte(cx)).await?, None);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn poll_next_byte(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Option<u8>>> {
        let mut byte = [0];
        let mut buf = BorrowedBuf::from(&mut byte[..]);
        ready!(Budget::new().poll_read(cx, self.project().inner, &mut buf))?;
        Poll::Ready(Ok(buf.filled().first().copied()))
    }
}
