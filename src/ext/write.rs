#[cfg(feature = "alloc")]
use crate::future::WriteFmt;
use crate::{
    AsyncWrite, InspectWrite, IoSlice,
    future::{
        Flush, Shutdown, Write, WriteAll, WriteAllVectored, WriteF32, WriteF32Le, WriteF64, WriteF64Le, WriteI8,
        WriteI16, WriteI16Le, WriteI32, WriteI32Le, WriteI64, WriteI64Le, WriteI128, WriteI128Le, WriteU8, WriteU16,
        WriteU16Le, WriteU32, WriteU32Le, WriteU64, WriteU64Le, WriteU128, WriteU128Le, WriteVectored,
    },
};
#[cfg(feature = "alloc")]
use core::fmt;

/// The methods of a writer.
///
/// Every type that implements [`AsyncWrite`] has these methods. Import them with [`use poll_io::prelude::*`](crate::prelude).
///
/// The methods that return a future need a writer that is `Unpin`. Pin any other writer first, with [`core::pin::pin!`] or
/// `Box::pin`: the pinned pointer is itself a writer, and it is `Unpin`. Trait objects have the methods in the same way,
/// as `dyn AsyncWrite + Unpin`, or as `dyn AsyncWrite` behind a pinned pointer.
///
/// # Futures
///
/// A method that may have to wait returns a future. Its type is public, in the module [`future`](mod@crate::future).
/// The future does nothing until it is polled. It is `Send` if the writer is `Send`.
///
/// A method is *cancel safe* if nothing is lost when its future is dropped before it completes. Each method says
/// whether it is cancel safe.
///
/// One poll of a future makes at most 128 calls of the writer. Then the future wakes its task and returns `Pending`,
/// so that the executor can run other tasks. A call that is retried after `Interrupted` counts again.
///
/// # Panics
///
/// A future panics if it is polled again after it has completed.
///
/// # Examples
///
/// A function over any writer can be called with a socket of smol. Like every futures-io type, the socket becomes a
/// poll-io stream in [`FromFutures`](https://docs.rs/poll-io-compat/latest/poll_io_compat/struct.FromFutures.html):
///
/// ```
/// use poll_io::{ErrorKind, Result, prelude::*};
/// use poll_io_compat::FromFutures;
/// use smol::net::TcpStream;
///
/// /// Sends a message: its length in two bytes, and its content.
/// async fn send<W: AsyncWrite + Unpin + ?Sized>(writer: &mut W, content: &[u8]) -> Result<()> {
///     let length = u16::try_from(content.len()).map_err(|_| ErrorKind::InvalidInput)?;
///     writer.write_u16(length).await?;
///     writer.write_all(content).await?;
///     writer.flush().await
/// }
///
/// async fn send_once(socket: TcpStream) -> Result<()> {
///     // The buffer sends the length and the content together.
///     let mut writer = poll_io::BufWriter::new(FromFutures::new(socket));
///     send(&mut writer, b"hello").await?;
///     writer.shutdown().await
/// }
///
/// # futures_lite::future::block_on(async {
/// // In a test, the writer is in memory.
/// let mut written = Vec::new();
/// send(&mut written, b"hello").await?;
/// assert_eq!(written, b"\x00\x05hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub trait AsyncWriteExt: AsyncWrite {
    /// Writes some bytes from the start of `buf`, and returns the number of bytes written.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write(&mut self, buf: &[u8]) -> Result<usize>;
    /// ```
    ///
    /// A result of 0 for a `buf` that is not empty means that the writer accepts no more bytes. This is the
    /// counterpart of [`std::io::Write::write`].
    ///
    /// # Errors
    ///
    /// Returns any error of the writer, except `Interrupted`, which is retried. If the writer returns an error, no
    /// byte was written. Returns `InvalidData` if the writer returns a count that is greater than the number of bytes
    /// offered.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been written.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut room = [0; 3];
    /// let mut writer = &mut room[..];
    /// assert_eq!(writer.write(b"hello").await?, 3);
    /// assert_eq!(&room, b"hel");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> Write<'a, Self>
    where
        Self: Unpin,
    {
        Write::new(self, buf)
    }

    /// Writes some bytes from several slices, in order, and returns the number of bytes written.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize>;
    /// ```
    ///
    /// A writer that cannot accept several slices in one call writes from the first slice that is not empty.
    /// [`is_write_vectored`](AsyncWrite::is_write_vectored) tells whether the writer can. This is the counterpart of
    /// [`std::io::Write::write_vectored`].
    ///
    /// # Errors
    ///
    /// Returns any error of the writer, except `Interrupted`, which is retried. If the writer returns an error, no
    /// byte was written. Returns `InvalidData` if the writer returns a count that is greater than the number of bytes
    /// offered.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been written.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{IoSlice, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// assert_eq!(writer.write_vectored(&[IoSlice::new(b"hel"), IoSlice::new(b"lo")]).await?, 5);
    /// assert_eq!(writer, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_vectored<'a>(&'a mut self, bufs: &'a [IoSlice<'a>]) -> WriteVectored<'a, Self>
    where
        Self: Unpin,
    {
        WriteVectored::new(self, bufs)
    }

    /// Writes all bytes of `buf`.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_all(&mut self, buf: &[u8]) -> Result<()>;
    /// ```
    ///
    /// This method does not flush. It is the counterpart of [`std::io::Write::write_all`].
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of `buf` may have been written, and the length of that part is not
    /// known.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of `buf` may have been
    /// written, and the length of that part is lost. In `select!`, use
    /// [`copy_buf`](fn@crate::copy_buf) with a slice as its reader. It is cancel safe: the slice then holds the bytes that
    /// are left to write. It also flushes at the end.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_all(b"hello").await?;
    /// assert_eq!(writer, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Self>
    where
        Self: Unpin,
    {
        WriteAll::new(self, buf)
    }

    /// Writes all bytes of several slices, in order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_all_vectored(&mut self, bufs: &mut [IoSlice<'_>]) -> Result<()>;
    /// ```
    ///
    /// This method does not flush. It advances the slices while it writes, and their content afterwards is
    /// unspecified. std has an unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the bytes may have been written, and the length of that part is
    /// not known.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the bytes may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{IoSlice, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_all_vectored(&mut [IoSlice::new(b"hel"), IoSlice::new(b"lo")]).await?;
    /// assert_eq!(writer, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_all_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSlice<'b>]) -> WriteAllVectored<'a, 'b, Self>
    where
        Self: Unpin,
    {
        WriteAllVectored::new(self, bufs)
    }

    /// Writes formatted text. Use it through [`poll_io::write!`](crate::write!) and
    /// [`poll_io::writeln!`](crate::writeln!).
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()>;
    /// ```
    ///
    /// The call itself formats the text, into a `String` that the future owns. So the future does not borrow `args`.
    /// This method does not flush. It is the counterpart of [`std::io::Write::write_fmt`].
    ///
    /// # Errors
    ///
    /// Returns an error of the kind `Other` if a formatting trait, such as `Display`, returns an error. Nothing is
    /// written then.
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After these errors, a part of the text may have been written, and the length of that part is
    /// not known.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the text may have been
    /// written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// poll_io::write!(writer, "{} {:?}", 1, "two").await?;
    /// assert_eq!(writer, b"1 \"two\"");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> WriteFmt<'_, Self>
    where
        Self: Unpin,
    {
        WriteFmt::new(self, args)
    }

    /// Flushes the writer: passes all bytes that it has accepted to the destination.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn flush(&mut self) -> Result<()>;
    /// ```
    ///
    /// This is the counterpart of [`std::io::Write::flush`].
    ///
    /// # Errors
    ///
    /// Returns any error of the writer, except `Interrupted`, which is retried.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte is lost. The next call
    /// continues.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// assert_eq!(writer.get_ref(), b"");
    /// writer.flush().await?;
    /// assert_eq!(writer.get_ref(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn flush(&mut self) -> Flush<'_, Self>
    where
        Self: Unpin,
    {
        Flush::new(self)
    }

    /// Flushes the writer, and ends the write direction. The other side then reads the end of the file.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn shutdown(&mut self) -> Result<()>;
    /// ```
    ///
    /// Reading may continue where the transport can half-close, that is, end one direction alone. A further call
    /// after success returns `Ok(())`. Dropping a writer does not shut it down, because `Drop` cannot wait. tokio has
    /// a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns any error of the writer, except `Interrupted`, which is retried.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte is lost, and the next call
    /// resumes the shutdown. The other side sees the end only after a call has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"bye").await?;
    /// writer.shutdown().await?;
    /// assert_eq!(writer.get_ref(), b"bye");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[doc(alias = "close")]
    #[inline]
    fn shutdown(&mut self) -> Shutdown<'_, Self>
    where
        Self: Unpin,
    {
        Shutdown::new(self)
    }

    /// Makes a writer that passes all bytes that are written through it to `f`, piece by piece.
    ///
    /// Use it for a checksum or a count, or to copy what is written. `f` gets a byte once the writer has accepted the
    /// byte. The counterpart for a reader is [`inspect`](crate::AsyncReadExt::inspect).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut count = 0;
    /// Vec::new().inspect_write(|piece| count += piece.len()).write_all(b"hello").await?;
    /// assert_eq!(count, 5);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn inspect_write<F: FnMut(&[u8])>(self, f: F) -> InspectWrite<Self, F>
    where
        Self: Sized,
    {
        InspectWrite::new(self, f)
    }

    /// Writes an unsigned 8-bit integer.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u8(&mut self, n: u8) -> Result<()>;
    /// ```
    ///
    /// Writes one byte. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. If the writer returns an error, the byte was not written.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been written.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u8(7).await?;
    /// assert_eq!(writer, [7]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u8(&mut self, n: u8) -> WriteU8<'_, Self>
    where
        Self: Unpin,
    {
        WriteU8::new(self, n)
    }

    /// Writes a signed 8-bit integer.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i8(&mut self, n: i8) -> Result<()>;
    /// ```
    ///
    /// Writes one byte. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. If the writer returns an error, the byte was not written.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been written.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i8(-2).await?;
    /// assert_eq!(writer, [0xfe]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i8(&mut self, n: i8) -> WriteI8<'_, Self>
    where
        Self: Unpin,
    {
        WriteI8::new(self, n)
    }

    /// Writes an unsigned 16-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u16(&mut self, n: u16) -> Result<()>;
    /// ```
    ///
    /// Writes two bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u16(0x0102).await?;
    /// assert_eq!(writer, [0x01, 0x02]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u16(&mut self, n: u16) -> WriteU16<'_, Self>
    where
        Self: Unpin,
    {
        WriteU16::new(self, n)
    }

    /// Writes a signed 16-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i16(&mut self, n: i16) -> Result<()>;
    /// ```
    ///
    /// Writes two bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i16(-2).await?;
    /// assert_eq!(writer, [0xff, 0xfe]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i16(&mut self, n: i16) -> WriteI16<'_, Self>
    where
        Self: Unpin,
    {
        WriteI16::new(self, n)
    }

    /// Writes an unsigned 32-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u32(&mut self, n: u32) -> Result<()>;
    /// ```
    ///
    /// Writes four bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u32(0x0102_0304).await?;
    /// assert_eq!(writer, [0x01, 0x02, 0x03, 0x04]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u32(&mut self, n: u32) -> WriteU32<'_, Self>
    where
        Self: Unpin,
    {
        WriteU32::new(self, n)
    }

    /// Writes a signed 32-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i32(&mut self, n: i32) -> Result<()>;
    /// ```
    ///
    /// Writes four bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i32(-2).await?;
    /// assert_eq!(writer, [0xff, 0xff, 0xff, 0xfe]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i32(&mut self, n: i32) -> WriteI32<'_, Self>
    where
        Self: Unpin,
    {
        WriteI32::new(self, n)
    }

    /// Writes an unsigned 64-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u64(&mut self, n: u64) -> Result<()>;
    /// ```
    ///
    /// Writes eight bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u64(0x0102_0304_0506_0708).await?;
    /// assert_eq!(writer, [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u64(&mut self, n: u64) -> WriteU64<'_, Self>
    where
        Self: Unpin,
    {
        WriteU64::new(self, n)
    }

    /// Writes a signed 64-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i64(&mut self, n: i64) -> Result<()>;
    /// ```
    ///
    /// Writes eight bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i64(-2).await?;
    /// assert_eq!(writer, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i64(&mut self, n: i64) -> WriteI64<'_, Self>
    where
        Self: Unpin,
    {
        WriteI64::new(self, n)
    }

    /// Writes an unsigned 128-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u128(&mut self, n: u128) -> Result<()>;
    /// ```
    ///
    /// Writes 16 bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10).await?;
    /// assert_eq!(writer, [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u128(&mut self, n: u128) -> WriteU128<'_, Self>
    where
        Self: Unpin,
    {
        WriteU128::new(self, n)
    }

    /// Writes a signed 128-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i128(&mut self, n: i128) -> Result<()>;
    /// ```
    ///
    /// Writes 16 bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i128(-2).await?;
    /// assert_eq!(writer, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i128(&mut self, n: i128) -> WriteI128<'_, Self>
    where
        Self: Unpin,
    {
        WriteI128::new(self, n)
    }

    /// Writes a 32-bit floating-point number in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_f32(&mut self, n: f32) -> Result<()>;
    /// ```
    ///
    /// Writes four bytes in IEEE 754 format, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_f32(1.5).await?;
    /// assert_eq!(writer, [0x3f, 0xc0, 0x00, 0x00]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_f32(&mut self, n: f32) -> WriteF32<'_, Self>
    where
        Self: Unpin,
    {
        WriteF32::new(self, n)
    }

    /// Writes a 64-bit floating-point number in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_f64(&mut self, n: f64) -> Result<()>;
    /// ```
    ///
    /// Writes eight bytes in IEEE 754 format, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_f64(1.5).await?;
    /// assert_eq!(writer, [0x3f, 0xf8, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_f64(&mut self, n: f64) -> WriteF64<'_, Self>
    where
        Self: Unpin,
    {
        WriteF64::new(self, n)
    }

    /// Writes an unsigned 16-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u16_le(&mut self, n: u16) -> Result<()>;
    /// ```
    ///
    /// Writes two bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u16_le(0x0102).await?;
    /// assert_eq!(writer, [0x02, 0x01]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u16_le(&mut self, n: u16) -> WriteU16Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteU16Le::new(self, n)
    }

    /// Writes a signed 16-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i16_le(&mut self, n: i16) -> Result<()>;
    /// ```
    ///
    /// Writes two bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i16_le(-2).await?;
    /// assert_eq!(writer, [0xfe, 0xff]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i16_le(&mut self, n: i16) -> WriteI16Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteI16Le::new(self, n)
    }

    /// Writes an unsigned 32-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u32_le(&mut self, n: u32) -> Result<()>;
    /// ```
    ///
    /// Writes four bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u32_le(0x0102_0304).await?;
    /// assert_eq!(writer, [0x04, 0x03, 0x02, 0x01]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u32_le(&mut self, n: u32) -> WriteU32Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteU32Le::new(self, n)
    }

    /// Writes a signed 32-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i32_le(&mut self, n: i32) -> Result<()>;
    /// ```
    ///
    /// Writes four bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i32_le(-2).await?;
    /// assert_eq!(writer, [0xfe, 0xff, 0xff, 0xff]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i32_le(&mut self, n: i32) -> WriteI32Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteI32Le::new(self, n)
    }

    /// Writes an unsigned 64-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u64_le(&mut self, n: u64) -> Result<()>;
    /// ```
    ///
    /// Writes eight bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u64_le(0x0102_0304_0506_0708).await?;
    /// assert_eq!(writer, [0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u64_le(&mut self, n: u64) -> WriteU64Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteU64Le::new(self, n)
    }

    /// Writes a signed 64-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i64_le(&mut self, n: i64) -> Result<()>;
    /// ```
    ///
    /// Writes eight bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i64_le(-2).await?;
    /// assert_eq!(writer, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i64_le(&mut self, n: i64) -> WriteI64Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteI64Le::new(self, n)
    }

    /// Writes an unsigned 128-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_u128_le(&mut self, n: u128) -> Result<()>;
    /// ```
    ///
    /// Writes 16 bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_u128_le(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10).await?;
    /// assert_eq!(writer, [0x10, 0x0f, 0x0e, 0x0d, 0x0c, 0x0b, 0x0a, 0x09, 0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_u128_le(&mut self, n: u128) -> WriteU128Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteU128Le::new(self, n)
    }

    /// Writes a signed 128-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_i128_le(&mut self, n: i128) -> Result<()>;
    /// ```
    ///
    /// Writes 16 bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_i128_le(-2).await?;
    /// assert_eq!(writer, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_i128_le(&mut self, n: i128) -> WriteI128Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteI128Le::new(self, n)
    }

    /// Writes a 32-bit floating-point number in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_f32_le(&mut self, n: f32) -> Result<()>;
    /// ```
    ///
    /// Writes four bytes in IEEE 754 format, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_f32_le(1.5).await?;
    /// assert_eq!(writer, [0x00, 0x00, 0xc0, 0x3f]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_f32_le(&mut self, n: f32) -> WriteF32Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteF32Le::new(self, n)
    }

    /// Writes a 64-bit floating-point number in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_f64_le(&mut self, n: f64) -> Result<()>;
    /// ```
    ///
    /// Writes eight bytes in IEEE 754 format, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `WriteZero` if the writer accepts no more bytes. Returns `InvalidData` if the writer returns a count
    /// that is greater than the number of bytes offered. Returns any other error of the writer, except `Interrupted`,
    /// which is retried. After an error, a part of the number may have been written.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, a part of the number may have
    /// been written, and the length of that part is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_f64_le(1.5).await?;
    /// assert_eq!(writer, [0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf8, 0x3f]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_f64_le(&mut self, n: f64) -> WriteF64Le<'_, Self>
    where
        Self: Unpin,
    {
        WriteF64Le::new(self, n)
    }
}

impl<W: AsyncWrite + ?Sized> AsyncWriteExt for W {}
