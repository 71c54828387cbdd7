use super::transfer::{Sent, Source};
use crate::{AsyncRead, AsyncWrite, BorrowedBuf, Error, Result, budget::Budget, spare::Spare};
use alloc::vec::Vec;
use core::{
    fmt,
    mem::{self, MaybeUninit},
    pin::Pin,
    task::{Context, Poll},
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
        if self.ahead.then == Then::Read {
            self.ahead.then = Then::Exchange;
        }
    }

    /// Moves bytes from `reader` to `writer` until the first is at its end. Does not flush then.
    #[inline]
    pub(super) fn poll_run<R: AsyncRead + ?Sized, W: AsyncWrite + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        budget: &mut Budget,
        mut reader: Pin<&mut R>,
        mut writer: Pin<&mut W>,
        mut on_write: impl FnMut(u64),
    ) -> Poll<Result<()>> {
        let mut stack = [MaybeUninit::uninit(); PROBE];
        loop {
            let Ahead { buf, pos, spare, size, then, ends, .. } = &mut self.ahead;
            let (mut at, reads) = (mem::take(pos) as usize, *then == Then::Read);
            let grows = *size == 0 && buf.capacity() < LAST;
            let most = if *size == 0 && *ends == Ends::InMemory { FIRST } else { usize::MAX };
            let (poll, at) = spare.lend(buf, most, (&mut stack, FIRST), |buf| {
                let enough = match reads {
                    false => 0,
                    true if grows => buf.capacity(),
                    true => usize::MAX,
                };
                let mut source = Reading { reader: reader.as_mut(), buf, at: &mut at, enough };
                let poll = self.sent.poll_from(cx, budget, &mut source, writer.as_mut(), &mut on_write);
                (poll, at)
            });
            *pos = at;
            match poll {
                Poll::Ready(Ok(())) if reads && at == 0 => {
                    *then = Then::End;
                    return Poll::Ready(Ok(()));
                }
                Poll::Ready(Ok(())) => {
                    if !self.ahead.go_on()? {
                        return Poll::Ready(Ok(()));
                    }
                }
                Poll::Pending => {
                    let Ahead { buf, ends, .. } = &mut self.ahead;
                    if !budget.is_spent() {
                        *ends = Ends::Waiting;
                    } else if *ends == Ends::Unknown && buf.capacity() >= LAST {
                        *ends = Ends::InMemory;
                    }
                    if !self.unwritten().is_empty() {
                        self.ahead.read_on(cx, budget, reader);
                    } else if self.ahead.buf.capacity() == 0 && self.sent.written > 0 {
                        self.ahead.probed();
                    }
                    return Poll::Pending;
                }
                Poll::Ready(Err(e)) => return Poll::Ready(Err(e)),
            }
        }
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

/// The first reads go to the stack, this many bytes at a time. What comes in shorter pieces, and is taken by the writer at
/// once, needs no buffer.
const PROBE: usize = 1024;
/// In how many polls: one finds the body, and one the end. What a reader initialises of the stack is lost with each.
const PROBES: u8 = 2;
/// The sizes of the buffer, unless it is fixed: the first, and what doubling ends at.
const FIRST: usize = 8 * 1024;
const LAST: usize = 64_usize.saturating_mul(1024);

/// What is to be done when all that was read is written.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    Read,
    /// To read to other memory: to a buffer instead of the stack, or to a larger one.
    Exchange,
    /// Nothing, but to tell the error if there is one.
    End,
}

/// What reader and writer seem to be.
#[derive(Clone, Copy, PartialEq)]
enum Ends {
    Unknown,
    /// A whole poll has gone by with the longest buffer, and neither was ever waited for. A long one saves no calls into a
    /// kernel then, and the first part of it stays in the nearest cache.
    InMemory,
    /// One of them was waited for.
    Waiting,
}

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
    then: Then,
    /// The polls in which something is read to the stack.
    probes: u8,
    ends: Ends,
}

impl Default for Ahead {
    fn default() -> Self {
        Ahead {
            buf: Vec::new(),
            pos: 0,
            spare: Spare::default(),
            error: None,
            size: 0,
            then: Then::Read,
            probes: PROBES,
            ends: Ends::Unknown,
        }
    }
}

impl Ahead {
    #[inline]
    fn bytes(&self) -> &[u8] {
        self.buf.get(self.pos as usize..).unwrap_or_default()
    }

    /// Sees to what comes when all that was read is written, and reading has to stop. Returns whether it goes on.
    #[cold]
    fn go_on(&mut self) -> Result<bool> {
        if self.then == Then::End {
            return self.error.take().map_or(Ok(false), Err);
        }
        self.exchange()?;
        self.then = Then::Read;
        Ok(true)
    }

    /// Counts a poll that has read to the stack.
    #[cold]
    fn probed(&mut self) {
        self.probes -= 1;
        if self.probes == 0 {
            self.then = Then::Exchange;
        }
    }

    /// Sees to the size of the buffer, all of which is written.
    fn exchange(&mut self) -> Result<()> {
        self.spare.clear(&mut self.buf);
        self.pos = 0;
        let now = self.buf.capacity();
        let size = match self.size {
            0 if now == 0 => FIRST,
            0 => (now * 2).min(LAST),
            fixed => fixed as usize,
        };
        if self.size > 0 && now > size {
            self.buf = Vec::new();
        }
        if self.buf.capacity() < size {
            let grown = self.spare.reserve(&mut self.buf, size, false);
            // Where there is a buffer, it is only not a larger one.
            if self.buf.capacity() == 0 {
                grown?;
            }
        }
        Ok(())
    }

    /// Uses the time in which the writer takes nothing: reads behind what is there.
    #[cold]
    fn read_on<R: AsyncRead + ?Sized>(&mut self, cx: &mut Context<'_>, budget: &mut Budget, mut reader: Pin<&mut R>) {
        while self.then == Then::Read {
            let room = self.buf.capacity() - self.buf.len();
            if room == 0 {
                self.then = Then::Exchange;
                break;
            }
            match self.spare.poll_fill(&mut self.buf, room, |buf| budget.poll_read(cx, reader.as_mut(), buf)) {
                Poll::Ready(Ok(n)) if n > 0 => {}
                Poll::Ready(end) => {
                    self.error = end.err();
                    self.then = Then::End;
                }
                Poll::Pending => break,
            }
        }
    }
}

/// A reader, and the memory that it reads to for now.
struct Reading<'a, 'm, R: ?Sized> {
    reader: Pin<&'a mut R>,
    buf: &'a mut BorrowedBuf<'m>,
    /// How much of what it holds was written.
    at: &'a mut usize,
    /// When it holds so much, nothing more is read to it.
    enough: usize,
}

impl<R: AsyncRead + ?Sized> Source for Reading<'_, '_, R> {
    #[inline]
    fn poll_bytes(&mut self, cx: &mut Context<'_>, budget: &mut Budget) -> Poll<Result<&[u8]>> {
        if *self.at == self.buf.len() {
            if *self.at >= self.enough {
                return Poll::Ready(Ok(&[]));
            }
            *self.at = 0;
            let poll = budget.poll_read(cx, self.reader.as_mut(), self.buf);
            if !matches!(poll, Poll::Ready(Ok(_))) {
                // It may have advanced all the same.
                self.buf.clear();
                return poll.map_ok(|_| &[][..]);
            }
        }
        Poll::Ready(Ok(&self.buf.filled()[*self.at..]))
    }

    #[inline]
    fn consume(&mut self, n: usize) {
        *self.at += n;
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

    /// Has a byte at a time, always.
    struct Short;

    impl AsyncRead for Short {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            mut buf: crate::BorrowedCursor<'_>,
        ) -> Poll<Result<()>> {
            buf.append(b".");
            Poll::Ready(Ok(()))
        }
    }

    #[test]
    fn short_pieces_need_a_buffer_from_the_third_poll_on() {
        let (mut direction, mut writer) = (Direction::default(), Vec::new());
        let mut cx = Context::from_waker(Waker::noop());
        for capacity in [0, 0, FIRST, FIRST] {
            // What ends here is a poll: the budget is used up.
            let mut budget = Budget::new();
            let (mut reader, writer) = (Short, Pin::new(&mut writer));
            let poll = direction.poll_run(&mut cx, &mut budget, Pin::new(&mut reader), writer, |_| {});
            assert!(poll.is_pending());
            assert_eq!(direction.ahead.buf.capacity(), capacity);
        }
    }

    #[test]
    fn is_as_small_as_promised() {
        if cfg!(all(target_pointer_width = "64", feature = "std")) {
            assert_eq!(size_of::<Direction>(), 64);
        }
    }
}
