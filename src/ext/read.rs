#[cfg(feature = "alloc")]
use crate::future::{ReadToEnd, ReadToString};
use crate::{
    AsyncRead, BorrowedCursor, Bytes, Chain, Inspect, IoSliceMut, Limited, Take,
    future::{
        Read, ReadArray, ReadBuf, ReadBufExact, ReadExact, ReadF32, ReadF32Le, ReadF64, ReadF64Le, ReadI8, ReadI16,
        ReadI16Le, ReadI32, ReadI32Le, ReadI64, ReadI64Le, ReadI128, ReadI128Le, ReadU8, ReadU16, ReadU16Le, ReadU32,
        ReadU32Le, ReadU64, ReadU64Le, ReadU128, ReadU128Le, ReadVectored,
    },
};
#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};

/// What to use in `select!` in the place of a method that loses bytes: one sentence, on each of their pages.
macro_rules! in_select {
    () => {
        "In `select!`, use [`BufReader::peek_array`](crate::BufReader::peek_array) or \
         [`BufReader::peek_exact`](crate::BufReader::peek_exact), or, with any reader, \
         [`read_buf_exact`](Self::read_buf_exact) into a buffer that outlives the future: they lose nothing."
    };
}

/// The methods of a reader.
///
/// Every [`AsyncRead`] has them, `dyn AsyncRead` among them. Import them with
/// [`use poll_io::prelude::*`](crate::prelude).
pub trait AsyncReadExt: AsyncRead {
    /// Reads some bytes into `buf`, and returns how many.
    ///
    /// `async fn read(&mut self, buf: &mut [u8]) -> Result<usize>`, as [`std::io::Read::read`]. Returns 0 at the end of
    /// the file, and for a `buf` that is empty. A short read is not the end.
    ///
    /// # Errors
    ///
    /// Those of the reader. `Interrupted` is retried. Nothing was read then.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"hello";
    /// let mut buf = [0; 3];
    /// assert_eq!(reader.read(&mut buf).await?, 3);
    /// assert_eq!(&buf, b"hel");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> Read<'a, Self>
    where
        Self: Unpin,
    {
        Read::new(self, buf)
    }

    /// Fills `buf`.
    ///
    /// `async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>`, as [`std::io::Read::read_exact`]. An empty `buf`
    /// returns without reading.
    ///
    /// # Errors
    ///
    /// `UnexpectedEof` if the stream ends first; what came before the end is in `buf`. Otherwise those of the reader.
    /// `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses no byte, but the count: what was read is at the start of `buf`.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{ErrorKind, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"hello";
    /// let mut buf = [0; 4];
    /// reader.read_exact(&mut buf).await?;
    /// assert_eq!(&buf, b"hell");
    /// assert_eq!(reader.read_exact(&mut buf).await.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Unpin,
    {
        ReadExact::new(self, buf)
    }

    /// Reads some bytes into a cursor, whose memory need not be initialised.
    ///
    /// `async fn read_buf(&mut self, buf: BorrowedCursor<'_>) -> Result<()>`, as std's unstable method of the same name. A
    /// cursor with room that was not advanced is the end of the file.
    ///
    /// # Errors
    ///
    /// Those of the reader; nothing was read then. `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io::{BorrowedBuf, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut memory = [MaybeUninit::uninit(); 16];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// (&b"hello"[..]).read_buf(buf.unfilled()).await?;
    /// assert_eq!(buf.filled(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_buf<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBuf<'a, Self>
    where
        Self: Unpin,
    {
        ReadBuf::new(self, buf)
    }

    /// Fills a cursor, whose memory need not be initialised.
    ///
    /// `async fn read_buf_exact(&mut self, buf: BorrowedCursor<'_>) -> Result<()>`, as std's unstable method of the same
    /// name.
    ///
    /// # Errors
    ///
    /// `UnexpectedEof` if the stream ends first; what came is counted in the cursor's buffer. Otherwise those of the reader.
    /// `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: the buffer behind the cursor counts what was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BorrowedBuf, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// (&b"hello"[..]).read_buf_exact(buf.unfilled()).await?;
    /// assert_eq!(buf.filled(), b"hell");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_buf_exact<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBufExact<'a, Self>
    where
        Self: Unpin,
    {
        ReadBufExact::new(self, buf)
    }

    /// Reads `N` bytes, and returns them.
    ///
    /// `async fn read_array<const N: usize>(&mut self) -> Result<[u8; N]>`, as std's unstable method of the same name.
    ///
    /// # Errors
    ///
    /// `UnexpectedEof` if the stream ends first, otherwise those of the reader. `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses what it has read, up to `N` bytes.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"PNG...";
    /// assert_eq!(reader.read_array().await?, *b"PNG");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_array<const N: usize>(&mut self) -> ReadArray<'_, Self, N>
    where
        Self: Unpin,
    {
        ReadArray::new(self)
    }

    /// Reads some bytes into several slices, the first one first, and returns how many.
    ///
    /// `async fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize>`, as
    /// [`std::io::Read::read_vectored`].
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and `InvalidData` if the reader claims more bytes than there is room for.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{IoSliceMut, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (mut head, mut body) = ([0; 2], [0; 8]);
    /// let mut bufs = [IoSliceMut::new(&mut head), IoSliceMut::new(&mut body)];
    /// assert_eq!((&b"hello"[..]).read_vectored(&mut bufs).await?, 5);
    /// assert_eq!((&head, &body[..3]), (b"he", &b"llo"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSliceMut<'b>]) -> ReadVectored<'a, 'b, Self>
    where
        Self: Unpin,
    {
        ReadVectored::new(self, bufs)
    }

    /// Appends everything up to the end of the file to `buf`, and returns how many bytes.
    ///
    /// `async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>`, as [`std::io::Read::read_to_end`]. A short body
    /// costs two reads and one exact allocation. Bound it with [`limit`](ReadToEnd::limit).
    ///
    /// # Errors
    ///
    /// Those of the reader; what was read before stays in `buf`. `Interrupted` is retried. `OutOfMemory` if there is none.
    /// With a limit, `InvalidData` that carries [`LimitExceeded`](crate::LimitExceeded); `buf` may hold one byte more then.
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
    /// let mut body = Vec::new();
    /// assert_eq!((&b"hello"[..]).read_to_end(&mut body).limit(1 << 20).await?, 5);
    /// assert_eq!(body, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> ReadToEnd<'a, Self>
    where
        Self: Unpin,
    {
        ReadToEnd::new(self, buf)
    }

    /// Appends everything up to the end of the file to `buf`, as text, and returns how many bytes.
    ///
    /// `async fn read_to_string(&mut self, buf: &mut String) -> Result<usize>`, as [`std::io::Read::read_to_string`]. Bound it
    /// with [`limit`](ReadToString::limit).
    ///
    /// # Errors
    ///
    /// `InvalidData` if the stream is not UTF-8: it is read to its end, and `buf` is as it was. Those of the reader: `buf`
    /// keeps every complete character that was read. `Interrupted` is retried. With a limit, `InvalidData` that carries
    /// [`LimitExceeded`](crate::LimitExceeded). The limit also counts what is read after the stream has turned out not to be
    /// UTF-8.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses at most the three bytes of an incomplete character: every complete one is in `buf`.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut text = String::from("> ");
    /// assert_eq!((&b"hello"[..]).read_to_string(&mut text).await?, 5);
    /// assert_eq!(text, "> hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_to_string<'a>(&'a mut self, buf: &'a mut String) -> ReadToString<'a, Self>
    where
        Self: Unpin,
    {
        ReadToString::new(self, buf)
    }

    /// Borrows the reader, to hand on by value where the reader itself is needed again. As [`std::io::Read::by_ref`].
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
    /// let same = reader.by_ref();
    /// assert_eq!(*same, b"hello");
    /// ```
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// Makes a reader that is read byte by byte. As [`std::io::Read::bytes`].
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
    /// assert_eq!((&b"x"[..]).bytes().next_byte().await?, Some(b'x'));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn bytes(self) -> Bytes<Self>
    where
        Self: Sized,
    {
        Bytes::new(self)
    }

    /// Makes a reader that goes on with `next` at the end of this one. As [`std::io::Read::chain`].
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
    /// let mut text = String::new();
    /// (&b"ab"[..]).chain(&b"c"[..]).read_to_string(&mut text).await?;
    /// assert_eq!(text, "abc");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>
    where
        Self: Sized,
    {
        Chain::new(self, next)
    }

    /// Makes a reader that ends after `limit` bytes. As [`std::io::Read::take`].
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
    /// let mut text = String::new();
    /// (&b"hello"[..]).take(2).read_to_string(&mut text).await?;
    /// assert_eq!(text, "he");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn take(self, limit: u64) -> Take<Self>
    where
        Self: Sized,
    {
        Take::new(self, limit)
    }

    /// Makes a reader that fails once more than `max` bytes come.
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
    /// assert!((&b"hello"[..]).limited(2).read_to_end(&mut Vec::new()).await.is_err());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn limited(self, max: u64) -> Limited<Self>
    where
        Self: Sized,
    {
        Limited::new(self, max)
    }

    /// Makes a reader that shows `f` all that is read through it, piece by piece.
    ///
    /// For a checksum, a count, a copy. Buffered bytes are shown when they are consumed. For a writer it is
    /// [`inspect_write`](crate::AsyncWriteExt::inspect_write).
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
    /// (&b"hello"[..]).inspect(|piece| count += piece.len()).read_to_end(&mut Vec::new()).await?;
    /// assert_eq!(count, 5);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn inspect<F: FnMut(&[u8])>(self, f: F) -> Inspect<Self, F>
    where
        Self: Sized,
    {
        Inspect::new(self, f)
    }

    /// Reads an unsigned number of 1 byte.
    ///
    /// `async fn read_u8(&mut self) -> Result<u8>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u8::to_be_bytes(7);
    /// assert_eq!((&bytes[..]).read_u8().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u8(&mut self) -> ReadU8<'_, Self>
    where
        Self: Unpin,
    {
        ReadU8::new(self)
    }

    /// Reads an unsigned number of 2 bytes in big-endian order.
    ///
    /// `async fn read_u16(&mut self) -> Result<u16>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u16::to_be_bytes(7);
    /// assert_eq!((&bytes[..]).read_u16().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u16(&mut self) -> ReadU16<'_, Self>
    where
        Self: Unpin,
    {
        ReadU16::new(self)
    }

    /// Reads an unsigned number of 4 bytes in big-endian order.
    ///
    /// `async fn read_u32(&mut self) -> Result<u32>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u32::to_be_bytes(7);
    /// assert_eq!((&bytes[..]).read_u32().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u32(&mut self) -> ReadU32<'_, Self>
    where
        Self: Unpin,
    {
        ReadU32::new(self)
    }

    /// Reads an unsigned number of 8 bytes in big-endian order.
    ///
    /// `async fn read_u64(&mut self) -> Result<u64>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u64::to_be_bytes(7);
    /// assert_eq!((&bytes[..]).read_u64().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u64(&mut self) -> ReadU64<'_, Self>
    where
        Self: Unpin,
    {
        ReadU64::new(self)
    }

    /// Reads an unsigned number of 16 bytes in big-endian order.
    ///
    /// `async fn read_u128(&mut self) -> Result<u128>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u128::to_be_bytes(7);
    /// assert_eq!((&bytes[..]).read_u128().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u128(&mut self) -> ReadU128<'_, Self>
    where
        Self: Unpin,
    {
        ReadU128::new(self)
    }

    /// Reads a signed number of 1 byte.
    ///
    /// `async fn read_i8(&mut self) -> Result<i8>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i8::to_be_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i8().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i8(&mut self) -> ReadI8<'_, Self>
    where
        Self: Unpin,
    {
        ReadI8::new(self)
    }

    /// Reads a signed number of 2 bytes in big-endian order.
    ///
    /// `async fn read_i16(&mut self) -> Result<i16>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i16::to_be_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i16().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i16(&mut self) -> ReadI16<'_, Self>
    where
        Self: Unpin,
    {
        ReadI16::new(self)
    }

    /// Reads a signed number of 4 bytes in big-endian order.
    ///
    /// `async fn read_i32(&mut self) -> Result<i32>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i32::to_be_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i32().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i32(&mut self) -> ReadI32<'_, Self>
    where
        Self: Unpin,
    {
        ReadI32::new(self)
    }

    /// Reads a signed number of 8 bytes in big-endian order.
    ///
    /// `async fn read_i64(&mut self) -> Result<i64>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i64::to_be_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i64().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i64(&mut self) -> ReadI64<'_, Self>
    where
        Self: Unpin,
    {
        ReadI64::new(self)
    }

    /// Reads a signed number of 16 bytes in big-endian order.
    ///
    /// `async fn read_i128(&mut self) -> Result<i128>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i128::to_be_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i128().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i128(&mut self) -> ReadI128<'_, Self>
    where
        Self: Unpin,
    {
        ReadI128::new(self)
    }

    /// Reads a floating-point number of 4 bytes in big-endian order.
    ///
    /// `async fn read_f32(&mut self) -> Result<f32>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = f32::to_be_bytes(0.5);
    /// assert_eq!((&bytes[..]).read_f32().await?.to_bits(), 0.5_f32.to_bits());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_f32(&mut self) -> ReadF32<'_, Self>
    where
        Self: Unpin,
    {
        ReadF32::new(self)
    }

    /// Reads a floating-point number of 8 bytes in big-endian order.
    ///
    /// `async fn read_f64(&mut self) -> Result<f64>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = f64::to_be_bytes(0.5);
    /// assert_eq!((&bytes[..]).read_f64().await?.to_bits(), 0.5_f64.to_bits());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_f64(&mut self) -> ReadF64<'_, Self>
    where
        Self: Unpin,
    {
        ReadF64::new(self)
    }

    /// Reads an unsigned number of 2 bytes in little-endian order.
    ///
    /// `async fn read_u16_le(&mut self) -> Result<u16>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u16::to_le_bytes(7);
    /// assert_eq!((&bytes[..]).read_u16_le().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u16_le(&mut self) -> ReadU16Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadU16Le::new(self)
    }

    /// Reads an unsigned number of 4 bytes in little-endian order.
    ///
    /// `async fn read_u32_le(&mut self) -> Result<u32>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u32::to_le_bytes(7);
    /// assert_eq!((&bytes[..]).read_u32_le().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u32_le(&mut self) -> ReadU32Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadU32Le::new(self)
    }

    /// Reads an unsigned number of 8 bytes in little-endian order.
    ///
    /// `async fn read_u64_le(&mut self) -> Result<u64>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u64::to_le_bytes(7);
    /// assert_eq!((&bytes[..]).read_u64_le().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u64_le(&mut self) -> ReadU64Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadU64Le::new(self)
    }

    /// Reads an unsigned number of 16 bytes in little-endian order.
    ///
    /// `async fn read_u128_le(&mut self) -> Result<u128>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = u128::to_le_bytes(7);
    /// assert_eq!((&bytes[..]).read_u128_le().await?, 7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_u128_le(&mut self) -> ReadU128Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadU128Le::new(self)
    }

    /// Reads a signed number of 2 bytes in little-endian order.
    ///
    /// `async fn read_i16_le(&mut self) -> Result<i16>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i16::to_le_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i16_le().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i16_le(&mut self) -> ReadI16Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadI16Le::new(self)
    }

    /// Reads a signed number of 4 bytes in little-endian order.
    ///
    /// `async fn read_i32_le(&mut self) -> Result<i32>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i32::to_le_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i32_le().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i32_le(&mut self) -> ReadI32Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadI32Le::new(self)
    }

    /// Reads a signed number of 8 bytes in little-endian order.
    ///
    /// `async fn read_i64_le(&mut self) -> Result<i64>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i64::to_le_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i64_le().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i64_le(&mut self) -> ReadI64Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadI64Le::new(self)
    }

    /// Reads a signed number of 16 bytes in little-endian order.
    ///
    /// `async fn read_i128_le(&mut self) -> Result<i128>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = i128::to_le_bytes(-7);
    /// assert_eq!((&bytes[..]).read_i128_le().await?, -7);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_i128_le(&mut self) -> ReadI128Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadI128Le::new(self)
    }

    /// Reads a floating-point number of 4 bytes in little-endian order.
    ///
    /// `async fn read_f32_le(&mut self) -> Result<f32>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = f32::to_le_bytes(0.5);
    /// assert_eq!((&bytes[..]).read_f32_le().await?.to_bits(), 0.5_f32.to_bits());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_f32_le(&mut self) -> ReadF32Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadF32Le::new(self)
    }

    /// Reads a floating-point number of 8 bytes in little-endian order.
    ///
    /// `async fn read_f64_le(&mut self) -> Result<f64>`, as tokio's.
    ///
    /// # Errors
    ///
    /// As [`read_array`](Self::read_array).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses the bytes of the number that it has read.
    #[doc = in_select!()]
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let bytes = f64::to_le_bytes(0.5);
    /// assert_eq!((&bytes[..]).read_f64_le().await?.to_bits(), 0.5_f64.to_bits());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_f64_le(&mut self) -> ReadF64Le<'_, Self>
    where
        Self: Unpin,
    {
        ReadF64Le::new(self)
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}
