//! Five methods of the Ext traits as plain `async fn`, with the promises of the methods of the library. They retry
//! `Interrupted`, make at most 128 calls in one poll, and read into uninitialized memory. A dropped future loses no
//! byte.
#![expect(unsafe_code, reason = "the length of a vector is set after its spare capacity is filled")]

use crate::contest::{Contestant, Role, Row};
use poll_io::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedBuf, Error, ErrorKind, Result};
use std::{
    future::poll_fn,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The names of the compared methods.
pub const METHODS: [&str; 5] = ["read_exact", "read_u32", "read_to_end", "read_until", "write_all"];

/// The files in `src/future` with the futures of each method. Some files are shared with other methods.
pub const FILES: [&[&str]; 5] =
    [&["read_exact"], &["read_number"], &["read_to_end", "append"], &["read_until"], &["write_all"]];

/// The number of calls that a method may make before it yields.
#[derive(Debug)]
struct Budget(u8);

impl Budget {
    fn new() -> Self {
        Budget(128)
    }

    /// Counts one call. If no call is left, wakes the task and returns `Pending` first.
    fn poll<T>(&mut self, cx: &mut Context<'_>, call: impl FnOnce(&mut Context<'_>) -> Poll<T>) -> Poll<T> {
        let Some(left) = self.0.checked_sub(1) else {
            cx.waker().wake_by_ref();
            self.0 = 128;
            return Poll::Pending;
        };
        let poll = call(cx);
        self.0 = if poll.is_pending() { 128 } else { left };
        poll
    }
}

fn is_interrupted(error: &Error) -> bool {
    error.kind() == ErrorKind::Interrupted
}

fn unexpected_eof() -> Error {
    Error::new(ErrorKind::UnexpectedEof, "failed to fill whole buffer")
}

/// The methods of a reader.
#[expect(async_fn_in_trait, reason = "there is one impl, through which the compiler sees whether the future is `Send`")]
pub trait AsyncReadExt: AsyncRead {
    // <read_exact>
    /// Does the same as in the library.
    async fn read_exact(&mut self, mut buf: &mut [u8]) -> Result<()>
    where
        Self: Unpin,
    {
        let mut budget = Budget::new();
        while !buf.is_empty() {
            let filled = poll_fn(|cx| {
                let mut cursor = BorrowedBuf::from(&mut *buf);
                let poll = budget.poll(cx, |cx| Pin::new(&mut *self).poll_read(cx, cursor.unfilled()));
                poll.map_ok(|()| cursor.len())
            });
            match filled.await {
                Ok(0) => return Err(unexpected_eof()),
                Ok(filled) => buf = &mut mem::take(&mut buf)[filled..],
                Err(e) if is_interrupted(&e) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
    // </read_exact>

    // <read_u32>
    /// Does the same as in the library.
    async fn read_u32(&mut self) -> Result<u32>
    where
        Self: Unpin,
    {
        let mut bytes = [0; 4];
        self.read_exact(&mut bytes).await?;
        Ok(u32::from_be_bytes(bytes))
    }
    // </read_u32>

    // <read_to_end>
    /// Does the same as in the library, but reads no short body on the stack first.
    async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>
    where
        Self: Unpin,
    {
        let (before, mut budget, mut init) = (buf.len(), Budget::new(), 0);
        buf.try_reserve(self.remaining_hint().min(1 << 20))?;
        loop {
            if buf.len() == buf.capacity() {
                buf.try_reserve(32)?;
                init = 0;
            }
            let filled = poll_fn(|cx| {
                let mut cursor = BorrowedBuf::from(buf.spare_capacity_mut());
                // SAFETY: the last reads initialized `init` bytes of the spare capacity, and did not fill them.
                unsafe { cursor.set_init_len(init) };
                ready!(budget.poll(cx, |cx| Pin::new(&mut *self).poll_read(cx, cursor.unfilled())))?;
                let filled = cursor.len();
                init = cursor.init_len() - filled;
                let len = buf.len() + filled;
                // SAFETY: the reader has filled `filled` bytes of the spare capacity, as the count of the buffer says.
                unsafe { buf.set_len(len) };
                Poll::Ready(Ok(filled))
            });
            match filled.await {
                Ok(0) => return Ok(buf.len() - before),
                Ok(_) => {}
                Err(e) if is_interrupted(&e) => {}
                Err(e) => return Err(e),
            }
        }
    }
    // </read_to_end>
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}

/// The compared method of a buffered reader.
#[expect(async_fn_in_trait, reason = "there is one impl, through which the compiler sees whether the future is `Send`")]
pub trait AsyncBufReadExt: AsyncBufRead {
    // <read_until>
    /// Does the same as in the library.
    async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>
    where
        Self: Unpin,
    {
        let (before, mut budget) = (buf.len(), Budget::new());
        loop {
            let done = poll_fn(|cx| {
                let poll = budget.poll(cx, |cx| {
                    Pin::new(&mut *self).poll_fill_buf(cx).map_ok(|available| {
                        let found = available.iter().position(|&other| other == byte);
                        let used = found.map_or(available.len(), |at| at + 1);
                        buf.extend_from_slice(&available[..used]);
                        (used, found.is_some() || used == 0)
                    })
                });
                let (used, done) = ready!(poll)?;
                Pin::new(&mut *self).consume(used);
                Poll::Ready(Ok(done))
            });
            match done.await {
                Ok(true) => return Ok(buf.len() - before),
                Ok(false) => {}
                Err(e) if is_interrupted(&e) => {}
                Err(e) => return Err(e),
            }
        }
    }
    // </read_until>
}

impl<R: AsyncBufRead + ?Sized> AsyncBufReadExt for R {}

/// The compared method of a writer.
#[expect(async_fn_in_trait, reason = "there is one impl, through which the compiler sees whether the future is `Send`")]
pub trait AsyncWriteExt: AsyncWrite {
    // <write_all>
    /// Does the same as in the library.
    async fn write_all(&mut self, mut buf: &[u8]) -> Result<()>
    where
        Self: Unpin,
    {
        let mut budget = Budget::new();
        while !buf.is_empty() {
            match poll_fn(|cx| budget.poll(cx, |cx| Pin::new(&mut *self).poll_write(cx, buf))).await {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(n) => buf = buf.get(n..).ok_or(ErrorKind::InvalidData)?,
                Err(e) if is_interrupted(&e) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
    // </write_all>
}

impl<W: AsyncWrite + ?Sized> AsyncWriteExt for W {}

/// The methods of the library, whose futures are written by hand.
pub mod by_hand {
    use poll_io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};

    include!("five.rs");
}

/// The methods above.
pub mod by_compiler {
    use super::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};

    include!("five.rs");
}

/// Returns the rows whose instructions are counted: each method on a concrete type and on a trait object.
pub fn rows() -> Vec<Row> {
    let row = |name, by_hand, by_compiler| {
        let contestant = |name, run| Contestant { name, role: Role::Peer, run };
        let contestants = vec![contestant("by hand", by_hand), contestant("`async fn`", by_compiler)];
        Row { counted: true, ..Row::new(name, by_hand::CALLS as u64, contestants) }
    };
    macro_rules! rows {
        ($($name:literal: $part:ident;)*) => {
            vec![$(row($name, by_hand::$part, by_compiler::$part)),*]
        };
    }
    rows! {
        "`read_exact`": read_exact;
        "`read_exact`, object": read_exact_object;
        "`read_u32`": read_u32;
        "`read_u32`, object": read_u32_object;
        "`read_to_end`": read_to_end;
        "`read_to_end`, object": read_to_end_object;
        "`read_until`": read_until;
        "`read_until`, object": read_until_object;
        "`write_all`": write_all;
        "`write_all`, object": write_all_object;
    }
}
