use super::transfer::{Sent, Source};
use crate::{AsyncRead, AsyncWrite, BorrowedBuf, Error, Result, budget::Budget, spare::Spare};
use alloc::vec::Vec;
use core::{
    fmt,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// What one direction of a copy has done: how much was read, how much was written, and what stands between.
///
/// Whatever happened, an error or that the future was given up, every byte that was read was written or is
/// [here](Self::unwritten).
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
    ahead: Ahead,
    sent: Sent,
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

    /// Returns what was read and not yet taken by the writer.
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
        self.ahead.bytes()
    }

    /// Fixes the size of the buffer, within what four bytes can count.
    pub(super) fn set_size(&mut self, n: usize) {
        self.ahead.size = u32::try_from(n.max(1)).unwrap_or(u32::MAX);
    }

    /// Moves bytes from `reader` to `writer` until the first is at its end. Does not flush then.
    pub(super) fn poll_run<R: AsyncRead + ?Sized, W: AsyncWrite + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        budget: &mut Budget,
        reader: Pin<&mut R>,
        writer: Pin<&mut W>,
        on_write: impl FnMut(u64),
    ) -> Poll<Result<()>> {
        let mut memory = [MaybeUninit::uninit(); PROBE];
        let mut source = ReadAhead { reader, ahead: &mut self.ahead, probe: BorrowedBuf::from(&mut memory[..]), at: 0 };
        let poll = self.sent.poll_from(cx, budget, &mut source, writer, on_write);
        source.keep_probe();
        poll
    }
}

impl fmt::Debug for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Direction")
            .field("read", &self.read())
            .field("written", &self.written())
            .finish_non_exhaustive()
    }
}

/// The first reads go to the stack, this many bytes at a time. A body that is shorter, and taken by the writer at once,
/// needs no buffer.
const PROBE: usize = 1024;
/// How many: one for the body, and one that finds its end.
const PROBES: u8 = 2;
/// The sizes of the buffer, unless it is fixed: the first, and what doubling ends at.
const FIRST: usize = 8 * 1024;
const LAST: usize = 64 * 1024;

/// What was read and is not written, and where it goes. The counts have four bytes, so that the whole stays small.
struct Ahead {
    buf: Vec<u8>,
    /// How much of `buf` was written.
    pos: u32,
    spare: Spare,
    /// Why reading has ended, told once what was read before is written.
    error: Option<Error>,
    /// The size that was asked for; 0 if the buffer grows.
    size: u32,
    /// Whether the last read left no room: the next may be larger.
    filled: bool,
    eof: bool,
    /// The reads that still go to the stack.
    probes: u8,
}

impl Default for Ahead {
    fn default() -> Self {
        Ahead {
            buf: Vec::new(),
            pos: 0,
            spare: Spare::default(),
            error: None,
            size: 0,
            filled: false,
            eof: false,
            probes: PROBES,
        }
    }
}

impl Ahead {
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.buf[self.pos as usize..]
    }

    /// Returns how many bytes may be read behind what is there.
    #[inline]
    fn room(&self) -> usize {
        let size = if self.size == 0 { usize::MAX } else { self.size as usize };
        self.buf.capacity().min(size).saturating_sub(self.buf.len())
    }

    /// Empties the buffer, all of which is written, and sees to its size.
    #[inline]
    fn reset(&mut self) -> Result<()> {
        self.spare.clear(&mut self.buf);
        self.pos = 0;
        let now = self.buf.capacity();
        let size = match self.size {
            0 if self.filled => (now * 2).min(LAST),
            0 => FIRST,
            fixed => fixed as usize,
        };
        if now < size { self.grow(size) } else { Ok(()) }
    }

    #[cold]
    fn grow(&mut self, size: usize) -> Result<()> {
        match self.spare.reserve(&mut self.buf, size, false) {
            // There is a buffer, only not a larger one.
            Err(_) if self.buf.capacity() > 0 => Ok(()),
            result => result,
        }
    }
}

/// A reader, what was read ahead of the writer, and the memory of the first reads.
struct ReadAhead<'a, 'm, R: ?Sized> {
    reader: Pin<&'a mut R>,
    ahead: &'a mut Ahead,
    /// Holds bytes only while the buffer does not.
    probe: BorrowedBuf<'m>,
    /// How much of the probe was written.
    at: usize,
}

impl<R: AsyncRead + ?Sized> ReadAhead<'_, '_, R> {
    #[inline]
    fn bytes(&self) -> &[u8] {
        let probed = &self.probe.filled()[self.at..];
        if probed.is_empty() { self.ahead.bytes() } else { probed }
    }

    /// Reads to the stack.
    fn poll_probe(&mut self, cx: &mut Context<'_>, budget: &mut Budget) -> Poll<Result<usize>> {
        self.at = 0;
        let poll = budget.poll_read(cx, self.reader.as_mut(), self.probe.clear());
        if let Poll::Ready(Ok(n)) = poll {
            self.ahead.probes = if n == PROBE { 0 } else { self.ahead.probes - 1 };
        } else {
            // It may have advanced all the same.
            self.probe.clear();
        }
        poll
    }

    /// Reads behind what is in the buffer.
    #[inline]
    fn poll_fill(&mut self, cx: &mut Context<'_>, budget: &mut Budget) -> Poll<Result<usize>> {
        let room = self.ahead.room();
        let Ahead { buf, spare, .. } = &mut *self.ahead;
        let n = ready!(spare.poll_fill(buf, room, |buf| budget.poll_read(cx, self.reader.as_mut(), buf)))?;
        self.ahead.filled = n == room;
        Poll::Ready(Ok(n))
    }

    /// Moves what the writer has not taken from the stack to a buffer of its own.
    fn keep_probe(&mut self) {
        let probed = &self.probe.filled()[self.at..];
        if !probed.is_empty() {
            self.ahead.probes = 0;
            // There is no buffer yet while the first reads go to the stack; and of a new one nothing is initialised. Where there
            // is no memory for it this aborts: what was read has nowhere else to go, and would be lost with an error.
            self.ahead.spare = Spare::default();
            self.ahead.buf.reserve_exact(FIRST);
            self.ahead.buf.extend_from_slice(probed);
            self.probe.clear();
            self.at = 0;
        }
    }
}

impl<R: AsyncRead + ?Sized> Source for ReadAhead<'_, '_, R> {
    #[inline]
    fn poll_bytes(&mut self, cx: &mut Context<'_>, budget: &mut Budget) -> Poll<Result<&[u8]>> {
        if self.bytes().is_empty() {
            if let Some(e) = self.ahead.error.take() {
                return Poll::Ready(Err(e));
            }
            if !self.ahead.eof {
                let n = if self.ahead.probes > 0 && self.ahead.size == 0 {
                    ready!(self.poll_probe(cx, budget))?
                } else {
                    self.ahead.reset()?;
                    ready!(self.poll_fill(cx, budget))?
                };
                self.ahead.eof = n == 0;
            }
        }
        Poll::Ready(Ok(self.bytes()))
    }

    #[inline]
    fn consume(&mut self, n: usize) {
        if self.at < self.probe.len() {
            self.at += n;
        } else {
            // The buffer is no longer than four bytes can count.
            self.ahead.pos += u32::try_from(n).unwrap_or(0);
        }
    }

    fn read_ahead(&mut self, cx: &mut Context<'_>, budget: &mut Budget) {
        self.keep_probe();
        while self.ahead.room() > 0 && !self.ahead.eof && self.ahead.error.is_none() {
            match self.poll_fill(cx, budget) {
                Poll::Ready(Ok(n)) => self.ahead.eof = n == 0,
                Poll::Ready(Err(e)) => self.ahead.error = Some(e),
                Poll::Pending => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::task::Waker;

    fn copied(mut reader: &[u8], writer: &mut (impl AsyncWrite + Unpin)) -> Direction {
        let mut direction = Direction::default();
        let mut cx = Context::from_waker(Waker::noop());
        let _ = direction.poll_run(&mut cx, &mut Budget::new(), Pin::new(&mut reader), Pin::new(writer), |_| {});
        direction
    }

    #[test]
    fn a_short_body_that_is_taken_at_once_needs_no_buffer() {
        for (len, capacity) in [(0, 0), (1, 0), (PROBE - 1, 0), (PROBE, FIRST)] {
            let mut writer = Vec::new();
            let direction = copied(&[7; PROBE][..len], &mut writer);
            assert_eq!((writer.len(), direction.ahead.buf.capacity()), (len, capacity));
        }
    }

    #[test]
    fn a_short_body_that_is_not_is_kept() {
        let mut room = [0; 3];
        let direction = copied(b"hello", &mut &mut room[..]);
        assert_eq!((direction.unwritten(), direction.ahead.buf.capacity()), (&b"lo"[..], FIRST));
    }

    #[test]
    fn is_as_small_as_promised() {
        if cfg!(all(target_pointer_width = "64", feature = "std")) {
            assert_eq!(size_of::<Direction>(), 64);
        }
    }
}
