//! Checks that a future that is polled after it has completed panics, and makes no call.

use super::peer::{Drain, Script, Step};
use crate::design::*;
use poll_io::{BorrowedBuf, IoSlice, IoSliceMut, SeekFrom};
use std::{
    future::Future,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::{Context, Waker},
};

/// Polls the future until it is ready, and then once more.
fn check(name: &str, future: impl Future) {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    while future.as_mut().poll(&mut cx).is_pending() {}
    let Err(payload) = catch_unwind(AssertUnwindSafe(|| future.poll(&mut cx).is_ready())) else {
        panic!("{name}: the second poll did not panic");
    };
    assert_eq!(payload.downcast_ref(), Some(&"a future was polled after it had completed"), "{name}");
}

fn script() -> Script {
    Script::new([Step::Pending, Step::Bytes(b"line\n0123456789abcdef".into())])
}

fn drain() -> Drain {
    Drain::new([Step::Pending])
}

#[test]
fn completed_futures_of_readers_panic() {
    let mut memory = [0; 4];
    check("read", script().read(&mut [0; 4]));
    check("read_exact", script().read_exact(&mut [0; 4]));
    check("read_exact at the end", script().read_exact(&mut [0; 99]));
    check("read_vectored", script().read_vectored(&mut [IoSliceMut::new(&mut [0; 4])]));
    check("read_buf", script().read_buf(BorrowedBuf::from(&mut memory[..]).unfilled()));
    check("read_buf_exact", script().read_buf_exact(BorrowedBuf::from(&mut memory[..]).unfilled()));
    check("read_array", script().read_array::<4>());
    check("read_u64", script().read_u64());
    check("read_f32_le", script().read_f32_le());
    check("read_to_end", script().read_to_end(&mut Vec::new()));
    check("read_to_string", script().read_to_string(&mut String::new()));
    check("read_until", script().read_until(b'\n', &mut Vec::new()));
    check("read_line", script().read_line(&mut String::new()));
    check("skip_until", script().skip_until(b'\n'));
    check("fill_buf", script().fill_buf());
    check("has_data_left", script().has_data_left());
    check("peek", BufReader::new(script()).peek(3));
    check("peek_exact", BufReader::new(script()).peek_exact(3));
    check("peek_array", BufReader::new(script()).peek_array::<3>());
    check("next_line", script().lines().next_line());
    check("next_line_ref", script().lines().next_line_ref());
    check("next_segment", script().split(b'\n').next_segment());
    check("next_segment_ref", script().split(b'\n').next_segment_ref());
    check("next_byte", script().bytes().next_byte());
}

/// Some methods have a fast path for readers in memory, so these are tested separately.
#[test]
fn completed_futures_of_readers_in_memory_panic() {
    check("read_exact", (&b"hello"[..]).read_exact(&mut [0; 4]));
    check("read_exact at the end", (&b"hello"[..]).read_exact(&mut [0; 9]));
    check("read_to_end", (&b"hello"[..]).read_to_end(&mut Vec::new()));
    check("read_exact", Cursor::new(b"hello").read_exact(&mut [0; 4]));
    check("read_to_end", Cursor::new(b"hello").read_to_end(&mut Vec::new()));
    check("write_all", Vec::new().write_all(b"hello"));
}

#[test]
fn completed_futures_of_writers_panic() {
    check("write", drain().write(b"hello"));
    check("write_all", drain().write_all(b"hello"));
    check("write_vectored", drain().write_vectored(&[IoSlice::new(b"hello")]));
    check("write_all_vectored", drain().write_all_vectored(&mut [IoSlice::new(b"hello")]));
    check("write_fmt", drain().write_fmt(format_args!("hello")));
    check("write_u32", drain().write_u32(7));
    check("write_f64_le", drain().write_f64_le(7.0));
    check("flush", drain().flush());
    check("shutdown", drain().shutdown());
}

#[test]
fn completed_futures_of_seekers_panic() {
    let io = || Cursor::new(b"hello");
    check("seek", io().seek(SeekFrom::End(0)));
    check("rewind", io().rewind());
    check("stream_position", io().stream_position());
    check("stream_len", io().stream_len());
    check("seek_relative", io().seek_relative(2));
    check("seek_relative of a buffer", BufReader::new(io()).seek_relative(2));
}

#[test]
fn completed_copies_panic() {
    check("copy", copy(&mut script(), &mut drain()));
    check("copy_buf", copy_buf(&mut script(), &mut drain()));
    check("copy_bidirectional", copy_bidirectional(&mut join(script(), drain()), &mut join(script(), drain())));
}
