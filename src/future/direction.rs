use super::{
    transfer::{Buffer, Plan},
    unflushed::Unflushed,
};
use core::fmt;

/// One direction of a [`CopyBidirectional`](super::CopyBidirectional): how much was read, how much was written, and what
/// stands between.
///
/// Every byte that was read was written or is [unwritten](Self::unwritten). This holds after an error too, and after a panic
/// of the reader or the writer that was caught, and if the future is not polled any more.
///
/// # Examples
///
/// ```
/// # futures_lite::future::block_on(async {
/// let (mut a, mut b) = (poll_io::join(&b"hello"[..], vec![]), poll_io::join(&b""[..], vec![]));
/// let mut copy = poll_io::copy_bidirectional(&mut a, &mut b);
/// (&mut copy).await?;
/// assert_eq!((copy.a_to_b().read(), copy.a_to_b().written()), (5, 5));
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[derive(Default)]
pub struct Direction {
    pub(super) buffer: Buffer,
    pub(super) plan: Plan,
    pub(super) sent: Sent,
}

/// The count of what the writer has taken.
#[derive(Default)]
pub(super) struct Sent {
    /// How many bytes.
    pub(super) written: u64,
    pub(super) unflushed: Unflushed,
}

impl Sent {
    /// Counts `n` more bytes.
    #[inline]
    pub(super) fn add(&mut self, n: usize) {
        self.written += n as u64;
        self.unflushed.written = true;
    }
}

impl Direction {
    /// Returns how many bytes were read.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut near = poll_io::join(&b"hello"[..], poll_io::sink());
    /// let mut room = [0; 3];
    /// let mut far = poll_io::join(poll_io::empty(), &mut room[..]);
    /// let mut copy = poll_io::copy_bidirectional(&mut near, &mut far);
    /// assert!((&mut copy).await.is_err(), "the writer is full");
    /// assert_eq!(copy.a_to_b().read(), 5);
    /// # });
    /// ```
    pub fn read(&self) -> u64 {
        self.sent.written + self.unwritten().len() as u64
    }

    /// Returns how many bytes the writer has taken.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut near = poll_io::join(&b"hello"[..], poll_io::sink());
    /// let mut room = [0; 3];
    /// let mut far = poll_io::join(poll_io::empty(), &mut room[..]);
    /// let mut copy = poll_io::copy_bidirectional(&mut near, &mut far);
    /// assert!((&mut copy).await.is_err(), "the writer is full");
    /// assert_eq!(copy.a_to_b().written(), 3);
    /// # });
    /// ```
    pub fn written(&self) -> u64 {
        self.sent.written
    }

    /// Returns the bytes that were read and that the writer has not taken.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut near = poll_io::join(&b"hello"[..], poll_io::sink());
    /// let mut room = [0; 3];
    /// let mut far = poll_io::join(poll_io::empty(), &mut room[..]);
    /// let mut copy = poll_io::copy_bidirectional(&mut near, &mut far);
    /// assert!((&mut copy).await.is_err(), "the writer is full");
    /// assert_eq!(copy.a_to_b().unwritten(), b"lo");
    /// # });
    /// ```
    pub fn unwritten(&self) -> &[u8] {
        self.buffer.unwritten()
    }

    /// Returns whether this direction is done: its reader has ended, everything that was read is written, and its writer was
    /// shut down.
    ///
    /// When one direction is finished and the other is not, the connection is half-closed. A relay can wait for the other
    /// direction, or end after a time. After an error of this direction the method returns `false`.
    ///
    /// [`Copy`](super::Copy) has no such method. It does not shut its writer down, and is done when it returns.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (waiting, _open) = poll_io::duplex(64);
    /// let mut client = poll_io::join(&b"request"[..], poll_io::sink());
    /// let mut server = poll_io::join(waiting, poll_io::sink());
    /// let mut relay = poll_io::copy_bidirectional(&mut client, &mut server);
    /// assert!(futures_lite::future::poll_once(&mut relay).await.is_none(), "the server has not answered");
    /// assert!(relay.a_to_b().is_finished() && !relay.b_to_a().is_finished());
    /// # });
    /// ```
    pub fn is_finished(&self) -> bool {
        self.plan.is_finished()
    }
}

impl fmt::Debug for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Direction")
            .field("read", &self.read())
            .field("written", &self.sent.written)
            .finish_non_exhaustive()
    }
}
