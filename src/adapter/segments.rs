use super::items::{Found, Items, lending_accessors};
use crate::{
    AsyncBufRead, Result,
    future::{NextSegment, NextSegmentRef},
};
use alloc::vec::Vec;
use core::{
    fmt,
    ops::ControlFlow,
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// An adapter that returns the segments of a reader between delimiters, one by one. This type is made by
    /// [`AsyncBufReadExt::split`](crate::AsyncBufReadExt::split).
    ///
    /// A segment ends with the delimiter or with the end of the file. The returned segment does not contain the
    /// delimiter. This is the counterpart of [`std::io::Split`].
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut segments = BufReader::new(&b"one,two"[..]).split(b',');
    /// assert_eq!(segments.next_segment().await?.as_deref(), Some(&b"one"[..]));
    /// assert_eq!(segments.next_segment_ref().await?, Some(&b"two"[..]));
    /// assert_eq!(segments.next_segment().await?, None);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "nothing is read until `next_segment` is called"]
    pub struct Split<R> {
        #[pin]
        inner: R,
        items: Items,
    }
}

impl<R> Split<R> {
    pub(crate) fn new(inner: R, delimiter: u8) -> Self {
        Split { inner, items: Items::segments(delimiter) }
    }

    /// Sets the largest allowed length of a segment in bytes, not counting its delimiter. Returns `self`.
    ///
    /// A call that finds a longer segment returns `InvalidData` with a [`LimitExceeded`](crate::LimitExceeded). The
    /// next call skips the rest of that segment and returns the following segment. The adapter stores at most `max`
    /// bytes of a segment.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut segments = BufReader::new(&b"a very long one,short"[..]).split(b',').limit(8);
    /// assert!(segments.next_segment().await.is_err());
    /// assert_eq!(segments.next_segment().await?.as_deref(), Some(&b"short"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn limit(mut self, max: usize) -> Self {
        self.items.limit(max);
        self
    }
}

lending_accessors!(
    Split<R>,
    "segment",
    "AsyncBufReadExt::split(&b\"one\\ntwo\"[..], b'\\n')",
    "next_segment",
    "next_segment_ref"
);

impl<R: AsyncBufRead> Split<R> {
    /// Returns the next segment, or `None` at the end of the file.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn next_segment(&mut self) -> Result<Option<Vec<u8>>>;
    /// ```
    ///
    /// # Errors
    ///
    /// Returns `InvalidData` if the segment is longer than the [`limit`](Self::limit). The next call returns the
    /// following segment.
    ///
    /// Returns any error of the inner reader, except `Interrupted`, which is retried. The next call then continues with
    /// the same segment.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the adapter keeps the incomplete
    /// segment.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut segments = BufReader::new(&b"one,two"[..]).split(b',');
    /// while let Some(segment) = segments.next_segment().await? {
    ///     assert_eq!(segment.len(), 3);
    /// }
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn next_segment(&mut self) -> NextSegment<'_, R>
    where
        R: Unpin,
    {
        NextSegment::new(self)
    }

    /// Returns the next segment as a borrowed slice, or `None` at the end of the file.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn next_segment_ref(&mut self) -> Result<Option<&[u8]>>;
    /// ```
    ///
    /// This method does not allocate for a segment that is complete in the buffer of the reader. It reuses one allocation for
    /// all other segments.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`next_segment`](Self::next_segment).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe, as [`next_segment`](Self::next_segment) is.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut segments = BufReader::new(&b"one,two"[..]).split(b',');
    /// let mut total = 0;
    /// while let Some(segment) = segments.next_segment_ref().await? {
    ///     total += segment.len();
    /// }
    /// assert_eq!(total, 6);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn next_segment_ref(&mut self) -> NextSegmentRef<'_, R>
    where
        R: Unpin,
    {
        NextSegmentRef::new(self)
    }

    /// Polls for the next segment. See [`next_segment`](Self::next_segment).
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`next_segment`](Self::next_segment).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use std::{future::poll_fn, pin::Pin};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut split = poll_io::BufReader::new(&b"a,"[..]).split(b',');
    /// assert_eq!(poll_fn(|cx| Pin::new(&mut split).poll_next_segment(cx)).await?, Some(vec![b'a']));
    /// assert_eq!(poll_fn(|cx| Pin::new(&mut split).poll_next_segment(cx)).await?, None);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn poll_next_segment(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Option<Vec<u8>>>> {
        let this = self.project();
        let found = ready!(this.items.poll_next(this.inner, cx, |item| item.bytes().to_vec()))?;
        Poll::Ready(Ok(found.map(|found| match found {
            Found::There(segment) => segment,
            Found::Gathered => this.items.take_gathered(),
        })))
    }

    /// Polls for the next segment and returns it as a borrowed slice. Returns `Ok` at the end of the file.
    #[inline]
    pub(crate) fn poll_lend(&mut self, cx: &mut Context<'_>) -> ControlFlow<&[u8], Poll<Result<()>>>
    where
        R: Unpin,
    {
        self.items.poll_lend(&mut self.inner, cx, |segment| Ok(segment.bytes()))
    }
}

impl<R: fmt::Debug> fmt::Debug for Split<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Split").field("inner", &self.inner).finish_non_exhaustive()
    }
}
