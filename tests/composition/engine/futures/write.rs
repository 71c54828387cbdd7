//! The methods of a writer.

use super::Actor;
use crate::engine::{
    driver::{Checked, drive, nothing},
    invariants::Invariant,
    plan::{Deed, Op, Stop},
};
use bytes::{Buf, Bytes};
use poll_io::{IoSlice, Result, prelude::*};
use poll_io_compat::BytesWriteExt as _;

/// Returns a buffer of two pieces.
fn pieces(data: &[u8]) -> impl Buf + Unpin + use<> {
    let (a, b) = data.split_at(data.len() / 2);
    Bytes::copy_from_slice(a).chain(Bytes::copy_from_slice(b))
}

impl Actor {
    pub async fn write(&mut self, op: Op, stop: Stop) -> Checked<()> {
        let (n, world) = (op.size(), self.world.clone());
        match op.kind {
            Deed::Write => {
                let data = self.data(n);
                let written = drive(&world, stop, self.tap.write(&data), nothing).await?;
                self.one_write(written, &data)
            }
            Deed::WriteVectored => {
                let data = self.data(n);
                let (a, b) = data.split_at(n / 3);
                let slices = [IoSlice::new(a), IoSlice::new(&[]), IoSlice::new(b)];
                self.is_vectored()?;
                let written = drive(&world, stop, self.tap.write_vectored(&slices), nothing).await?;
                self.slices_arrive(1)?;
                self.one_write(written, &data)
            }
            Deed::WriteBuf => {
                let data = self.data(n);
                let mut buf = pieces(&data);
                let written = drive(&world, stop, self.tap.write_buf(&mut buf), nothing).await?;
                self.left(buf.remaining(), n)?;
                self.one_write(written, &data)
            }
            Deed::WriteAll | Deed::WriteLines => {
                let mut data = self.data(n);
                if op.kind == Deed::WriteLines {
                    data.iter_mut().skip(3).step_by(4).for_each(|byte| *byte = b'\n');
                }
                let written = drive(&world, stop, self.tap.write_all(&data), nothing).await?;
                self.all_written(written, &data)
            }
            Deed::WriteAllVectored => {
                let data = self.data(n);
                let (a, b) = data.split_at(n / 3);
                let mut slices = [IoSlice::new(a), IoSlice::new(&[]), IoSlice::new(b)];
                let written = drive(&world, stop, self.tap.write_all_vectored(&mut slices), nothing).await?;
                self.slices_arrive(1)?;
                self.all_written(written, &data)
            }
            Deed::WriteAllBuf => {
                let data = self.data(n);
                let mut buf = pieces(&data);
                let written = drive(&world, stop, self.tap.write_all_buf(&mut buf), nothing).await?;
                self.left(buf.remaining(), n)?;
                self.all_written(written, &data)
            }
            Deed::WriteFmt => {
                let text = format!("{:0n$}|", self.sent);
                self.sent += text.len();
                let written = drive(&world, stop, poll_io::write!(self.tap, "{text}"), nothing).await?;
                self.all_written(written, text.as_bytes())
            }
            Deed::WriteNumber => self.write_number(n, stop).await,
            Deed::Flush => {
                let flushed = drive(&world, stop, self.tap.flush(), nothing).await?;
                self.closed(flushed, false)
            }
            Deed::Shutdown => {
                let shut_down = drive(&world, stop, self.tap.shutdown(), nothing).await?;
                self.closed(shut_down, true)
            }
            _ => Ok(()),
        }
    }

    async fn write_number(&mut self, n: usize, stop: Stop) -> Checked<()> {
        let (world, data) = (self.world.clone(), self.data(n));
        macro_rules! number {
            ($write:ident, $ty:ty, $from:ident) => {{
                let number = <$ty>::$from(data[..].try_into().unwrap_or_default());
                let written = drive(&world, stop, self.tap.$write(number), nothing).await?;
                self.all_written(written, &data)
            }};
        }
        match n {
            1 => number!(write_u8, u8, from_be_bytes),
            2 => number!(write_i16_le, i16, from_le_bytes),
            4 => number!(write_u32, u32, from_be_bytes),
            8 => number!(write_i64, i64, from_be_bytes),
            _ => number!(write_u128_le, u128, from_le_bytes),
        }
    }

    /// Checks a method that makes one call. The stack accepted as many bytes as it returns, and none if it fails.
    fn one_write(&self, written: Option<Result<usize>>, data: &[u8]) -> Checked<()> {
        let taken = self.tap.taken();
        let n = match written {
            Some(Ok(n)) => n,
            Some(Err(e)) => {
                self.failed(&e, false)?;
                0
            }
            None => 0,
        };
        let same = data.get(..n) == Some(&taken[..]);
        self.check(Invariant::Kept, same, || {
            format!("the future counts {n} bytes of {data:?}, and {taken:?} was accepted")
        })
    }

    /// Checks a write of all bytes. The stack accepted the first of them, or all of them if the future succeeds.
    fn all_written(&self, written: Option<Result<()>>, data: &[u8]) -> Checked<()> {
        let taken = self.tap.taken();
        let whole = matches!(written, Some(Ok(())));
        self.check(Invariant::Kept, data.starts_with(&taken) && (!whole || taken == data), || {
            format!("{:?} was written of {:?}", String::from_utf8_lossy(&taken), String::from_utf8_lossy(data))
        })?;
        written.and_then(Result::err).map_or(Ok(()), |e| self.failed(&e, false))
    }

    /// Checks that a buffer has advanced by the bytes that the stack accepted.
    fn left(&self, left: usize, n: usize) -> Checked<()> {
        let taken = self.tap.taken().len();
        self.check(Invariant::Counts, left + taken == n, || {
            format!("{taken} bytes of {n} were accepted, and {left} are left")
        })
    }

    fn is_vectored(&self) -> Checked<()> {
        let (is, should) = (self.tap.is_write_vectored(), self.tap.oracle.vectored);
        // A shutdown frees the memory of a buffer. From then on, the buffer is as vectored as its writer.
        let closing = self.tap.oracle.is_closing;
        self.check(Invariant::Vectored, is == should || closing, || format!("`is_write_vectored` returned {is}"))
    }

    /// Returns whether the fate of the written bytes is known. A layer that accepts bytes early loses them if an end
    /// fails.
    pub fn can_tell(&self) -> bool {
        !(self.tap.oracle.writes_behind && self.world.has_trouble())
    }

    /// Checks that a flush or shutdown has reached the end, together with all bytes that were accepted before it.
    pub fn closed(&self, closed: Option<Result<()>>, shut_down: bool) -> Checked<()> {
        match closed {
            Some(Ok(())) => {}
            Some(Err(e)) => return self.failed(&e, false),
            None => return Ok(()),
        }
        let Some(end) = self.end.as_ref().filter(|_| self.can_tell() && !self.world.is_dead()) else { return Ok(()) };
        if !self.tap.oracle.is_file {
            self.tap.check_arrival(&end.received(), true)?;
        }
        self.check(Invariant::Closing, end.is_flushed(), || "the end was not flushed".into())?;
        let ended = end.is_closed() || !shut_down || !self.tap.oracle.ends;
        self.check(Invariant::Closing, ended, || "the end was not shut down".into())
    }
}
