use super::peer::{Drain, Script, outcome, run, schedules};
use crate::design::*;
use poll_io::{Either, ErrorKind, IoSlice, IoSliceMut, SeekFrom};
use std::io::Cursor;

#[test]
fn reads_like_the_inner_reader_at_every_split() {
    for steps in schedules(b"hello") {
        let left: Either<_, &[u8]> = Either::Left(Script::new(steps.clone()));
        let right: Either<&[u8], _> = Either::Right(Script::new(steps.clone()));
        for mut all in [run(read_both_ways(left)), run(read_both_ways(right))] {
            all.truncate(5);
            assert_eq!(all, b"hello");
        }
    }
}

async fn read_both_ways(mut reader: impl AsyncBufRead + Unpin) -> Vec<u8> {
    let mut all = vec![reader.read_u8().await.unwrap()];
    reader.read_until(b'!', &mut all).await.unwrap();
    all
}

#[test]
fn forwards_every_call_to_the_inner_stream() {
    let mut left: Either<_, Cursor<[u8; 2]>> = Either::Left(Cursor::new(vec![]));
    let mut right: Either<Cursor<Vec<u8>>, _> = Either::Right(Cursor::new([0; 2]));
    for (io, room) in [(&mut left, 4), (&mut right, 2)] {
        assert!(io.is_write_vectored());
        assert_eq!(run(io.write_vectored(&[IoSlice::new(b"a"), IoSlice::new(b"bcd")])).unwrap(), room);
        run(io.flush()).unwrap();
        run(io.shutdown()).unwrap();
        assert_eq!(run(io.seek(SeekFrom::Start(1))).unwrap(), 1);
        assert_eq!(io.remaining_hint(), room - 1);
        let (mut a, mut b) = ([0; 1], [0; 9]);
        let n = run(io.read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)])).unwrap();
        assert_eq!([&a[..], &b].concat()[..n], b"bcd"[..n]);
        assert_eq!(n, room - 1);
    }
    let mut full: Either<Drain, &mut [u8]> = Either::Right(&mut []);
    assert_eq!(outcome(run(full.write_all(b"x"))), Err(ErrorKind::WriteZero));
    assert!(!Either::<Drain, &mut [u8]>::Left(Drain::new([])).is_write_vectored());
}
