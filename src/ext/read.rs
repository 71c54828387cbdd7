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

/// The text that each method which loses bytes has in common: which method to use in `select!`.
macro_rules! in_select {
    () => {
        "In `select!`, use [`BufReader::peek_array`](crate::BufReader::peek_array) or \
         [`BufReader::peek_exact`](crate::BufReader::peek_exact) instead. They are cancel safe. Then consume the bytes with \
         [`consume_unpin`](crate::AsyncBufReadExt::consume_unpin). With any other reader, use \
         [`read_buf_exact`](Self::read_buf_exact) and a buffer that outlives the future."
    };
}

/// The methods of a reader.
///
/// Every type that implements [`AsyncRead`] has these methods. Import them with [`use poll_io::prelude::*`](crate::prelude).
///
/// The methods that return a future need a reader that is `Unpin`. Pin any other reader first, with [`core::pin::pin!`] or
/// `Box::pin`: the pinned pointer is itself a reader, and it is `Unpin`. Trait objects have the methods in the same way,
/// as `dyn AsyncRead + Unpin`, or as `dyn AsyncRead` behind a pinned pointer.
///
/// The methods that make an adapter take the reader by value. To use the reader again afterwards, call them on
/// [`reader.by_ref()`](Self::by_ref).
///
/// # Futures
///
/// A method that may have to wait returns a future. Its type is public, in the module [`future`](mod@crate::future).
/// The future does nothing until it is polled. It is `Send` if the reader is `Send`.
///
/// A method is *cancel safe* if nothing is lost when its future is dropped before it completes, so that a second call
/// continues where the first stopped. Each method says
/// whether it is cancel safe.
///
/// One poll of a future makes at most 128 calls of the reader. Then the future wakes its task and returns `Pending`,
/// so that the executor can run other tasks. A call that is retried after `Interrupted` counts again.
///
/// # Panics
///
/// A future panics if it is polled again after it has completed.
///
/// # Examples
///
/// A function over any reader can be called with a socket of smol. Like every futures-io type, the socket becomes a
/// poll-io stream in [`FromFutures`](https://docs.rs/poll-io-compat/latest/poll_io_compat/struct.FromFutures.html):
///
/// ```
/// use poll_io::{Result, prelude::*};
/// use poll_io_compat::FromFutures;
/// use smol::net::TcpStream;
///
/// /// Reads a message: its length in two bytes, and its content.
/// async fn message<R: AsyncRead + Unpin + ?Sized>(reader: &mut R) -> Result<Vec<u8>> {
///     let mut content = vec![0; reader.read_u16().await?.into()];
///     reader.read_exact(&mut content).await?;
///     Ok(content)
/// }
///
/// async fn first_message(socket: TcpStream) -> Result<Vec<u8>> {
///     message(&mut FromFutures::new(socket)).await
/// }
///
/// # futures_lite::future::block_on(async {
/// // In a test, the reader is in memory.
/// assert_eq!(message(&mut &b"\x00\x05hello"[..]).await?, b"hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub trait AsyncReadExt: AsyncRead {
    /// Reads some bytes into `buf`, and returns the number of bytes read.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
    /// ```
    ///
    /// Returns 0 at the end of the file, and for an empty `buf`. A number smaller than `buf.len()` does not mean the
    /// end of the file. This is the counterpart of [`std::io::Read::read`].
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. If this method returns an error, no
    /// byte was read.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been read.
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

    /// Reads exactly `buf.len()` bytes into `buf`.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
    /// ```
    ///
    /// Returns `Ok(())` once `buf` is full. If `buf` is empty, the reader is not called. This is the counterpart of
    /// [`std::io::Read::read_exact`].
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before `buf` is full. Returns any other error of the reader, except
    /// `Interrupted`, which is retried. The bytes that were read before an error are at the start of `buf`, but their
    /// number is not known.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// at the start of `buf`, but their number is lost.
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

    /// Reads some bytes into the free part of a buffer, which need not be initialized.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_buf(&mut self, buf: BorrowedCursor<'_>) -> Result<()>;
    /// ```
    ///
    /// Returns `Ok(())` once the cursor has advanced over the bytes that were read. The
    /// [`BorrowedBuf`](crate::BorrowedBuf) that lent the cursor counts these bytes. A cursor that had room and did
    /// not advance means the end of the file. std has an unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. If this method returns an error, no
    /// byte was read. If the cursor has advanced nevertheless, ignore the advance (clauses R5 and R11 of
    /// [`AsyncRead`]). An `Interrupted` of a call that has advanced the cursor is not retried, but returned.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been read.
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

    /// Reads bytes until the free part of a buffer is full. The buffer need not be initialized.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_buf_exact(&mut self, buf: BorrowedCursor<'_>) -> Result<()>;
    /// ```
    ///
    /// Returns `Ok(())` once the cursor has no room left. std has an unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the buffer is full. Returns any other error of the reader,
    /// except `Interrupted`, which is retried. After an error, the [`BorrowedBuf`](crate::BorrowedBuf) that lent the
    /// cursor holds and counts the bytes that were read.
    ///
    /// A faulty reader may advance the cursor and then return `Pending` or an error (against clauses R4 and R5 of
    /// [`AsyncRead`]). The buffer then holds and counts these bytes too. An `Interrupted` of such a call is not retried,
    /// but returned.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the
    /// [`BorrowedBuf`](crate::BorrowedBuf) that lent the cursor holds and counts the bytes that were read. Call the
    /// method again with `buf.unfilled()` to continue.
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

    /// Reads exactly `N` bytes, and returns them in an array.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_array<const N: usize>(&mut self) -> Result<[u8; N]>;
    /// ```
    ///
    /// std has an unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before `N` bytes have been read. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads some bytes into several slices, in order, and returns the number of bytes read.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize>;
    /// ```
    ///
    /// Each slice is full before the next one gets a byte. A reader that cannot read into several slices reads into
    /// the first slice that is not empty. Returns 0 at the end of the file, and if no slice has room. This is the
    /// counterpart of [`std::io::Read::read_vectored`].
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. If the reader returns an error, no
    /// byte was read. Returns `InvalidData` if the reader returns a count that is greater than the room in the
    /// slices.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been read.
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

    /// Appends all bytes up to the end of the file to `buf`, and returns the number of bytes appended.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
    /// ```
    ///
    /// Call [`limit`](ReadToEnd::limit) on the future to bound the number of bytes. Do so for every input that you do
    /// not trust. This is the counterpart of [`std::io::Read::read_to_end`].
    ///
    /// This method first fills the spare capacity of `buf`. Without spare capacity and without a
    /// [`remaining_hint`](AsyncRead::remaining_hint), a body of less than 1 KiB that arrives in one piece costs two
    /// reads and one exact allocation.
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. Returns `OutOfMemory` if `buf` cannot
    /// grow. With a limit, returns an `InvalidData` error that carries [`LimitExceeded`](crate::LimitExceeded) if the
    /// stream is longer than the limit.
    ///
    /// After an error, `buf` holds all bytes that were read. With a limit, these may be one byte more than the limit.
    /// After `OutOfMemory`, the bytes of the last read may be lost, at most 1 KiB.
    ///
    /// A faulty reader may advance the cursor and return `Interrupted` (against clause R5 of [`AsyncRead`]). This method
    /// then returns that error.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, `buf` holds all bytes that were
    /// read. Call the method again to continue. Its result and its limit then count only the bytes that the new call
    /// reads.
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

    /// Appends all text up to the end of the file to `buf`, and returns the number of bytes appended.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
    /// ```
    ///
    /// Call [`limit`](ReadToString::limit) on the future to bound the number of bytes. Do so for every input that you
    /// do not trust. This is the counterpart of [`std::io::Read::read_to_string`].
    ///
    /// # Errors
    ///
    /// Returns `InvalidData` if the stream is not valid UTF-8. The stream is then at its end, and `buf` is unchanged.
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. Returns `OutOfMemory` if `buf` cannot
    /// grow. With a limit, returns an `InvalidData` error that carries [`LimitExceeded`](crate::LimitExceeded) if the
    /// stream is longer than the limit. If the stream is not valid UTF-8, this method reads on to the end, and the limit
    /// counts these bytes too.
    ///
    /// After these errors, `buf` holds every complete character that was read. If the error comes inside a character,
    /// the first bytes of that character, up to 3, are lost. A second call that reads the rest of the character returns
    /// `InvalidData`. If the error comes after bytes that are not valid UTF-8, `buf` is unchanged, and the bytes that
    /// were read are lost. After `OutOfMemory`, the bytes of the last read may be lost, at most 1 KiB.
    ///
    /// A faulty reader may advance the cursor and return `Interrupted` (against clause R5 of [`AsyncRead`]). This method
    /// then returns that error.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, `buf` holds every complete
    /// character that was read, and up to 3 bytes of an incomplete character are lost. If the bytes that were read
    /// are not valid UTF-8, all of them are lost.
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

    /// Borrows the reader mutably.
    ///
    /// Use the borrow with a method that takes a reader by value, such as [`take`](Self::take), to use the reader
    /// again afterwards. This is the counterpart of [`std::io::Read::by_ref`].
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"hello world";
    /// let mut word = String::new();
    /// reader.by_ref().take(5).read_to_string(&mut word).await?;
    /// assert_eq!(word, "hello");
    /// assert_eq!(reader, b" world");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// Makes an adapter that returns the bytes of the reader one by one.
    ///
    /// Call [`next_byte`](Bytes::next_byte) on the adapter for each byte. Each byte is one call of the reader, so use
    /// a [`BufReader`](crate::BufReader) for a reader whose calls are expensive. This is the counterpart of
    /// [`std::io::Read::bytes`].
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

    /// Makes a reader that continues with `next` at the end of this reader.
    ///
    /// This is the counterpart of [`std::io::Read::chain`].
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

    /// Makes a reader that ends after at most `limit` bytes.
    ///
    /// A longer stream ends quietly, as at the end of a file. To get an error for a longer stream, use
    /// [`limited`](Self::limited). This is the counterpart of [`std::io::Read::take`].
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

    /// Makes a reader that fails if the stream is longer than `max` bytes.
    ///
    /// The first `max` bytes can be read. If the stream then continues, each read returns an error of the kind
    /// `InvalidData` that carries [`LimitExceeded`](crate::LimitExceeded).
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

    /// Makes a reader that passes all bytes that are read through it to `f`, piece by piece.
    ///
    /// Use it for a checksum or a count, or to copy what is read. `f` gets a buffered byte when the byte is consumed.
    /// The counterpart for a writer is [`inspect_write`](crate::AsyncWriteExt::inspect_write).
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

    /// Reads an unsigned 8-bit integer.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u8(&mut self) -> Result<u8>;
    /// ```
    ///
    /// Reads one byte. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` at the end of the stream. Returns any other error of the reader, except `Interrupted`,
    /// which is retried.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been read.
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

    /// Reads an unsigned 16-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u16(&mut self) -> Result<u16>;
    /// ```
    ///
    /// Reads two bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads an unsigned 32-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u32(&mut self) -> Result<u32>;
    /// ```
    ///
    /// Reads four bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads an unsigned 64-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u64(&mut self) -> Result<u64>;
    /// ```
    ///
    /// Reads eight bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads an unsigned 128-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u128(&mut self) -> Result<u128>;
    /// ```
    ///
    /// Reads 16 bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 8-bit integer.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i8(&mut self) -> Result<i8>;
    /// ```
    ///
    /// Reads one byte. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` at the end of the stream. Returns any other error of the reader, except `Interrupted`,
    /// which is retried.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte has been read.
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

    /// Reads a signed 16-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i16(&mut self) -> Result<i16>;
    /// ```
    ///
    /// Reads two bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 32-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i32(&mut self) -> Result<i32>;
    /// ```
    ///
    /// Reads four bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 64-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i64(&mut self) -> Result<i64>;
    /// ```
    ///
    /// Reads eight bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 128-bit integer in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i128(&mut self) -> Result<i128>;
    /// ```
    ///
    /// Reads 16 bytes, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a 32-bit floating-point number in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_f32(&mut self) -> Result<f32>;
    /// ```
    ///
    /// Reads four bytes in IEEE 754 format, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a 64-bit floating-point number in big-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_f64(&mut self) -> Result<f64>;
    /// ```
    ///
    /// Reads eight bytes in IEEE 754 format, the most significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads an unsigned 16-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u16_le(&mut self) -> Result<u16>;
    /// ```
    ///
    /// Reads two bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads an unsigned 32-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u32_le(&mut self) -> Result<u32>;
    /// ```
    ///
    /// Reads four bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads an unsigned 64-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u64_le(&mut self) -> Result<u64>;
    /// ```
    ///
    /// Reads eight bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads an unsigned 128-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_u128_le(&mut self) -> Result<u128>;
    /// ```
    ///
    /// Reads 16 bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 16-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i16_le(&mut self) -> Result<i16>;
    /// ```
    ///
    /// Reads two bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 32-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i32_le(&mut self) -> Result<i32>;
    /// ```
    ///
    /// Reads four bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 64-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i64_le(&mut self) -> Result<i64>;
    /// ```
    ///
    /// Reads eight bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a signed 128-bit integer in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_i128_le(&mut self) -> Result<i128>;
    /// ```
    ///
    /// Reads 16 bytes, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a 32-bit floating-point number in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_f32_le(&mut self) -> Result<f32>;
    /// ```
    ///
    /// Reads four bytes in IEEE 754 format, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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

    /// Reads a 64-bit floating-point number in little-endian order.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_f64_le(&mut self) -> Result<f64>;
    /// ```
    ///
    /// Reads eight bytes in IEEE 754 format, the least significant byte first. tokio has a method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends before the number is complete. Returns any other error of the
    /// reader, except `Interrupted`, which is retried. The bytes that were read before an error are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, the bytes that it has read are
    /// lost.
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
