//! The methods of a reader with a buffer.

use super::{Actor, read::OLD};
use crate::engine::{
    driver::{Checked, drive, nothing},
    invariants::Invariant,
    plan::{Deed, Op, Stop},
    tap::Tap,
    told::{Told, told},
};
use futures_util::StreamExt as _;
use poll_io::{AsyncBufReadExt, Error, Result};
use poll_io_compat::LinesStream;

/// The outcome for one line or segment.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    There(Vec<u8>),
    TooLong,
    NotText,
    /// An end has failed. The same item is asked for again.
    Failed,
}

impl Actor {
    pub async fn buffered(&mut self, op: Op, stop: Stop) -> Checked<()> {
        let (max, world) = (op.size(), self.world.clone());
        macro_rules! limited {
            ($future:expr) => {
                if max == 0 {
                    drive(&world, stop, $future, nothing).await?
                } else {
                    drive(&world, stop, $future.limit(max), nothing).await?
                }
            };
        }
        if matches!(op.kind, Deed::ReadUntil | Deed::SkipUntil | Deed::ReadLine) {
            self.tap.allow(max, 0);
        }
        match op.kind {
            Deed::FillBuf => {
                let filled = drive(&world, stop, self.tap.fill_buf(), nothing).await?;
                let filled = filled.map(|filled| filled.map(<[u8]>::len));
                if let Some(Ok(len)) = filled {
                    self.tap.consume_unpin(max.min(len));
                    return self.check(Invariant::Kept, self.tap.gone().len() == max.min(len), || {
                        "`consume` took other bytes".into()
                    });
                }
                self.kept(b"")?;
                filled.and_then(Result::err).map_or(Ok(()), |e| self.failed(&e, false))
            }
            Deed::HasDataLeft => {
                let left = drive(&world, stop, self.tap.has_data_left(), nothing).await?;
                self.kept(b"")?;
                match left {
                    Some(Ok(left)) => self.check(
                        Invariant::Kept,
                        left != self.at_end() || self.tap.oracle.unsure || self.world.peer_dropped.get(),
                        || format!("`has_data_left` returned {left}"),
                    ),
                    Some(Err(e)) => self.failed(&e, false),
                    None => Ok(()),
                }
            }
            Deed::ReadUntil => {
                let mut buf = OLD.as_bytes().to_vec();
                let read = limited!(self.tap.read_until(b'\n', &mut buf));
                self.until(read.as_ref(), max, false)?;
                self.appended(&buf)
            }
            Deed::SkipUntil => {
                let read = limited!(self.tap.skip_until(b'\n'));
                self.until(read.as_ref(), max, false)
            }
            Deed::ReadLine => {
                let mut buf = String::from(OLD);
                let read = limited!(self.tap.read_line(&mut buf));
                self.until(read.as_ref(), max, true)?;
                self.kept_text(&buf, read.as_ref())
            }
            _ => self.items(op, stop).await,
        }
    }

    /// Checks that the bytes that passed stop after the first delimiter, or at the end of the stream if there is none.
    fn until(&self, read: Option<&Result<usize>>, max: usize, text: bool) -> Checked<()> {
        self.limit(read, max, 0)?;
        self.whole(read, text)?;
        let gone = self.tap.gone();
        let at = gone.iter().position(|byte| *byte == b'\n');
        self.check(Invariant::Kept, at.is_none_or(|at| at + 1 == gone.len()), || {
            "the future read past the delimiter".into()
        })?;
        let over = at.is_some() || self.at_end() || !matches!(read, Some(Ok(_)));
        self.check(Invariant::Kept, over, || "the future stopped before the delimiter".into())
    }

    /// Asks for one line or segment after another, with one future each, and compares them with the content.
    async fn items(&mut self, op: Op, stop: Stop) -> Checked<()> {
        const MOST: usize = 60;
        let world = self.world.clone();
        let lines = matches!(op.kind, Deed::Lines | Deed::LinesRef | Deed::LinesStream);
        let max = if op.n == 0 { usize::MAX } else { op.size() };
        let (oracle, known) =
            (&self.tap.oracle, self.tap.oracle.places.len() == 1 && self.tap.oracle.seeking.is_none());
        let expected = items(&oracle.source.slice(oracle.at(), 1 << 10), max, lines);
        let exceeded = oracle.exceeded || oracle.unsure || oracle.piped || !known;
        let (mut found, mut tries, mut ended, mut failure) = (Vec::new(), 0, false, None);
        macro_rules! ask {
            ($items:expr, $next:ident, $own:expr) => {{
                let mut items = $items.limit(max);
                while found.len() < MOST && tries < 2 * MOST && !ended {
                    tries += 1;
                    let next = drive(&world, stop, items.$next(), nothing).await?;
                    let next = next.map(|next| next.map(|next| next.map($own)));
                    ended = note(&mut found, &mut failure, next);
                }
            }};
        }
        match op.kind {
            Deed::Lines => ask!((&mut self.tap).lines(), next_line, String::into_bytes),
            Deed::LinesRef => ask!((&mut self.tap).lines(), next_line_ref, |line| line.as_bytes().to_vec()),
            Deed::Segments => ask!(AsyncBufReadExt::split(&mut self.tap, b'\n'), next_segment, |segment| segment),
            Deed::SegmentsRef => ask!(AsyncBufReadExt::split(&mut self.tap, b'\n'), next_segment_ref, <[u8]>::to_vec),
            _ => {
                let tap: &mut Tap = &mut self.tap;
                let mut stream = LinesStream::new(tap.lines());
                while found.len() < MOST && tries < 2 * MOST && !ended {
                    tries += 1;
                    let next = drive(&world, stop, stream.next(), nothing).await?;
                    let next = next.map(|next| next.transpose().map(|next| next.map(String::into_bytes)));
                    ended = note(&mut found, &mut failure, next);
                }
            }
        }
        failure.map_or(Ok(()), |e| self.failed(&e, false))?;
        found.retain(|item| *item != Item::Failed);
        let same = if ended && !exceeded { found == expected } else { expected.starts_with(&found) };
        self.check(Invariant::Kept, same || exceeded, || format!("{found:?} came instead of {expected:?}"))
    }
}

/// Notes an item or a failure. Returns whether the items have ended.
fn note(found: &mut Vec<Item>, failure: &mut Option<Error>, next: Option<Result<Option<Vec<u8>>>>) -> bool {
    match next {
        Some(Ok(Some(item))) => found.push(Item::There(item)),
        Some(Ok(None)) => return true,
        Some(Err(e)) => match told(&e) {
            Told::LimitExceeded => found.push(Item::TooLong),
            Told::Other => found.push(Item::NotText),
            _ => {
                found.push(Item::Failed);
                *failure = Some(e);
            }
        },
        None => {}
    }
    false
}

/// Returns the lines or segments of some bytes, as a plain model.
fn items(bytes: &[u8], max: usize, lines: bool) -> Vec<Item> {
    let mut pieces: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    // The bytes after the last delimiter are an item only if there are any.
    let last = pieces.pop().filter(|last| !last.is_empty());
    let ended = pieces.iter().map(|piece| if lines { piece.strip_suffix(b"\r").unwrap_or(piece) } else { piece });
    ended
        .chain(last)
        .map(|piece| {
            if piece.len() > max {
                Item::TooLong
            } else if lines && std::str::from_utf8(piece).is_err() {
                Item::NotText
            } else {
                Item::There(piece.to_vec())
            }
        })
        .collect()
}
