use crate::{AsyncBufRead, AsyncWrite, future::CopyBuf};
#[cfg(feature = "alloc")]
use crate::{
    AsyncRead,
    future::{Copy, CopyBidirectional},
};

/// Writes all that a reader has to a writer, and returns how many bytes that was.
///
/// `async fn copy(reader: &mut R, writer: &mut W) -> Result<u64>`, as [`std::io::copy`], but that it flushes: at the end,
/// and whenever the reader has nothing for now and something is unflushed. So a writer with a buffer holds nothing back
/// while both sides wait. Reads while the writer waits, and writes while the reader does.
///
/// Allocates one buffer, once a read brings 1 KiB, the writer does not take all of one, or bytes were read in two polls; it
/// grows from 8 to 64 KiB while reads fill it. If a whole poll goes by with that, and neither side was waited for so far,
/// 8 KiB of it are used until one is. [`buffer_size`](Copy::buffer_size) fixes it, [`on_progress`](Copy::on_progress)
/// reports. From a reader that has a buffer, [`copy_buf`](fn@copy_buf) needs none.
///
/// # Errors
///
/// Those of either side. `WriteZero` if the writer takes no more, `InvalidData` if it claims more than it was offered,
/// `OutOfMemory` if there is no buffer to be had. `Interrupted` is retried. An error of the reader is told once what came
/// before it is written. Nothing is lost: the future has the counts ([`read`](Copy::read), [`written`](Copy::written)) and
/// [what was not written](Copy::unwritten), and can be asked after the error.
///
/// # Panics
///
/// When the future is polled after it had completed.
///
/// # Cancel safety
///
/// Dropping the future loses what was read and not written. To keep it, hold the future and poll it by reference:
/// [`unwritten`](Copy::unwritten) has it at any time, and awaiting it again goes on.
///
/// # Examples
///
/// ```
/// # futures_lite::future::block_on(async {
/// let mut writer = Vec::new();
/// assert_eq!(poll_io::copy(&mut &b"hello"[..], &mut writer).await?, 5);
/// assert_eq!(writer, b"hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
///
/// After an error:
///
/// ```
/// use poll_io::ErrorKind;
///
/// # futures_lite::future::block_on(async {
/// let (mut reader, mut room) = (&b"hello"[..], [0; 3]);
/// let mut writer = &mut room[..];
/// let mut copy = poll_io::copy(&mut reader, &mut writer);
/// assert_eq!((&mut copy).await.unwrap_err().kind(), ErrorKind::WriteZero);
/// assert_eq!((copy.read(), copy.written(), copy.unwritten()), (5, 3, &b"lo"[..]));
/// # });
/// ```
#[cfg(feature = "alloc")]
#[inline]
pub fn copy<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> Copy<'a, R, W>
where
    R: AsyncRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    Copy::new(reader, writer)
}

/// Writes all that a buffered reader has to a writer, straight from its buffer, and returns how many bytes that was.
///
/// `async fn copy_buf(reader: &mut R, writer: &mut W) -> Result<u64>`, as tokio's. Flushes as [`copy`](fn@crate::copy) does.
/// Allocates nothing.
///
/// # Errors
///
/// Those of either side. `WriteZero` if the writer takes no more, `InvalidData` if it claims more than it was offered.
/// `Interrupted` is retried. What was not written is still in the reader, and the future has
/// [the count](CopyBuf::written).
///
/// # Panics
///
/// When the future is polled after it had completed.
///
/// # Cancel safety
///
/// Dropping the future loses nothing but the count: what was not written is still in the reader.
///
/// # Examples
///
/// ```
/// # futures_lite::future::block_on(async {
/// let mut writer = Vec::new();
/// assert_eq!(poll_io::copy_buf(&mut &b"hello"[..], &mut writer).await?, 5);
/// assert_eq!(writer, b"hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[inline]
pub fn copy_buf<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> CopyBuf<'a, R, W>
where
    R: AsyncBufRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    CopyBuf::new(reader, writer)
}

/// Copies both ways between two streams, until both are at their end, and returns the numbers of bytes: from `a` to `b`,
/// and from `b` to `a`.
///
/// `async fn copy_bidirectional(a: &mut A, b: &mut B) -> Result<(u64, u64)>`, as tokio's. Each direction is as
/// [`copy`](fn@crate::copy), with a buffer of its own. When one side has ended, the other is shut down once all is
/// written, and the other direction goes on.
///
/// # Errors
///
/// As [`copy`](fn@crate::copy). The first error of either direction ends both. Nothing is lost: the future has the counts
/// and what was not written, per direction ([`a_to_b`](CopyBidirectional::a_to_b),
/// [`b_to_a`](CopyBidirectional::b_to_a)), and can be asked after the error.
///
/// # Panics
///
/// When the future is polled after it had completed.
///
/// # Cancel safety
///
/// As [`copy`](fn@crate::copy): dropping the future loses what was read and not written.
///
/// # Examples
///
/// ```
/// # futures_lite::future::block_on(async {
/// let (mut a, mut b) = (std::io::Cursor::new(b"to b".to_vec()), poll_io::Empty::default());
/// assert_eq!(poll_io::copy_bidirectional(&mut a, &mut b).await?, (4, 0));
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[cfg(feature = "alloc")]
#[inline]
pub fn copy_bidirectional<'a, A, B>(a: &'a mut A, b: &'a mut B) -> CopyBidirectional<'a, A, B>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    CopyBidirectional::new(a, b)
}
