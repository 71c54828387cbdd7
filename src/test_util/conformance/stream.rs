use super::{
    driver::{Checked, DOES_NOT_WAIT, Driver, PATIENCE, broken, pass, report},
    reader::{READ, poll_read},
    writer::{WRITE, fill, poll_write},
};
use crate::{AsyncRead, AsyncWrite, test_util::wakes::Wakes};
use std::{sync::Arc, vec::Vec};

/// Checks that a read and a write of one stream can wait at the same time, each with a waker of its own: clauses R4 and W3.
///
/// `make` makes a stream that has no bytes to return, and accepts a limited number of bytes. It also makes two closures. The
/// first gives the stream bytes to return. The second makes room in the stream. Each closure is called while both directions
/// wait, and must end the wait of its own direction only. It may use another thread, and the task must be woken within three
/// seconds.
///
/// A stream that breaks these clauses works in one task, but hangs if its halves are in two tasks.
///
/// # Panics
///
/// Panics with the clauses that are broken, and if a direction does not wait.
///
/// # Examples
///
/// ```
/// use poll_io::{duplex, split, prelude::*, test_util::conformance};
/// use futures_lite::future::block_on;
///
/// conformance::stream_wakes(|| {
///     let (near, far) = duplex(8);
///     let (mut reader, mut writer) = split(far);
///     let feed = move || block_on(writer.write_all(b"x")).unwrap();
///     let room = move || drop(block_on(reader.read_u8()).unwrap());
///     (near, feed, room)
/// });
/// ```
#[track_caller]
pub fn stream_wakes<S, F, G>(mut make: impl FnMut() -> (S, F, G))
where
    S: AsyncRead + AsyncWrite + Unpin,
    F: FnOnce(),
    G: FnOnce(),
{
    let make = &mut make;
    let base = pass("R4", || {
        // `_room` lives until the end, because a drop might make room.
        let (stream, feed, _room) = make();
        let mut both = Both::new(stream);
        let woken = both.read_waits()?;
        both.write_waits()?;
        feed();
        is_woken("R4", "read", &woken)?;
        both.reader.goes_on("R4", &woken, &mut both.stream, poll_read)
    });
    report(base, || {
        Vec::from([pass("W3", || {
            let (stream, _feed, room) = make();
            let mut both = Both::new(stream);
            let woken = both.write_waits()?;
            both.read_waits()?;
            room();
            is_woken("W3", "write", &woken)?;
            both.writer.goes_on("W3", &woken, &mut both.stream, poll_write)
        })])
    });
}

/// Checks that the wait of one direction ends while the other direction waits.
fn is_woken(clause: &'static str, direction: &str, woken: &Wakes) -> Checked {
    if !woken.wait(PATIENCE) {
        broken!(
            clause,
            "a read and a write waited, each with a waker of its own, and the waker of the {direction} was not woken"
        );
    }
    Ok(())
}

/// A stream, and a driver for each of its directions.
struct Both<S> {
    stream: S,
    reader: Driver,
    writer: Driver,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Both<S> {
    fn new(stream: S) -> Self {
        Both { stream, reader: Driver::new(READ), writer: Driver::new(WRITE) }
    }

    fn read_waits(&mut self) -> Checked<Arc<Wakes>> {
        self.reader.waits(&mut self.stream, poll_read, |_| broken!("R4", "{DOES_NOT_WAIT}"))
    }

    fn write_waits(&mut self) -> Checked<Arc<Wakes>> {
        fill("W3", &mut self.writer, &mut self.stream, poll_write)
    }
}
