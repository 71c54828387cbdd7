use super::peer::{Drain, SlowFile, Step, outcome, poll_times, run};
use crate::design::*;
use poll_io::{ErrorKind, SeekFrom};
use std::io::Cursor;

#[test]
fn both_directions_are_buffered_independently() {
    let mut stream = BufStream::with_capacity(4, 8, join(&b"one\ntwo\n"[..], Drain::default()));
    run(stream.write_all(b"request")).unwrap();
    let mut line = String::new();
    run(stream.read_line(&mut line)).unwrap();
    assert_eq!((&line[..], *stream.get_ref().reader()), ("one\n", &b"two\n"[..]));
    assert_eq!(stream.get_ref().writer().calls, 0);
    assert!(stream.is_write_vectored());
    run(stream.flush()).unwrap();
    assert_eq!(stream.get_ref().writer().taken, b"request");
    run(stream.shutdown()).unwrap();
    assert_eq!(stream.get_ref().writer().shutdowns, 1);
}

#[test]
fn b36_into_inner_fails_exactly_if_bytes_are_unwritten() {
    let mut stream = BufStream::new(join(&b"hello"[..], Drain::new([Step::Err(ErrorKind::TimedOut)])));
    assert!(run(stream.has_data_left()).unwrap(), "bytes that were read ahead do not count as unwritten");
    let mut stream = BufStream::new(stream.into_inner().unwrap());
    run(stream.write_all(b"abc")).unwrap();
    assert_eq!(outcome(run(stream.flush())), Err(ErrorKind::TimedOut));
    let (e, mut stream) = stream.into_inner().unwrap_err().into_parts();
    assert_eq!((e.kind(), stream.get_mut().writer().calls), (ErrorKind::Other, 1));
    run(stream.flush()).unwrap();
    assert_eq!(stream.into_inner().unwrap().into_inner().1.taken, b"abc");
}

#[test]
fn conversions_from_both_nestings_keep_the_buffered_bytes() {
    let make = || join(&b"hello"[..], Drain::default());
    let mut inside = BufReader::with_capacity(4, BufWriter::with_capacity(8, make()));
    run(inside.write_all(b"abc")).unwrap();
    assert_eq!(run(inside.read_u8()).unwrap(), b'h');
    let mut outside = BufWriter::with_capacity(8, BufReader::with_capacity(4, make()));
    run(outside.write_all(b"abc")).unwrap();
    assert_eq!(run(outside.read_u8()).unwrap(), b'h');

    for mut stream in [BufStream::from(inside), BufStream::from(outside)] {
        assert_eq!(run(stream.fill_buf()).unwrap(), b"ell");
        run(stream.write_all(b"defghi")).unwrap();
        assert_eq!(stream.get_ref().writer().calls, 1, "the capacity has not changed");
        run(stream.flush()).unwrap();
        assert_eq!(stream.get_ref().writer().taken, b"abcdefghi");
        let mut rest = Vec::new();
        run(stream.read_to_end(&mut rest)).unwrap();
        assert_eq!(rest, b"ello");
    }
}

#[test]
fn a_seek_writes_out_buffered_writes_and_discards_buffered_reads() {
    let mut file = BufStream::new(Cursor::new(b"0123456789".to_vec()));
    assert_eq!(run(file.read_array()).unwrap(), *b"01");
    assert_eq!(run(file.seek(SeekFrom::Start(4))).unwrap(), 4);
    run(file.write_all(b"ab")).unwrap();
    assert_eq!(run(file.seek(SeekFrom::Start(3))).unwrap(), 3);
    assert_eq!(run(file.read_array()).unwrap(), *b"3ab6");
}

#[test]
fn after_a_seek_a_write_goes_to_the_position_of_the_reads() {
    for pos in [SeekFrom::Current(0), SeekFrom::Start(2), SeekFrom::End(-7)] {
        for waits in [None, Some(0), Some(2)] {
            let file = || SlowFile::new(b"123456789", waits.unwrap_or_default());
            let mut file = BufStream::with_capacity(4, 4, file());
            assert_eq!(run(file.read_array()).unwrap(), *b"12");
            if waits.is_some() {
                // The write completes the seek that was dropped.
                assert!(poll_times(1, file.seek(pos)).is_none());
            } else {
                assert_eq!(run(file.seek(pos)).unwrap(), 2);
            }
            run(file.write_all(b"xyz")).unwrap();
            assert_eq!(run(file.stream_position()).unwrap(), 5);
            assert_eq!(run(file.read_array()).unwrap(), *b"67");
            assert_eq!(file.get_ref().content(), b"12xyz6789");
        }
    }
    // Without a seek, the write goes to the inner position, which is behind the bytes that were read ahead.
    let mut file = BufStream::new(Cursor::new(b"123456789".to_vec()));
    assert_eq!(run(file.read_array()).unwrap(), *b"12");
    run(file.write_all(b"xyz")).unwrap();
    run(file.flush()).unwrap();
    assert_eq!(run(file.read_array()).unwrap(), *b"34");
    assert_eq!(file.get_ref().get_ref(), b"123456789xyz");
}
