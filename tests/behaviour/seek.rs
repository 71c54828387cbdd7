use super::peer::run;
use crate::design::*;
use poll_io::{Result, SeekFrom};
use std::{
    io::Cursor,
    pin::Pin,
    task::{Context, Poll},
};

/// A stream whose seeks return `Pending` once.
struct Slow(Cursor<[u8; 10]>, bool);

impl AsyncSeek for Slow {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.1 = !self.1;
        if self.1 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.0).poll_seek(cx, pos)
    }
}

#[test]
fn every_method_behaves_like_std_after_pending() {
    let mut ours = Slow(Cursor::new([0; 10]), false);
    assert_eq!(run(ours.seek(SeekFrom::Start(4))).unwrap(), 4);
    assert_eq!(run(ours.stream_position()).unwrap(), 4);
    assert_eq!(run(ours.stream_len()).unwrap(), 10);
    assert_eq!(run(ours.stream_position()).unwrap(), 4);
    run(ours.seek_relative(-3)).unwrap();
    assert_eq!(ours.0.position(), 1);
    run(ours.rewind()).unwrap();
    assert_eq!(ours.0.position(), 0);
    assert!(run(ours.seek(SeekFrom::Current(-1))).is_err());
}
