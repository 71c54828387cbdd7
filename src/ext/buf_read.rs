use crate::{
    AsyncBufRead,
    future::{FillBuf, HasDataLeft, SkipUntil},
};
#[cfg(feature = "alloc")]
use crate::{
    Lines, Split,
    future::{ReadLine, ReadUntil},
};
#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};
use core::pin::Pin;

/// The methods of a reader that has a buffer.
///
/// Every [`AsyncBufRead`] has them, `dyn AsyncBufRead` among them. Import them with
/// [`use poll_io::prelude::*`](crate::prelude).
pub trait AsyncBufReadExt: AsyncBufRead {
    /// Returns the buffered bytes, reading some first if there are none. An empty slice is the end of the file.
    ///
    /// `async fn fill_buf(&mut self) -> Result<&[u8]>`, as [`std::io::BufRead::fill_buf`]. Follow it with
    /// [`consume_unpin`](Self::consume_unpin).
    ///
    /// # Errors
    ///
    /// Those of the reader. `Interrupted` is retried, in another poll.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: what was read is buffered.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"hello";
    /// let n = reader.fill_buf().await?.len();
    /// reader.consume_unpin(n);
    /// assert!(reader.fill_buf().await?.is_empty());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn fill_buf(&mut self) -> FillBuf<'_, Self>
    where
        Self: Unpin,
    {
        FillBuf::new(self)
    }

    /// Removes the first `amt` buffered bytes, which the caller has used. tokio's `consume`, under the name that does not
    /// collide with the trait's own.
    ///
    /// # Panics
    ///
    /// Perhaps, if `amt` is greater than what was buffered.
    ///
    /// # Cancel safety
    ///
    /// Not a future: it is done when it returns.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// let mut reader: &[u8] = b"hello";
    /// reader.consume_unpin(2);
    /// assert_eq!(reader, b"llo");
    /// ```
    #[inline]
    fn consume_unpin(&mut self, amt: usize)
    where
        Self: Unpin,
    {
        Pin::new(self).consume(amt);
    }

    /// Returns whether there is more to read, reading some if nothing is buffered.
    ///
    /// `async fn has_data_left(&mut self) -> Result<bool>`, as std's unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Those of the reader. `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: what was read is buffered.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"x";
    /// assert!(reader.has_data_left().await?);
    /// reader.consume_unpin(1);
    /// assert!(!reader.has_data_left().await?);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn has_data_left(&mut self) -> HasDataLeft<'_, Self>
    where
        Self: Unpin,
    {
        HasDataLeft::new(self)
    }

    /// Appends everything up to and with the next `byte`, or up to the end of the file, to `buf`; returns how many bytes.
    ///
    /// `async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>`, as
    /// [`std::io::BufRead::read_until`]. 0 is the end of the file. Bound it with [`limit`](ReadUntil::limit).
    ///
    /// # Errors
    ///
    /// Those of the reader; what was read before stays in `buf`. `Interrupted` is retried. With a limit, `InvalidData` that
    /// carries [`LimitExceeded`](crate::LimitExceeded); the excess is not consumed.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses no byte, but the count: what was read is in `buf`.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"key=value";
    /// let mut key = Vec::new();
    /// assert_eq!(reader.read_until(b'=', &mut key).limit(8).await?, 4);
    /// assert_eq!(key, b"key=");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_until<'a>(&'a mut self, byte: u8, buf: &'a mut Vec<u8>) -> ReadUntil<'a, Self>
    where
        Self: Unpin,
    {
        ReadUntil::new(self, byte, buf)
    }

    /// Passes over everything up to and with the next `byte`, or up to the end of the file; returns how many bytes.
    ///
    /// `async fn skip_until(&mut self, byte: u8) -> Result<usize>`, as [`std::io::BufRead::skip_until`]. Bound it with
    /// [`limit`](SkipUntil::limit).
    ///
    /// # Errors
    ///
    /// As [`fill_buf`](Self::fill_buf). With a limit, `InvalidData` that carries
    /// [`LimitExceeded`](crate::LimitExceeded); the excess is not consumed.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the count of what was passed over, which stays passed over.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"comment\ncode";
    /// assert_eq!(reader.skip_until(b'\n').await?, 8);
    /// assert_eq!(reader, b"code");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn skip_until(&mut self, byte: u8) -> SkipUntil<'_, Self>
    where
        Self: Unpin,
    {
        SkipUntil::new(self, byte)
    }

    /// Appends the next line, with its newline, to `buf`; returns how many bytes.
    ///
    /// `async fn read_line(&mut self, buf: &mut String) -> Result<usize>`, as [`std::io::BufRead::read_line`]. 0 is the end
    /// of the file. Only what is new is validated. Bound it with [`limit`](ReadLine::limit).
    ///
    /// # Errors
    ///
    /// `InvalidData` if the line is not UTF-8: it is consumed, and `buf` is as it was. Those of the reader: `buf` keeps every
    /// complete character that was read. `Interrupted` is retried. With a limit, `InvalidData` that carries
    /// [`LimitExceeded`](crate::LimitExceeded): `buf` keeps every complete character, the excess is not consumed.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses at most the three bytes of an incomplete character: every complete one is in `buf`.
    /// [`Lines`] loses nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"one\ntwo";
    /// let mut line = String::new();
    /// assert_eq!(reader.read_line(&mut line).await?, 4);
    /// assert_eq!(line, "one\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_line<'a>(&'a mut self, buf: &'a mut String) -> ReadLine<'a, Self>
    where
        Self: Unpin,
    {
        ReadLine::new(self, buf)
    }

    /// Makes a reader of lines, which are returned without their newline.
    ///
    /// As [`std::io::BufRead::lines`], with [`next_line`](Lines::next_line) in the place of `next`.
    ///
    /// # Cancel safety
    ///
    /// See [`Lines`], which loses nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut lines = (&b"one\ntwo"[..]).lines();
    /// assert_eq!(lines.next_line().await?.as_deref(), Some("one"));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Lines::new(self)
    }

    /// Makes a reader of the segments between delimiters, which are returned without them.
    ///
    /// As [`std::io::BufRead::split`], with [`next_segment`](Split::next_segment) in the place of `next`.
    ///
    /// # Cancel safety
    ///
    /// See [`Split`], which loses nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut fields = AsyncBufReadExt::split(&b"a,b"[..], b',');
    /// assert_eq!(fields.next_segment().await?.as_deref(), Some(&b"a"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// # use poll_io::AsyncBufReadExt;
    /// ```
    #[cfg(feature = "alloc")]
    fn split(self, byte: u8) -> Split<Self>
    where
        Self: Sized,
    {
        Split::new(self, byte)
    }
}

impl<R: AsyncBufRead + ?Sized> AsyncBufReadExt for R {}
