//! The end of a stack: a reader, writer and file that follows its steps, one step for each call.
//!
//! An end keeps one waker for each direction, as a socket does. It wakes only the latest waker of a direction, and only
//! when the driver releases it. This file implements the traits of poll-io for an end. `foreign.rs` implements the
//! traits of the other ecosystems over the same script.

use super::{
    oracle::Source,
    plan::{Manner, Side},
    script::Script,
    world::{Meddling, World, count},
};
use poll_io::{BorrowedCursor, Error, IoSlice, IoSliceMut, Result, SeekFrom, prelude::*};
use std::{
    cell::RefCell,
    fmt, mem,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker, ready},
};

/// A handle to an end. Every clone refers to the same end.
#[derive(Clone)]
pub struct End {
    script: Rc<RefCell<Script>>,
    lent: Vec<u8>,
}

impl End {
    pub fn new(world: &World, side: &Side, source: Source, is_file: bool) -> Self {
        let end = End { script: Rc::new(RefCell::new(Script::new(world, side, source, is_file))), lent: Vec::new() };
        world.add_end(&end);
        end
    }

    /// Wakes the calls that wait. Calls that wait forever are woken only if `all` is set.
    pub fn release(&self, all: bool) {
        for way in 0..3 {
            let mut script = self.script.borrow_mut();
            if script.waits[way].as_ref().is_some_and(|wait| all || !wait.for_ever) {
                let wait = script.waits[way].take();
                // A waker is foreign code, and it may call this end again.
                drop(script);
                if let Some(wait) = wait {
                    wait.waker.wake();
                }
            }
        }
    }

    /// Returns whether a call waits, but not forever.
    pub fn waits(&self) -> bool {
        self.script.borrow().waits.iter().flatten().any(|wait| !wait.for_ever)
    }

    /// Returns whether a call waits forever.
    pub fn hangs(&self) -> bool {
        self.script.borrow().waits.iter().flatten().any(|wait| wait.for_ever)
    }

    /// Removes the steps that are left. From now on the end transfers as many bytes as it can.
    pub fn calm(&self) {
        self.script.borrow_mut().calm();
        self.release(true);
    }

    /// Makes a call, and checks that no other call is running. If the next step is `hold`, polls the other task first.
    fn call<T>(&self, cx: &Context<'_>, f: impl FnOnce(&mut Script) -> T) -> T {
        let waker = cx.waker().clone();
        let script = self.script.borrow();
        assert!(!script.is_held, "two calls of one stream run at once");
        let (holds, world) = (script.holds(), script.world.clone());
        drop(script);
        if holds {
            self.script.borrow_mut().is_held = true;
            world.meanwhile(Meddling::Poll);
            self.script.borrow_mut().is_held = false;
        }
        // A call that has panicked may have left its waker behind.
        let left = self.script.borrow_mut().waker.replace(waker);
        drop(left);
        let out = f(&mut self.script.borrow_mut());
        let mut script = self.script.borrow_mut();
        let (woken, dropped) = (mem::take(&mut script.woken), (mem::take(&mut script.dropped), script.waker.take()));
        drop(script);
        woken.into_iter().for_each(Waker::wake);
        drop(dropped);
        out
    }

    pub fn received(&self) -> Vec<u8> {
        self.script.borrow().received.clone()
    }

    /// Returns the bytes of the file.
    pub fn file(&self) -> Vec<u8> {
        self.script.borrow().source.head().to_vec()
    }

    pub fn is_flushed(&self) -> bool {
        !self.script.borrow().unflushed
    }

    pub fn is_closed(&self) -> bool {
        self.script.borrow().closed
    }

    pub fn slices(&self) -> [usize; 2] {
        self.script.borrow().slices
    }
}

impl fmt::Debug for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("End")
    }
}

/// Returns the bytes of all slices, concatenated.
pub fn laid_out(bufs: &[IoSlice<'_>]) -> Vec<u8> {
    bufs.iter().flat_map(|buf| buf.iter()).copied().collect()
}

// These methods have the shape that the traits of all ecosystems need. `foreign.rs` calls them.
impl End {
    /// Reads. Returns the outcome, and the bytes that the caller must put in the buffer for every outcome.
    pub fn poll_read_bytes(&self, cx: &Context<'_>, room: usize) -> (Poll<Result<usize>>, Vec<u8>) {
        // Only a vectored read can claim more bytes than there is room for.
        self.call(cx, |script| script.read(room, false))
    }

    pub fn poll_read_slices(&self, cx: &Context<'_>, bufs: &mut [IoSliceMut<'_>]) -> Poll<Result<usize>> {
        let room = bufs.iter().map(|buf| buf.len()).sum();
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(0, |buf| buf.len());
        let real = bufs.iter().filter(|buf| !buf.is_empty()).count();
        let ((poll, bytes), taken) = self.call(cx, |script| {
            script.slices[0] = script.slices[0].max(real);
            let taken = if script.manner == Manner::Unvectored { first } else { room };
            (script.read(taken, true), taken)
        });
        let mut left = &bytes[..];
        for buf in bufs {
            let (now, later) = left.split_at(buf.len().min(left.len()));
            buf[..now.len()].copy_from_slice(now);
            left = later;
        }
        claimed(poll, taken, room)
    }

    pub fn poll_write_bytes(&self, cx: &Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.call(cx, |script| script.write(bytes))
    }

    pub fn poll_write_slices(&self, cx: &Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let (all, real) = (laid_out(bufs), bufs.iter().filter(|buf| !buf.is_empty()).count());
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(0, |buf| buf.len());
        let (poll, offered) = self.call(cx, |script| {
            script.slices[1] = script.slices[1].max(real);
            let offered = if script.manner == Manner::Unvectored { first } else { all.len() };
            (script.write(&all[..offered]), offered)
        });
        claimed(poll, offered, all.len())
    }

    pub fn poll_end(&self, cx: &Context<'_>, shut_down: bool) -> Poll<Result<()>> {
        self.call(cx, |script| script.close(shut_down))
    }

    pub fn poll_seek_to(&self, cx: &Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.call(cx, |script| script.seek(pos))
    }

    /// Starts a seek. tokio seeks in two calls, and this is the first.
    pub fn start_seek_to(&self, pos: SeekFrom) -> Result<()> {
        let mut script = self.script.borrow_mut();
        if script.seeking.is_some() {
            return Err(Error::other("another operation is in progress"));
        }
        script.start_seek(pos)
    }

    pub fn poll_seek_end(&self, cx: &Context<'_>) -> Poll<Result<u64>> {
        self.call(cx, |script| {
            count(&script.world.calls);
            script.complete_seek()
        })
    }

    pub fn poll_lend(&mut self, cx: &Context<'_>) -> Poll<Result<&[u8]>> {
        let bytes = ready!(self.call(cx, Script::lend))?;
        self.lent = bytes;
        Poll::Ready(Ok(&self.lent))
    }

    pub fn consume_lent(&self, amt: usize) {
        self.script.borrow_mut().consume(amt);
    }

    pub fn takes_slices(&self) -> bool {
        self.script.borrow().manner != Manner::Unvectored
    }
}

/// Raises a count above `possible` to one above `offered`, so that it is false even for the slices that were ignored.
fn claimed(poll: Poll<Result<usize>>, possible: usize, offered: usize) -> Poll<Result<usize>> {
    poll.map_ok(|n| if n > possible { offered + 1 } else { n })
}

impl AsyncRead for End {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            count(&self.script.borrow().world.calls);
            return Poll::Ready(Ok(()));
        }
        let (poll, bytes) = self.poll_read_bytes(cx, buf.capacity());
        buf.append(&bytes);
        poll.map_ok(drop)
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            count(&self.script.borrow().world.calls);
            return Poll::Ready(Ok(0));
        }
        self.poll_read_slices(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        let script = self.script.borrow();
        match script.manner {
            Manner::Hintless => 0,
            Manner::Boastful => usize::MAX,
            // The position after the seek is not known yet.
            _ if script.seeking.is_some() => 0,
            _ => script.source.left(script.at),
        }
    }
}

impl AsyncBufRead for End {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().poll_lend(cx)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.consume_lent(amt);
    }
}

impl AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_bytes(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, false)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, true)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.poll_write_slices(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.takes_slices()
    }
}

impl AsyncSeek for End {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.poll_seek_to(cx, pos)
    }
}
