use super::items::{Found, Items, lending_accessors};
use crate::{
    AsyncBufRead, Result,
    future::{NextLine, NextLineRef},
    search::Piece,
    utf8::{not_text, push_str},
};
use alloc::string::String;
use core::{
    fmt,
    ops::ControlFlow,
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// An adapter that returns the lines of a reader one by one. This type is made by
    /// [`AsyncBufReadExt::lines`](crate::AsyncBufReadExt::lines).
    ///
    /// A line ends with `\n`, with `\r\n`, or with the end of the file. The returned line does not contain its newline.
    /// A `\r` without `\n` is a part of its line. This is the counterpart of [`std::io::Lines`].
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut lines = (&b"one\r\ntwo"[..]).lines();
    /// assert_eq!(lines.next_line().await?.as_deref(), Some("one"));
    /// assert_eq!(lines.next_line_ref().await?, Some("two"));
    /// assert_eq!(lines.next_line().await?, None);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "nothing is read until `next_line` is called"]
    pub struct Lines<R> {
        #[pin]
        inner: R,
        items: Items,
    }
}

impl<R> Lines<R> {
    pub(crate) fn new(inner: R) -> Self {
        Lines { inner, items: Items::lines() }
    }

    /// Sets the largest allowed length of a line in bytes, not counting its newline. Returns `self`.
    ///
    /// A call that finds a longer line returns `InvalidData` with a [`LimitExceeded`](crate::LimitExceeded). The next
    /// call skips the rest of that line and returns the following line. The adapter stores at most `max` bytes of a
    /// line, and the `\r` of its newline.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut lines = (&b"a very long line\nshort\n"[..]).lines().limit(8);
    /// assert!(lines.next_line().await.is_err());
    /// assert_eq!(lines.next_line().await?.as_deref(), Some("short"));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn limit(mut self, max: usize) -> Self {
        self.items.limit(max);
        self
    }
}

lending_accessors!(Lines<R>, "line", "(&b\"one\\ntwo\"[..]).lines()", "next_line", "next_line_ref");

impl<R: AsyncBufRead> Lines<R> {
    /// Returns the next line, or `None` at the end of the file.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn next_line(&mut self) -> Result<Option<String>>;
    /// ```
    ///
    /// # Errors
    ///
    /// Returns `InvalidData` if the line is not valid UTF-8, or is longer than the [`limit`](Self::limit). The next
    /// call returns the following line.
    ///
    /// Returns any error of the inner reader, except `Interrupted`, which is retried. The next call then continues with
    /// the same line.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the adapter keeps the incomplete line.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut lines = (&b"one\ntwo\n"[..]).lines();
    /// while let Some(line) = lines.next_line().await? {
    ///     assert_eq!(line.len(), 3);
    /// }
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn next_line(&mut self) -> NextLine<'_, R>
    where
        R: Unpin,
    {
        NextLine::new(self)
    }

    /// Returns the next line as a borrowed `&str`, or `None` at the end of the file.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn next_line_ref(&mut self) -> Result<Option<&str>>;
    /// ```
    ///
    /// This method does not allocate for a line that is complete in the buffer of the reader. It reuses one allocation for all
    /// other lines.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`next_line`](Self::next_line).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe, as [`next_line`](Self::next_line) is.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut lines = (&b"one\ntwo\n"[..]).lines();
    /// let mut total = 0;
    /// while let Some(line) = lines.next_line_ref().await? {
    ///     total += line.len();
    /// }
    /// assert_eq!(total, 6);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn next_line_ref(&mut self) -> NextLineRef<'_, R>
    where
        R: Unpin,
    {
        NextLineRef::new(self)
    }

    /// Polls for the next line. See [`next_line`](Self::next_line).
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`next_line`](Self::next_line).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use std::{future::poll_fn, pin::Pin};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut lines = (&b"one\n"[..]).lines();
    /// assert_eq!(poll_fn(|cx| Pin::new(&mut lines).poll_next_line(cx)).await?.as_deref(), Some("one"));
    /// assert_eq!(poll_fn(|cx| Pin::new(&mut lines).poll_next_line(cx)).await?, None);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn poll_next_line(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Option<String>>> {
        let this = self.project();
        let own = |line: Piece<'_>| {
            let line = line.text()?;
            let mut text = String::with_capacity(line.len());
            push_str(&mut text, line);
            Ok(text)
        };
        let found = ready!(this.items.poll_next(this.inner, cx, own))?;
        Poll::Ready(match found {
            None => Ok(None),
            Some(Found::There(line)) => line.map(Some),
            Some(Found::Gathered) => String::from_utf8(this.items.take_gathered()).map(Some).map_err(|_| not_text()),
        })
    }

    /// Polls for the next line and returns it as a borrowed slice. Returns `Ok` at the end of the file.
    #[inline]
    pub(crate) fn poll_lend(&mut self, cx: &mut Context<'_>) -> ControlFlow<&str, Poll<Result<()>>>
    where
        R: Unpin,
    {
        self.items.poll_lend(&mut self.inner, cx, |line| line.text())
    }
}

impl<R: fmt::Debug> fmt::Debug for Lines<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("inner", &self.inner).finish_non_exhaustive()
    }
}
