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
    /// The lines of a reader, one by one. Made by [`AsyncBufReadExt::lines`](crate::AsyncBufReadExt::lines).
    ///
    /// A line ends with `\n` or `\r\n`, neither of which is returned; the last one may end with the file. A lone `\r` is a
    /// part of its line.
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
    #[must_use = "nothing is read until a line is asked for"]
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

    /// Bounds each line to `max` bytes, its terminator not counted. Returns `self`.
    ///
    /// A longer line is reported once, as `InvalidData` with [`LimitExceeded`](crate::LimitExceeded), and passed over; the
    /// next call skips the rest of it and returns the line after it. No more than `max` bytes of it are ever held.
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

lending_accessors!(Lines<R>, "line");

impl<R: AsyncBufRead> Lines<R> {
    /// Returns the next line, or `None` at the end of the file.
    ///
    /// `async fn next_line(&mut self) -> Result<Option<String>>`, as tokio's.
    ///
    /// # Errors
    ///
    /// `InvalidData` for a line that is not UTF-8 or, with [`limit`](Self::limit), too long; the next call returns the
    /// line after it. Those of the reader; the next call goes on inside the line.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: a line that has come in part is kept here.
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

    /// Returns the next line, lent until the next call, or `None` at the end of the file.
    ///
    /// `async fn next_line_ref(&mut self) -> Result<Option<&str>>`. Allocates nothing for a line that the reader's buffer
    /// holds whole, and reuses one allocation for the others.
    ///
    /// # Errors
    ///
    /// As [`next_line`](Self::next_line).
    ///
    /// # Cancel safety
    ///
    /// As [`next_line`](Self::next_line).
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
    /// As there.
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

    /// Polls for the next line, and lends it. Answers `Ok` at the end of the file.
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
