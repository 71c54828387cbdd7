//! The methods of a reader.

use super::Actor;
use crate::engine::{
    driver::{Checked, drive, nothing},
    invariants::Invariant,
    plan::{Deed, Op, Stop},
    told::{Told, told},
};
use bytes::BytesMut;
use poll_io::{BorrowedBuf, BufReader, Error, ErrorKind, IoSliceMut, Result, prelude::*};
use poll_io_compat::BytesReadExt as _;

/// The content of the caller's buffer before the call.
pub const OLD: &str = "o";

impl Actor {
    pub async fn read(&mut self, op: Op, stop: Stop) -> Checked<()> {
        let (n, world) = (op.size(), self.world.clone());
        match op.kind {
            Deed::Read => {
                let mut buf = vec![0; n];
                let read = drive(&world, stop, self.tap.read(&mut buf), nothing).await?;
                self.one_read(read, |n| buf[..n].to_vec())
            }
            Deed::ReadVectored => {
                let mut bufs = [vec![0; n / 3], vec![], vec![0; n - n / 3]];
                let [a, b, c] = &mut bufs;
                let mut slices = [a, b, c].map(|buf| IoSliceMut::new(buf));
                let read = drive(&world, stop, self.tap.read_vectored(&mut slices), nothing).await?;
                self.slices_arrive(0)?;
                self.one_read(read, |n| bufs.concat()[..n].to_vec())
            }
            Deed::ReadBuf => {
                let mut memory = vec![0; n];
                let mut buf = BorrowedBuf::from(&mut memory[..]);
                let read = drive(&world, stop, self.tap.read_buf(buf.unfilled()), nothing).await?;
                if world.spilt.get() {
                    // A cursor belongs to the caller, so bytes of a failed read stay in it.
                    return Ok(());
                }
                let read = read.map(|result| result.map(|()| buf.len()));
                self.one_read(read, |n| buf.filled()[..n].to_vec())
            }
            Deed::ReadInto => {
                let mut buf = BytesMut::from(OLD.as_bytes());
                buf.reserve(n);
                let read = drive(&world, stop, self.tap.read_into(&mut buf), nothing).await?;
                self.one_read(read, |_| buf.strip_prefix(OLD.as_bytes()).unwrap_or_default().to_vec())
            }
            Deed::ReadExact => {
                let mut buf = vec![0; n];
                let read = drive(&world, stop, self.tap.read_exact(&mut buf), nothing).await?;
                self.exact(read.as_ref(), n)?;
                self.kept(&buf[..self.tap.gone().len().min(n)])
            }
            Deed::ReadBufExact => {
                let mut memory = vec![0; n];
                let mut buf = BorrowedBuf::from(&mut memory[..]);
                let read = drive(&world, stop, self.tap.read_buf_exact(buf.unfilled()), nothing).await?;
                if world.spilt.get() {
                    return Ok(());
                }
                self.exact(read.as_ref(), n)?;
                self.kept(buf.filled())
            }
            Deed::ReadArray => self.array::<5>(stop).await,
            Deed::ReadNumber => self.number(n, stop).await,
            Deed::ReadFloat => {
                let read = drive(&world, stop, self.tap.read_f32_le(), nothing).await?;
                self.fixed(read.map(|read| read.map(f32::to_le_bytes)).as_ref())
            }
            Deed::ReadToEnd => self.read_to_end(n, stop).await,
            Deed::ReadToString => self.read_to_string(n, stop).await,
            Deed::NextByte => self.next_bytes(n, stop).await,
            Deed::Peek => self.peek(n, stop).await,
            _ => Ok(()),
        }
    }

    /// Checks a method that makes one call. If it succeeds, the caller has the bytes that passed. Otherwise no byte
    /// passed.
    fn one_read(&self, read: Option<Result<usize>>, has: impl FnOnce(usize) -> Vec<u8>) -> Checked<()> {
        match read {
            Some(Ok(n)) => self.kept(&has(n)),
            Some(Err(e)) => {
                self.failed(&e, false)?;
                self.kept(b"")
            }
            None => self.kept(b""),
        }
    }

    /// Returns whether the stack may be at the end of its content.
    pub fn at_end(&self) -> bool {
        let oracle = &self.tap.oracle;
        oracle.unsure || self.world.peer_dropped.get() || oracle.ahead().iter().any(|at| oracle.source.left(*at) == 0)
    }

    /// Checks a read of a fixed length. It reads all bytes, or it fails or is dropped before that.
    fn exact<T>(&self, read: Option<&Result<T>>, n: usize) -> Checked<()> {
        let gone = self.tap.gone().len();
        match read {
            Some(Ok(_)) => self.check(Invariant::Kept, gone == n, || format!("{gone} of {n} bytes were read")),
            Some(Err(e)) if e.kind() == ErrorKind::UnexpectedEof => {
                self.check(Invariant::Bytes, self.at_end() && gone < n, || {
                    format!("the future reported the end after {gone} bytes")
                })
            }
            Some(Err(e)) => self.failed(e, false),
            // A future that has read all bytes must return them without waiting.
            None => {
                self.check(Invariant::Kept, gone < n.max(1), || format!("all {gone} bytes were read and then lost"))
            }
        }
    }

    /// Checks a read that returns a fixed number of bytes.
    fn fixed<const N: usize>(&self, read: Option<&Result<[u8; N]>>) -> Checked<()> {
        self.exact(read, N)?;
        match read {
            Some(Ok(bytes)) => self.kept(bytes),
            _ => Ok(()),
        }
    }

    async fn array<const N: usize>(&mut self, stop: Stop) -> Checked<()> {
        let read = drive(&self.world.clone(), stop, self.tap.read_array::<N>(), nothing).await?;
        self.fixed(read.as_ref())
    }

    async fn number(&mut self, n: usize, stop: Stop) -> Checked<()> {
        let world = self.world.clone();
        macro_rules! number {
            ($read:ident, $to:ident) => {{
                let read = drive(&world, stop, self.tap.$read(), nothing).await?;
                self.fixed(read.map(|read| read.map(|number| number.$to())).as_ref())
            }};
        }
        match n {
            1 => number!(read_u8, to_be_bytes),
            2 => number!(read_i16_le, to_le_bytes),
            4 => number!(read_u32, to_be_bytes),
            8 => number!(read_i64, to_be_bytes),
            _ => number!(read_u128_le, to_le_bytes),
        }
    }

    /// Checks the limit of a method. If it fails with that limit, it has read `max` bytes, and `proof` more to find
    /// that out.
    pub fn limit(&self, read: Option<&Result<usize>>, max: usize, proof: usize) -> Checked<()> {
        let gone = self.tap.gone().len();
        let exceeded = matches!(read, Some(Err(e)) if told(e) == Told::LimitExceeded)
            && !self.tap.oracle.exceeded
            && !self.tap.oracle.unsure;
        self.check(Invariant::Limit, !exceeded || (max > 0 && gone == max + proof), || {
            format!("the limit of {max} failed after {gone} bytes")
        })
    }

    /// Checks the count or the error that a future returns.
    pub fn whole(&self, read: Option<&Result<usize>>, not_text: bool) -> Checked<()> {
        let gone = self.tap.gone().len();
        match read {
            Some(Ok(n)) => {
                self.check(Invariant::Kept, *n == gone, || format!("the future counts {n} bytes, and {gone} were read"))
            }
            Some(Err(e)) if not_text && told(e) == Told::Other => self.not_text(e),
            // A future does not repeat an interrupted call that has put bytes in the buffer.
            Some(Err(e)) if self.world.spilt.get() && told(e) == Told::Interrupted => Ok(()),
            Some(Err(e)) => self.failed(e, told(e) == Told::LimitExceeded),
            None => Ok(()),
        }
    }

    pub fn not_text(&self, e: &Error) -> Checked<()> {
        self.check(Invariant::Errors, e.kind() == ErrorKind::InvalidData, || format!("a future failed with {e:?}"))
    }

    async fn read_to_end(&mut self, max: usize, stop: Stop) -> Checked<()> {
        self.tap.allow(max, 1);
        let (world, mut buf) = (self.world.clone(), OLD.as_bytes().to_vec());
        let future = self.tap.read_to_end(&mut buf);
        let read = if max == 0 {
            drive(&world, stop, future, nothing).await?
        } else {
            drive(&world, stop, future.limit(max), nothing).await?
        };
        self.limit(read.as_ref(), max, 1)?;
        self.whole(read.as_ref(), false)?;
        self.appended(&buf)?;
        let ended = !matches!(read, Some(Ok(_))) || self.at_end();
        self.check(Invariant::Bytes, ended, || "the future ended before the stream".into())
    }

    async fn read_to_string(&mut self, max: usize, stop: Stop) -> Checked<()> {
        self.tap.allow(max, 1);
        let (world, mut buf) = (self.world.clone(), String::from(OLD));
        let future = self.tap.read_to_string(&mut buf);
        let read = if max == 0 {
            drive(&world, stop, future, nothing).await?
        } else {
            drive(&world, stop, future.limit(max), nothing).await?
        };
        self.limit(read.as_ref(), max, 1)?;
        self.whole(read.as_ref(), true)?;
        self.kept_text(&buf, read.as_ref())
    }

    /// Checks that the caller's buffer has its old content, and after it all bytes that were read.
    pub fn appended(&self, buf: &[u8]) -> Checked<()> {
        match buf.strip_prefix(OLD.as_bytes()) {
            Some(has) => self.kept(has),
            None => Invariant::Kept.breach("the old content of the buffer is gone"),
        }
    }

    /// Checks that the caller's string has every complete character that was read, or none if the bytes are not UTF-8.
    pub fn kept_text(&self, buf: &str, read: Option<&Result<usize>>) -> Checked<()> {
        let Some(has) = buf.strip_prefix(OLD) else {
            return Invariant::Kept.breach("the old content of the buffer is gone");
        };
        let gone = self.tap.gone();
        let (complete, is_text, is_whole) = match std::str::from_utf8(&gone) {
            Ok(text) => (text, true, true),
            Err(e) => {
                (std::str::from_utf8(&gone[..e.valid_up_to()]).unwrap_or_default(), e.error_len().is_none(), false)
            }
        };
        let refused = matches!(read, Some(Err(e)) if told(e) == Told::Other);
        let expected = if refused || !is_text { "" } else { complete };
        self.check(Invariant::Kept, has == expected, || {
            format!("the caller has {has:?} instead of {expected:?}, of {:?}", String::from_utf8_lossy(&gone))
        })?;
        let ok = matches!(read, Some(Ok(_)));
        self.check(Invariant::Kept, !ok || is_whole, || "bytes that are not UTF-8 were accepted".into())?;
        self.check(Invariant::Kept, !refused || !is_whole, || "valid UTF-8 was refused".into())
    }

    async fn next_bytes(&mut self, n: usize, stop: Stop) -> Checked<()> {
        let (world, mut has) = (self.world.clone(), Vec::new());
        let mut bytes = (&mut self.tap).bytes();
        let mut failed = None;
        for _ in 0..n {
            match drive(&world, stop, bytes.next_byte(), nothing).await? {
                Some(Ok(Some(byte))) => has.push(byte),
                Some(Ok(None)) => break,
                Some(Err(e)) => failed = Some(e),
                None => {}
            }
        }
        failed.map_or(Ok(()), |e| self.failed(&e, false))?;
        self.kept(&has)
    }

    async fn peek(&mut self, n: usize, stop: Stop) -> Checked<()> {
        const CAPACITY: usize = 8;
        let world = self.world.clone();
        let mut reader = BufReader::with_capacity(CAPACITY, &mut self.tap);
        let peeked = drive(&world, stop, reader.peek(n), nothing).await?;
        let peeked = peeked.map(|peeked| peeked.map(<[u8]>::to_vec));
        let buffered = reader.buffer().to_vec();
        self.kept(&buffered)?;
        match peeked {
            Some(Ok(bytes)) => {
                let all = bytes.len() == n || self.at_end();
                let first = buffered.starts_with(&bytes) && all;
                self.check(Invariant::Kept, first, || {
                    format!("`peek` returned {bytes:?}, and the buffer has {buffered:?}")
                })
            }
            Some(Err(e)) => self.failed(&e, n > CAPACITY),
            None => Ok(()),
        }
    }

    /// Checks that a vectored call reaches the end with more than one slice, if every layer forwards them.
    pub fn slices_arrive(&self, way: usize) -> Checked<()> {
        let Some(end) = &self.end else { return Ok(()) };
        let passed = end.slices()[way] > 1 || self.tap.offered[way] < 2 || end.slices()[way] == 0;
        self.check(Invariant::Vectored, passed || !self.tap.oracle.slices[way], || {
            format!("{} slices were offered, and {} arrived", self.tap.offered[way], end.slices()[way])
        })
    }
}
