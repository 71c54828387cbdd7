//! futures-core 0.3: lines, segments and bytes as a `Stream`.

use core::{
    pin::Pin,
    task::{Context, Poll},
};
use futures_core::Stream;
use pin_project_lite::pin_project;
use poll_io::{AsyncBufRead, AsyncRead, Bytes, Lines, Split};
use poll_io_core::Result;

pin_project! {
    /// [`Lines`] as a `Stream` of `Result<String>`.
    ///
    /// Ends where `next_line` returns `None`. An error is an item like any other: what comes after it is up to the reader.
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
    /// [`Split`] as a `Stream` of `Result<Vec<u8>>`.
    ///
    /// Ends where `next_segment` returns `None`. An error is an item like any other: what comes after it is up to the reader.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::TryStreamExt;
    /// use poll_io::AsyncBufReadExt;
    /// use poll_io_compat::SplitStream;
    ///
    /// # futures_lite::future::block_on(async {
    /// // A slice has a `split` of its own, which comes first.
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
    /// [`Bytes`] as a `Stream` of `Result<u8>`. For bytes in pieces, tokio-util's `ReaderStream` over [`Compat`](crate::Compat).
    ///
    /// Ends where `next_byte` returns `None`. An error is an item like any other: what comes after it is up to the reader.
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

/// Stamps what each of them has besides its trait.
macro_rules! stream {
    ($name:ident, $inner:ident) => {
        impl<R> $name<R> {
            /// Makes it a stream.
            pub const fn new(inner: $inner<R>) -> Self {
                $name { inner }
            }

            /// Returns what is wrapped, to look at.
            pub fn get_ref(&self) -> &$inner<R> {
                &self.inner
            }

            /// Returns what is wrapped, to change.
            pub fn get_mut(&mut self) -> &mut $inner<R> {
                &mut self.inner
            }

            /// Returns what is wrapped, to change in place.
            pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut $inner<R>> {
                self.project().inner
            }

            /// Returns what is wrapped.
            pub fn into_inner(self) -> $inner<R> {
                self.inner
            }
        }
    };
}

stream!(LinesStream, Lines);
stream!(SplitStream, Split);
stream!(BytesStream, Bytes);

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
