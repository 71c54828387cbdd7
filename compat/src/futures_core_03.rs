//! futures-core 0.3: wrappers that implement `Stream` over lines, segments and bytes.

use core::{
    pin::Pin,
    task::{Context, Poll},
};
use futures_core::Stream;
use pin_project_lite::pin_project;
use poll_io::{AsyncBufRead, AsyncRead, Bytes, Lines, Split};
use poll_io_core::Result;

pin_project! {
    /// Wraps [`Lines`] and implements `Stream` with the item `Result<String>`.
    ///
    /// The stream ends where `next_line` returns `None`. An error is an item and does not end the stream: the reader
    /// decides what follows.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::TryStreamExt;
    /// use poll_io::AsyncBufReadExt;
    /// use poll_io_compat::LinesStream;
    ///
    /// # futures_lite::future::block_on(async {
    /// let lines = LinesStream::new((&b"one\ntwo\r\nthree"[..]).lines());
    /// assert_eq!(lines.try_collect::<Vec<_>>().await?, ["one", "two", "three"]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Debug)]
    #[must_use = "streams do nothing unless polled"]
    pub struct LinesStream<R> {
        #[pin]
        inner: Lines<R>,
    }
}

pin_project! {
    /// Wraps [`Split`] and implements `Stream` with the item `Result<Vec<u8>>`.
    ///
    /// The stream ends where `next_segment` returns `None`. An error is an item and does not end the stream: the reader
    /// decides what follows.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::TryStreamExt;
    /// use poll_io::AsyncBufReadExt;
    /// use poll_io_compat::SplitStream;
    ///
    /// # futures_lite::future::block_on(async {
    /// // A slice has a `split` of its own, which a call would find first.
    /// let reader = poll_io::BufReader::new(&b"one,two"[..]);
    /// let fields = SplitStream::new(reader.split(b','));
    /// assert_eq!(fields.try_collect::<Vec<_>>().await?, [b"one", b"two"]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Debug)]
    #[must_use = "streams do nothing unless polled"]
    pub struct SplitStream<R> {
        #[pin]
        inner: Split<R>,
    }
}

pin_project! {
    /// Wraps [`Bytes`] and implements `Stream` with the item `Result<u8>`.
    ///
    /// For chunks of bytes, use tokio-util's `ReaderStream` over [`Compat`](crate::Compat).
    ///
    /// The stream ends where `next_byte` returns `None`. An error is an item and does not end the stream: the reader
    /// decides what follows.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::TryStreamExt;
    /// use poll_io::AsyncReadExt;
    /// use poll_io_compat::BytesStream;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = BytesStream::new((&b"abc"[..]).bytes());
    /// assert_eq!(bytes.try_collect::<Vec<_>>().await?, b"abc");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Debug)]
    #[must_use = "streams do nothing unless polled"]
    pub struct BytesStream<R> {
        #[pin]
        inner: Bytes<R>,
    }
}

/// Generates the constructor and the accessors.
macro_rules! stream {
    ($name:ident, $inner:ident, $method:literal) => {
        impl<R> $name<R> {
            /// Wraps the items of a reader.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            ///
            /// let reader = poll_io::BufReader::new(poll_io::empty());
            #[doc = concat!("let stream = poll_io_compat::", stringify!($name), "::new(reader.", $method, ");")]
            /// # let _ = stream;
            /// ```
            pub const fn new(inner: $inner<R>) -> Self {
                $name { inner }
            }

            /// Returns a reference to the wrapped value.
            pub fn get_ref(&self) -> &$inner<R> {
                &self.inner
            }

            /// Returns a mutable reference to the wrapped value.
            pub fn get_mut(&mut self) -> &mut $inner<R> {
                &mut self.inner
            }

            /// Returns a pinned mutable reference to the wrapped value.
            pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut $inner<R>> {
                self.project().inner
            }

            /// Consumes the wrapper and returns the wrapped value.
            pub fn into_inner(self) -> $inner<R> {
                self.inner
            }
        }
    };
}

stream!(LinesStream, Lines, "lines()");
stream!(SplitStream, Split, "split(b',')");
stream!(BytesStream, Bytes, "bytes()");

impl<R: AsyncBufRead> Stream for LinesStream<R> {
    type Item = Result<alloc::string::String>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.project().inner.poll_next_line(cx).map(Result::transpose)
    }
}

impl<R: AsyncBufRead> Stream for SplitStream<R> {
    type Item = Result<alloc::vec::Vec<u8>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.project().inner.poll_next_segment(cx).map(Result::transpose)
    }
}

impl<R: AsyncRead> Stream for BytesStream<R> {
    type Item = Result<u8>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.project().inner.poll_next_byte(cx).map(Result::transpose)
    }
}
