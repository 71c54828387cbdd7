//! The adapters of the split design, as types of this design.

use super::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IntoSplit,
    forward::{buf_reads_as, reads_as, seeks_as, writes_as},
};
use crate::{Either, Result};
#[cfg(feature = "alloc")]
use crate::{
    IntoInnerError,
    future::{Peek, SeekRelativeBuffered},
};
#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};
use core::{
    fmt,
    ops::{Deref, DerefMut},
    pin::Pin,
    task::{Context, Poll},
};
use pin_project_lite::pin_project;

pin_project! {
    /// An adapter of the split design over [`IntoSplit`], as a type of this design.
    ///
    /// [`Take`], [`BufReader`] and the other adapters of this module are aliases for it. It dereferences to the adapter of the
    /// split design, so it has the methods of that adapter.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::iterator_style::{Take, prelude::*};
    ///
    /// async fn head(reader: &mut Take<&[u8]>) -> poll_io::Result<[u8; 2]> {
    ///     reader.read_array().await
    /// }
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = (&b"hello"[..]).take(4);
    /// assert_eq!(head(&mut reader).await?, *b"he");
    /// assert_eq!((reader.limit(), reader.into_inner()), (2, &b"llo"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "an adapter does nothing until it is read from or written to"]
    pub struct Adapter<T> {
        #[pin]
        inner: T,
    }
}

/// [`poll_io::BufReader`](crate::BufReader) in this design.
#[cfg(feature = "alloc")]
pub type BufReader<R> = Adapter<crate::BufReader<IntoSplit<R>>>;
/// [`poll_io::BufStream`](crate::BufStream) in this design.
#[cfg(feature = "alloc")]
pub type BufStream<S> = Adapter<crate::BufStream<IntoSplit<S>>>;
/// [`poll_io::BufWriter`](crate::BufWriter) in this design.
#[cfg(feature = "alloc")]
pub type BufWriter<W> = Adapter<crate::BufWriter<IntoSplit<W>>>;
/// [`poll_io::Bytes`](crate::Bytes) in this design.
pub type Bytes<R> = Adapter<crate::Bytes<IntoSplit<R>>>;
/// [`poll_io::Chain`](crate::Chain) in this design.
pub type Chain<A, B> = Adapter<crate::Chain<IntoSplit<A>, IntoSplit<B>>>;
/// [`poll_io::Inspect`](crate::Inspect) in this design.
pub type Inspect<R, F> = Adapter<crate::Inspect<IntoSplit<R>, F>>;
/// [`poll_io::InspectWrite`](crate::InspectWrite) in this design.
pub type InspectWrite<W, F> = Adapter<crate::InspectWrite<IntoSplit<W>, F>>;
/// [`poll_io::Join`](crate::Join) in this design.
pub type Join<R, W> = Adapter<crate::Join<IntoSplit<R>, IntoSplit<W>>>;
/// [`poll_io::Limited`](crate::Limited) in this design.
pub type Limited<R> = Adapter<crate::Limited<IntoSplit<R>>>;
/// [`poll_io::Lines`](crate::Lines) in this design.
#[cfg(feature = "alloc")]
pub type Lines<R> = Adapter<crate::Lines<IntoSplit<R>>>;
/// [`poll_io::LineWriter`](crate::LineWriter) in this design.
#[cfg(feature = "alloc")]
pub type LineWriter<W> = Adapter<crate::LineWriter<IntoSplit<W>>>;
/// [`poll_io::Split`](crate::Split) in this design.
#[cfg(feature = "alloc")]
pub type Split<R> = Adapter<crate::Split<IntoSplit<R>>>;
/// [`poll_io::Take`](crate::Take) in this design.
pub type Take<R> = Adapter<crate::Take<IntoSplit<R>>>;

impl<T> Adapter<T> {
    pub(super) const fn wrap(inner: T) -> Self {
        Adapter { inner }
    }
}

impl<T: crate::AsyncRead> AsyncRead for Adapter<T> {
    reads_as!(crate, |this| this.project().inner, |this| &this.inner);
}

impl<T: crate::AsyncWrite> AsyncWrite for Adapter<T> {
    writes_as!(crate, |this| this.project().inner, |this| &this.inner);
}

impl<T: crate::AsyncBufRead> AsyncBufRead for Adapter<T> {
    buf_reads_as!(crate, |this| this.project().inner);
}

impl<T: crate::AsyncSeek> AsyncSeek for Adapter<T> {
    seeks_as!(crate, |this| this.project().inner);
}

/// Dereferences to the adapter of the split design.
impl<T> Deref for Adapter<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for Adapter<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T: fmt::Debug> fmt::Debug for Adapter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

/// Generates the accessors of an adapter around one stream. They reach through the wrappers.
macro_rules! accessors {
    ($adapter:ident<$inner:ident $(: $bound:ident + Unpin)? $(, $other:ident)*>) => {
        impl<$inner $(: $bound + Unpin)? $(, $other)*> $adapter<$inner $(, $other)*> {
            /// Returns a reference to the inner stream.
            pub fn get_ref(&self) -> &$inner {
                self.inner.get_ref().get_ref()
            }

            /// Returns a mutable reference to the inner stream.
            pub fn get_mut(&mut self) -> &mut $inner {
                self.inner.get_mut().get_mut()
            }

            /// Returns a pinned mutable reference to the inner stream.
            pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut $inner> {
                self.project().inner.get_pin_mut().get_pin_mut()
            }
        }
    };
}

/// Generates [`accessors`], and `into_inner` for an adapter that can be taken off at any time.
macro_rules! unwrapped {
    ($adapter:ident<$inner:ident $(: $bound:ident + Unpin)? $(, $other:ident)*>) => {
        accessors!($adapter<$inner $(: $bound + Unpin)? $(, $other)*>);

        impl<$inner $(: $bound + Unpin)? $(, $other)*> $adapter<$inner $(, $other)*> {
            /// Returns the inner stream, and drops the adapter. Bytes that the adapter has read ahead are lost.
            pub fn into_inner(self) -> $inner {
                self.inner.into_inner().into_inner()
            }
        }
    };
}

unwrapped!(Bytes<R>);
unwrapped!(Inspect<R, F>);
unwrapped!(InspectWrite<W, F>);
unwrapped!(Limited<R>);
#[cfg(feature = "alloc")]
unwrapped!(Lines<R: AsyncBufRead + Unpin>);
#[cfg(feature = "alloc")]
unwrapped!(Split<R: AsyncBufRead + Unpin>);
unwrapped!(Take<R>);

impl<R: AsyncRead> Bytes<R> {
    /// Does what [`Bytes::poll_next_byte`](crate::Bytes::poll_next_byte) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Bytes::poll_next_byte`](crate::Bytes::poll_next_byte).
    pub fn poll_next_byte(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Option<u8>>> {
        self.project().inner.poll_next_byte(cx)
    }
}

/// Generates the methods of an adapter of items that take `self` by value or pinned.
#[cfg(feature = "alloc")]
macro_rules! items {
    ($adapter:ident, $poll_next:ident -> $item:ty) => {
        impl<R: AsyncBufRead> $adapter<R> {
            #[doc = concat!("Does what [`", stringify!($adapter), "::limit`](crate::", stringify!($adapter), "::limit) does.")]
            pub fn limit(self, max: usize) -> Self {
                Adapter::wrap(self.inner.limit(max))
            }

            #[doc = concat!("Does what [`", stringify!($adapter), "::", stringify!($poll_next), "`](crate::", stringify!($adapter), "::", stringify!($poll_next), ") does.")]
            ///
            /// # Errors
            ///
            /// Returns the errors of that method.
            pub fn $poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Option<$item>>> {
                self.project().inner.$poll_next(cx)
            }
        }
    };
}

#[cfg(feature = "alloc")]
items!(Lines, poll_next_line -> String);
#[cfg(feature = "alloc")]
items!(Split, poll_next_segment -> Vec<u8>);

/// Generates `new` and `with_capacity`.
#[cfg(feature = "alloc")]
macro_rules! constructors {
    ($adapter:ident<$inner:ident>($($capacity:ident),+)) => {
        impl<$inner> $adapter<$inner> {
            #[doc = concat!("Does what [`", stringify!($adapter), "::new`](crate::", stringify!($adapter), "::new) does.")]
            pub fn new(inner: $inner) -> Self {
                Adapter::wrap(crate::$adapter::new(IntoSplit::new(inner)))
            }

            #[doc = concat!("Does what [`", stringify!($adapter), "::with_capacity`](crate::", stringify!($adapter), "::with_capacity) does.")]
            pub fn with_capacity($($capacity: usize,)+ inner: $inner) -> Self {
                Adapter::wrap(crate::$adapter::with_capacity($($capacity,)+ IntoSplit::new(inner)))
            }
        }
    };
}

#[cfg(feature = "alloc")]
constructors!(BufReader<R>(capacity));
#[cfg(feature = "alloc")]
constructors!(BufStream<S>(reader_capacity, writer_capacity));
#[cfg(feature = "alloc")]
constructors!(BufWriter<W>(capacity));
#[cfg(feature = "alloc")]
constructors!(LineWriter<W>(capacity));

#[cfg(feature = "alloc")]
unwrapped!(BufReader<R>);

/// Generates [`accessors`], and `into_inner` for an adapter that can be taken off while it holds no bytes to write.
#[cfg(feature = "alloc")]
macro_rules! unwrapped_when_written {
    ($adapter:ident<$inner:ident>) => {
        accessors!($adapter<$inner>);

        impl<$inner> $adapter<$inner> {
            #[doc = concat!("Does what [`", stringify!($adapter), "::into_inner`](crate::", stringify!($adapter), "::into_inner) does.")]
            ///
            /// # Errors
            ///
            /// Returns the errors of that method.
            #[allow(clippy::result_large_err, reason = "the error has the stream in it, so that no byte is lost")]
            pub fn into_inner(self) -> core::result::Result<$inner, IntoInnerError<Self>> {
                self.inner.into_inner().map(IntoSplit::into_inner).map_err(|e| e.map(Adapter::wrap))
            }
        }
    };
}

#[cfg(feature = "alloc")]
unwrapped_when_written!(BufStream<S>);
#[cfg(feature = "alloc")]
unwrapped_when_written!(BufWriter<W>);
#[cfg(feature = "alloc")]
unwrapped_when_written!(LineWriter<W>);

#[cfg(feature = "alloc")]
impl<W> BufWriter<W> {
    /// Does what [`BufWriter::into_parts`](crate::BufWriter::into_parts) does.
    pub fn into_parts(self) -> (W, Vec<u8>) {
        let (writer, buffer) = self.inner.into_parts();
        (writer.into_inner(), buffer)
    }
}

#[cfg(feature = "alloc")]
impl<R> BufReader<R> {
    /// Does what [`BufReader::into_parts`](crate::BufReader::into_parts) does.
    pub fn into_parts(self) -> (R, Vec<u8>) {
        let (reader, rest) = self.inner.into_parts();
        (reader.into_inner(), rest)
    }
}

#[cfg(feature = "alloc")]
impl<S> BufStream<S> {
    /// Does what [`BufStream::into_parts`](crate::BufStream::into_parts) does.
    pub fn into_parts(self) -> (S, Vec<u8>, Vec<u8>) {
        let (stream, read, written) = self.inner.into_parts();
        (stream.into_inner(), read, written)
    }
}

#[cfg(feature = "alloc")]
impl<R: AsyncRead + Unpin> BufReader<R> {
    /// Does what [`BufReader::peek`](crate::BufReader::peek) does.
    pub fn peek(&mut self, n: usize) -> Peek<'_, IntoSplit<R>> {
        self.inner.peek(n)
    }
}

#[cfg(feature = "alloc")]
impl<R: AsyncSeek + Unpin> BufReader<R> {
    /// Does what [`BufReader::seek_relative`](crate::BufReader::seek_relative) does.
    pub fn seek_relative(&mut self, offset: i64) -> SeekRelativeBuffered<'_, IntoSplit<R>> {
        self.inner.seek_relative(offset)
    }
}

#[cfg(feature = "alloc")]
impl<S> From<BufReader<BufWriter<S>>> for BufStream<S> {
    fn from(reader: BufReader<BufWriter<S>>) -> Self {
        let (writer, reader) = reader.inner.replace_inner(());
        let ((), reader) = reader.replace_inner(writer.into_inner().inner);
        Adapter::wrap(reader.into())
    }
}

#[cfg(feature = "alloc")]
impl<S> From<BufWriter<BufReader<S>>> for BufStream<S> {
    fn from(writer: BufWriter<BufReader<S>>) -> Self {
        let (reader, writer) = writer.inner.replace_inner(());
        let ((), writer) = writer.replace_inner(reader.into_inner().inner);
        Adapter::wrap(writer.into())
    }
}

impl<A, B> Chain<A, B> {
    /// Returns references to the two inner readers.
    pub fn get_ref(&self) -> (&A, &B) {
        let (first, second) = self.inner.get_ref();
        (first.get_ref(), second.get_ref())
    }

    /// Returns mutable references to the two inner readers.
    pub fn get_mut(&mut self) -> (&mut A, &mut B) {
        let (first, second) = self.inner.get_mut();
        (first.get_mut(), second.get_mut())
    }

    /// Returns pinned mutable references to the two inner readers.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> (Pin<&mut A>, Pin<&mut B>) {
        let (first, second) = self.project().inner.get_pin_mut();
        (first.get_pin_mut(), second.get_pin_mut())
    }

    /// Returns the two inner readers.
    pub fn into_inner(self) -> (A, B) {
        let (first, second) = self.inner.into_inner();
        (first.into_inner(), second.into_inner())
    }
}

/// Does what [`poll_io::join`](fn@crate::join) does.
pub fn join<R: AsyncRead, W: AsyncWrite>(reader: R, writer: W) -> Join<R, W> {
    Adapter::wrap(crate::join(IntoSplit::new(reader), IntoSplit::new(writer)))
}

impl<R, W> Join<R, W> {
    /// Does what [`Join::reader`](crate::Join::reader) does.
    pub fn reader(&self) -> &R {
        self.inner.reader().get_ref()
    }

    /// Does what [`Join::writer`](crate::Join::writer) does.
    pub fn writer(&self) -> &W {
        self.inner.writer().get_ref()
    }

    /// Does what [`Join::reader_mut`](crate::Join::reader_mut) does.
    pub fn reader_mut(&mut self) -> &mut R {
        self.inner.reader_mut().get_mut()
    }

    /// Does what [`Join::writer_mut`](crate::Join::writer_mut) does.
    pub fn writer_mut(&mut self) -> &mut W {
        self.inner.writer_mut().get_mut()
    }

    /// Does what [`Join::reader_pin_mut`](crate::Join::reader_pin_mut) does.
    pub fn reader_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner.reader_pin_mut().get_pin_mut()
    }

    /// Does what [`Join::writer_pin_mut`](crate::Join::writer_pin_mut) does.
    pub fn writer_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().inner.writer_pin_mut().get_pin_mut()
    }

    /// Does what [`Join::into_inner`](crate::Join::into_inner) does.
    pub fn into_inner(self) -> (R, W) {
        let (reader, writer) = self.inner.into_inner();
        (reader.into_inner(), writer.into_inner())
    }
}

/// Makes a trait object of the stream in an `Either`, so that one expression calls the methods of both variants.
macro_rules! either {
    ($either:expr => $object:ty) => {
        match $either {
            Either::Left(io) => io as $object,
            Either::Right(io) => io as $object,
        }
    };
}

impl<A: AsyncRead, B: AsyncRead> AsyncRead for Either<A, B> {
    reads_as!(
        super,
        |this| either!(this.as_pin_mut() => Pin<&mut dyn AsyncRead>),
        |this| either!(this => &dyn AsyncRead)
    );
}

impl<A: AsyncWrite, B: AsyncWrite> AsyncWrite for Either<A, B> {
    writes_as!(
        super,
        |this| either!(this.as_pin_mut() => Pin<&mut dyn AsyncWrite>),
        |this| either!(this => &dyn AsyncWrite)
    );
}

impl<A: AsyncBufRead, B: AsyncBufRead> AsyncBufRead for Either<A, B> {
    buf_reads_as!(super, |this| either!(this.as_pin_mut() => Pin<&mut dyn AsyncBufRead>));
}

impl<A: AsyncSeek, B: AsyncSeek> AsyncSeek for Either<A, B> {
    seeks_as!(super, |this| either!(this.as_pin_mut() => Pin<&mut dyn AsyncSeek>));
}
