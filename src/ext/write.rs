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
/// Every [`AsyncWrite`] has them, `dyn AsyncWrite` among them. Import them with
/// [`use poll_io::prelude::*`](crate::prelude).
pub trait AsyncWriteExt: AsyncWrite {
    /// Writes some of the bytes in `buf`, from its start, and returns how many.
    ///
    /// `async fn write(&mut self, buf: &[u8]) -> Result<usize>`, as [`std::io::Write::write`]. Returning 0 for a `buf`
    /// that is not empty means that the writer will take no more.
    ///
    /// # Errors
    ///
    /// Those of the writer; nothing was written then. `Interrupted` is retried. `InvalidData` if the writer claims to
    /// have taken more than it was offered.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was written.
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

    /// Writes some of the bytes in several slices, the first one first, and returns how many.
    ///
    /// `async fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize>`, as
    /// [`std::io::Write::write_vectored`]. A writer that has no way to take several takes from the first that is not
    /// empty; [`is_write_vectored`](AsyncWrite::is_write_vectored) tells.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was written.
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

    /// Writes all the bytes in `buf`.
    ///
    /// `async fn write_all(&mut self, buf: &[u8]) -> Result<()>`, as [`std::io::Write::write_all`]. Does not flush.
    ///
    /// # Errors
    ///
    /// `WriteZero` if the writer takes no more, `InvalidData` if it claims to have taken more than it was offered,
    /// otherwise its own. `Interrupted` is retried. How much was written before is not known.
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of `buf` may have been written, and how much is not known.
    /// [`copy_buf`](fn@crate::copy_buf) from a slice can be: the slice then holds what is left.
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

    /// Writes all the bytes in several slices, the first one first.
    ///
    /// `async fn write_all_vectored(&mut self, bufs: &mut [IoSlice<'_>]) -> Result<()>`, as std's unstable method of the
    /// same name. Does not flush. The slices are advanced on the way, and what they hold afterwards is unspecified.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part may have been written, and how much is not known.
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

    /// Writes formatted text. [`poll_io::write!`](crate::write) and [`poll_io::writeln!`](crate::writeln) call it.
    ///
    /// `async fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()>`, as [`std::io::Write::write_fmt`]. The text
    /// is formatted at once, before the first poll, into a `String` that the future owns: nothing of `args` is borrowed
    /// any longer. Does not flush.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all), and an error of the kind `Other`, before anything is written, if a `Display` (or
    /// another formatting trait) fails.
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the text may have been written, and how much is not known.
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

    /// Hands all that was written to the destination.
    ///
    /// `async fn flush(&mut self) -> Result<()>`, as [`std::io::Write::flush`].
    ///
    /// # Errors
    ///
    /// Those of the writer. `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: what was not flushed is flushed by the next call.
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

    /// Flushes, and ends the writing: the other side reads the end of the file.
    ///
    /// `async fn shutdown(&mut self) -> Result<()>`, as tokio's. Reading may go on where the transport can half-close.
    /// Shutting down again is `Ok`. Dropping a writer does not shut it down, since that may have to wait.
    ///
    /// # Errors
    ///
    /// Those of the writer. `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: the next call resumes it. It must be called until it returns, though, for the
    /// other side to see the end.
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

    /// Makes a writer that shows `f` all that is written through it, piece by piece.
    ///
    /// For a checksum, a count, a copy. A piece is shown when this writer has taken it. For a reader it is
    /// [`inspect`](crate::AsyncReadExt::inspect).
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

    /// Writes a byte.
    ///
    /// `async fn write_u8(&mut self, n: u8) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, the byte was not written.
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

    /// Writes a signed byte.
    ///
    /// `async fn write_i8(&mut self, n: i8) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, the byte was not written.
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

    /// Writes an unsigned 16-bit integer, most significant byte first.
    ///
    /// `async fn write_u16(&mut self, n: u16) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 16-bit integer, most significant byte first.
    ///
    /// `async fn write_i16(&mut self, n: i16) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes an unsigned 32-bit integer, most significant byte first.
    ///
    /// `async fn write_u32(&mut self, n: u32) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 32-bit integer, most significant byte first.
    ///
    /// `async fn write_i32(&mut self, n: i32) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes an unsigned 64-bit integer, most significant byte first.
    ///
    /// `async fn write_u64(&mut self, n: u64) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 64-bit integer, most significant byte first.
    ///
    /// `async fn write_i64(&mut self, n: i64) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes an unsigned 128-bit integer, most significant byte first.
    ///
    /// `async fn write_u128(&mut self, n: u128) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 128-bit integer, most significant byte first.
    ///
    /// `async fn write_i128(&mut self, n: i128) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a 32-bit floating-point number, most significant byte first.
    ///
    /// `async fn write_f32(&mut self, n: f32) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a 64-bit floating-point number, most significant byte first.
    ///
    /// `async fn write_f64(&mut self, n: f64) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes an unsigned 16-bit integer, least significant byte first.
    ///
    /// `async fn write_u16_le(&mut self, n: u16) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 16-bit integer, least significant byte first.
    ///
    /// `async fn write_i16_le(&mut self, n: i16) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes an unsigned 32-bit integer, least significant byte first.
    ///
    /// `async fn write_u32_le(&mut self, n: u32) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 32-bit integer, least significant byte first.
    ///
    /// `async fn write_i32_le(&mut self, n: i32) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes an unsigned 64-bit integer, least significant byte first.
    ///
    /// `async fn write_u64_le(&mut self, n: u64) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 64-bit integer, least significant byte first.
    ///
    /// `async fn write_i64_le(&mut self, n: i64) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes an unsigned 128-bit integer, least significant byte first.
    ///
    /// `async fn write_u128_le(&mut self, n: u128) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a signed 128-bit integer, least significant byte first.
    ///
    /// `async fn write_i128_le(&mut self, n: i128) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a 32-bit floating-point number, least significant byte first.
    ///
    /// `async fn write_f32_le(&mut self, n: f32) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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

    /// Writes a 64-bit floating-point number, least significant byte first.
    ///
    /// `async fn write_f64_le(&mut self, n: f64) -> Result<()>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`write_all`](Self::write_all).
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of the number may have been written, and how much is not known.
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
