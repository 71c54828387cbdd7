//! The methods that seek. The observer checks the position of the stack. This file checks the results of the futures.

use super::Actor;
use crate::engine::{
    driver::{Checked, drive, nothing},
    invariants::Invariant,
    plan::{Deed, Op, Stop},
};
use poll_io::{BufReader, Result, SeekFrom, prelude::*};

impl Actor {
    pub async fn seek(&mut self, op: Op, stop: Stop) -> Checked<()> {
        let (n, world) = (i64::from(op.n), self.world.clone());
        macro_rules! seek {
            ($future:expr) => {
                drive(&world, stop, $future, nothing).await?
            };
        }
        match op.kind {
            Deed::Start => {
                let sought = seek!(self.tap.seek(SeekFrom::Start(n.unsigned_abs())));
                self.sought(sought)
            }
            Deed::Current => {
                let sought = seek!(self.tap.seek(SeekFrom::Current(n)));
                self.sought(sought)
            }
            Deed::End => {
                let sought = seek!(self.tap.seek(SeekFrom::End(n)));
                self.sought(sought)
            }
            Deed::Rewind => {
                let sought = seek!(self.tap.rewind());
                self.sought(sought.map(|sought| sought.map(|()| 0)))
            }
            Deed::Relative => {
                let sought = seek!(self.tap.seek_relative(n));
                let at = self.tap.oracle.at();
                self.sought(sought.map(|sought| sought.map(|()| at)))
            }
            Deed::Position => {
                let sought = seek!(self.tap.stream_position());
                self.sought(sought)
            }
            Deed::Length => {
                // A seek that was given up may fail now, and the error be an interruption, after which the length is asked for again.
                let before = [self.tap.oracle.ahead(), self.tap.oracle.places.clone()].concat();
                let len = seek!(self.tap.stream_len());
                if let Some(Ok(len)) = len {
                    let oracle = &self.tap.oracle;
                    let expected = oracle.window.unwrap_or(oracle.source.head().len() as u64);
                    let back = before.contains(&oracle.at()) || self.tap.is_unsure();
                    self.check(Invariant::Position, back, || {
                        format!("`stream_len` moved from {before:?} to {:?}", oracle.places)
                    })?;
                    return self.check(Invariant::Position, len == expected || self.tap.is_unsure(), || {
                        format!("the length is {len} instead of {expected}")
                    });
                }
                len.and_then(Result::err).map_or(Ok(()), |e| self.failed(&e, true))
            }
            _ => self.leaf(n, stop).await,
        }
    }

    fn sought(&self, sought: Option<Result<u64>>) -> Checked<()> {
        match sought {
            Some(Ok(to)) => {
                let at = self.tap.oracle.at();
                self.check(Invariant::Position, to == at, || format!("the seek returned {to} instead of {at}"))
            }
            Some(Err(e)) => self.failed(&e, true),
            None => Ok(()),
        }
    }

    /// Reads, moves inside the buffer or out of it with `seek_relative`, and reads again.
    async fn leaf(&mut self, n: i64, stop: Stop) -> Checked<()> {
        const READ: usize = 3;
        let world = self.world.clone();
        let [budget, layers] = world.budget.get();
        // The `BufReader` is one more layer.
        world.budget.set([budget + 1, layers]);
        let mut reader = BufReader::with_capacity(6, &mut self.tap);
        if !matches!(drive(&world, Stop::AtPanic, reader.read_array::<READ>(), nothing).await?, Some(Ok(_))) {
            return Ok(());
        }
        let oracle = &reader.get_ref().oracle;
        let here = oracle.at() - reader.buffer().len() as u64;
        let target = oracle.target(here, SeekFrom::Current(n));
        let source = oracle.source.clone();
        let known = oracle.places.len() == 1 && !oracle.unsure;
        let moved = drive(&world, stop, reader.seek_relative(n), nothing).await?;
        let place = match moved {
            Some(Ok(())) => target,
            Some(Err(_)) => Some(here),
            // The next operation completes the seek, unless its future was dropped before it began or after a panic.
            None if matches!(stop, Stop::After(1..)) => target,
            None => return Ok(()),
        };
        let mut buf = [0; 2];
        let read = drive(&world, Stop::AtPanic, reader.read(&mut buf), nothing).await?;
        let (Some(Ok(read)), Some(place), true) = (read, place, known) else { return Ok(()) };
        let expected = source.slice(place, read.max(1));
        let same = expected == buf[..read];
        world
            .check(Invariant::Bytes, same, || format!("{:?} was read at {place} instead of {expected:?}", &buf[..read]))
    }
}
