//! Drives every method of the crate over a stack, and checks the state after its future has ended.
//!
//! The table of `src/cancel_safety.md` says which bytes are lost if a future is dropped. This folder checks that each
//! method keeps that promise, after a drop, an error or a panic: the caller has the bytes that have passed the
//! observer.

pub mod buffered;
pub mod copy;
pub mod read;
pub mod seek;
pub mod write;

use super::{
    driver::{Checked, drive},
    end::End,
    invariants::Invariant,
    layers::Has,
    oracle::byte,
    plan::{Act, Deed, Op, Stop},
    tap::Tap,
    told::{Told, told},
    world::{Meddling, World},
};
use poll_io::{Error, SeekFrom, prelude::*};
use std::fmt::{self, Write as _};

/// The user of one stack.
pub struct Actor {
    pub world: World,
    pub tap: Tap,
    /// The end of the stack, if it is known.
    pub end: Option<End>,
    /// How many bytes were offered to writes so far. Each write offers the bytes that come next.
    sent: usize,
    /// Whether the last transfer of a file was a read or a write. A seek is needed between the two.
    last: Option<Way>,
    /// Whether the last flush has succeeded, so that all accepted bytes have arrived.
    pub is_finished: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Read,
    Write,
    Seek,
}

impl Deed {
    /// Returns the direction of the method, or `None` for a copy and for `Debug`.
    pub fn way(self) -> Option<Way> {
        match self {
            Deed::Read
            | Deed::ReadVectored
            | Deed::ReadBuf
            | Deed::ReadExact
            | Deed::ReadBufExact
            | Deed::ReadArray
            | Deed::ReadNumber
            | Deed::ReadFloat
            | Deed::ReadInto
            | Deed::ReadToEnd
            | Deed::ReadToString
            | Deed::NextByte
            | Deed::Peek => Some(Way::Read),
            deed if deed.needs_buffer() => Some(Way::Read),
            Deed::Write
            | Deed::WriteVectored
            | Deed::WriteAll
            | Deed::WriteAllVectored
            | Deed::WriteLines
            | Deed::WriteFmt
            | Deed::WriteNumber
            | Deed::WriteBuf
            | Deed::WriteAllBuf
            | Deed::Flush
            | Deed::Shutdown => Some(Way::Write),
            Deed::Start
            | Deed::Current
            | Deed::End
            | Deed::Rewind
            | Deed::Position
            | Deed::Length
            | Deed::Relative
            | Deed::Leaf => Some(Way::Seek),
            _ => None,
        }
    }

    fn needs_buffer(self) -> bool {
        matches!(
            self,
            Deed::FillBuf
                | Deed::HasDataLeft
                | Deed::ReadUntil
                | Deed::SkipUntil
                | Deed::ReadLine
                | Deed::Lines
                | Deed::LinesRef
                | Deed::Segments
                | Deed::SegmentsRef
                | Deed::LinesStream
        )
    }

    /// Returns whether a stack with these traits has the method.
    pub fn fits(self, has: Has) -> bool {
        match self.way() {
            Some(Way::Read) => has.read && (has.buf || !self.needs_buffer()),
            Some(Way::Write) => has.write,
            Some(Way::Seek) => has.seek && (self != Deed::Leaf || has.read),
            None => true,
        }
    }
}

impl Actor {
    pub fn new(world: &World, tap: Tap, end: Option<End>) -> Self {
        Actor { world: world.clone(), tap, end, sent: 0, last: None, is_finished: false }
    }

    /// Calls one method, and checks the state after it. Skips a method that the stack does not have.
    pub async fn act(&mut self, act: Act) -> Checked<()> {
        let Act { op, stop } = act;
        if !op.kind.fits(self.tap.has) || self.is_endless(op) || self.world.is_dead() {
            return Ok(());
        }
        let way = op.kind.way();
        // Only a file has one position for reads and writes, so other streams do not seek.
        if way == Some(Way::Seek) && !self.tap.oracle.is_file {
            return Ok(());
        }
        if self.tap.oracle.is_file {
            let transfer = if op.kind == Deed::Leaf { Some(Way::Read) } else { way };
            // If a layer may have lost bytes that it accepted, neither the position nor the content is known.
            self.tap.oracle.unsure |= !self.can_tell();
            if !self.turn(transfer).await? {
                return Ok(());
            }
            self.last = transfer.filter(|way| *way != Way::Seek).or(self.last);
        }
        self.tap.begin();
        let sought = self.tap.sought;
        match way {
            Some(Way::Read) if op.kind.needs_buffer() => self.buffered(op, stop).await?,
            Some(Way::Read) => self.read(op, stop).await?,
            Some(Way::Write) => self.write(op, stop).await?,
            Some(Way::Seek) => self.seek(op, stop).await?,
            None => self.debug()?,
        }
        // The seek has moved the stack, or still moves it. Inside its buffer, a `BufReader` moves without its inner
        // stream.
        let moves = match op.kind {
            Deed::Start | Deed::End | Deed::Rewind => true,
            Deed::Current | Deed::Relative => !self.tap.oracle.keeps_ahead,
            _ => false,
        };
        // A seek that was given up while it waited for another one may not have begun.
        let on_its_way = self.tap.oracle.seeking.as_ref().is_some_and(|seeking| seeking.behind.is_empty());
        if moves && (self.tap.sought > sought || on_its_way) {
            self.last = None;
        }
        Ok(())
    }

    /// Prepares a file for a read or a write, and returns whether it can be done. Seeks if the last transfer went the
    /// other way. A file under a `Take` is never written, because its window does not count written bytes.
    async fn turn(&mut self, way: Option<Way>) -> Checked<bool> {
        if way == Some(Way::Write) && self.tap.oracle.window.is_some() {
            return Ok(false);
        }
        if !matches!((self.last, way), (Some(Way::Read), Some(Way::Write)) | (Some(Way::Write), Some(Way::Read))) {
            return Ok(true);
        }
        let here = SeekFrom::Start(self.tap.oracle.at());
        let sought = drive(&self.world, Stop::AtPanic, self.tap.seek(here), |_| Ok(())).await?;
        Ok(matches!(sought, Some(Ok(_))))
    }

    /// Returns whether the method would never end, because the content is endless and the method has no limit.
    fn is_endless(&self, op: Op) -> bool {
        let source = &self.tap.oracle.source;
        let has_lines = source.slice(source.head().len() as u64, 64).contains(&b'\n');
        source.is_endless()
            && match op.kind {
                Deed::ReadToEnd | Deed::ReadToString => op.n == 0,
                Deed::ReadUntil | Deed::SkipUntil | Deed::ReadLine => op.n == 0 && !has_lines,
                Deed::Lines | Deed::LinesRef | Deed::Segments | Deed::SegmentsRef | Deed::LinesStream => !has_lines,
                _ => false,
            }
    }

    /// Returns the next `n` bytes to write.
    fn data(&mut self, n: usize) -> Vec<u8> {
        let data = (self.sent..self.sent + n).map(byte).collect();
        self.sent += n;
        data
    }

    fn check(&self, invariant: Invariant, holds: bool, what: impl FnOnce() -> String) -> Checked<()> {
        self.world.check(invariant, holds, what)
    }

    /// Checks that the caller has the bytes that have passed the observer.
    fn kept(&self, has: &[u8]) -> Checked<()> {
        let gone = self.tap.gone();
        self.check(Invariant::Kept, has == gone, || {
            format!("the caller has {:?} of {:?}", String::from_utf8_lossy(has), String::from_utf8_lossy(&gone))
        })
    }

    /// Checks the error of a future. It must not be `Interrupted`. If `own` is false, it must come from below the future.
    fn failed(&self, e: &Error, own: bool) -> Checked<()> {
        let told = told(e);
        let known = match told {
            Told::Interrupted => false,
            Told::Other => own,
            Told::TooMuch => self.world.claimed.get() || own,
            Told::Full => self.world.refused.get() || own,
            Told::LimitExceeded => self.tap.oracle.exceeded || self.tap.oracle.unsure || own,
            // The observer has checked these errors. That includes an error from an earlier seek whose future was
            // dropped.
            Told::Scripted(..) | Told::Closed | Told::OutOfPlace => true,
        };
        self.check(Invariant::Errors, known, || format!("a future failed with {e:?}"))
    }

    /// Formats the stack, and polls the other task in the middle of that.
    fn debug(&self) -> Checked<()> {
        struct Slow<'a>(&'a World);
        impl fmt::Write for Slow<'_> {
            fn write_str(&mut self, _: &str) -> fmt::Result {
                self.0.meanwhile(Meddling::Poll);
                Ok(())
            }
        }
        let formatted = write!(Slow(&self.world), "{:?}", self.tap);
        self.check(Invariant::Panics, formatted.is_ok(), || "`Debug` has failed".into())
    }
}
