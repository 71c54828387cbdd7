use super::peer::{Script, outcome, run, schedules};
use crate::design::*;
use poll_io::{ErrorKind, SeekFrom};
use std::io::Cursor;

#[test]
fn reads_every_byte_once_whatever_the_capacity() {
    for steps in schedules(b"hello, world") {
        for capacity in [0, 1, 3, 12, 64] {
            for len in 1..14 {
                let mut reader = buffered(capacity, Script::new(steps.clone()));
                let mut all = Vec::new();
                let mut piece = vec![0; len];
                loop {
                    let n = run(reader.read(&mut piece)).unwrap();
                    all.extend_from_slice(&piece[..n]);
                    if n == 0 {
                        break;
                    }
                    let lent = run(reader.fill_buf()).unwrap().len().min(1);
                    all.extend_from_slice(&run(reader.fill_buf()).unwrap()[..lent]);
                    reader.consume_unpin(lent);
                }
                assert_eq!(all, b"hello, world", "{steps:?}, {capacity}, {len}");
            }
        }
    }
}

#[test]
fn b26_a_large_read_goes_past_an_empty_buffer() {
    let mut reader = poll_io::BufReader::with_capacity(4, &b"0123456789"[..]);
    assert_eq!(run(poll_io::AsyncReadExt::read(&mut reader, &mut [0; 4])).unwrap(), 4);
    assert_eq!(reader.buffer(), b"");
    assert_eq!(run(poll_io::AsyncReadExt::read(&mut reader, &mut [0; 3])).unwrap(), 3);
    assert_eq!(reader.buffer(), b"7");
}

#[test]
fn b27_seeks_where_std_does_and_asking_for_the_position_keeps_the_buffer() {
    use poll_io::AsyncSeekExt as _;
    let data: Vec<u8> = (0..100).collect();
    for pos in [
        SeekFrom::Start(50),
        SeekFrom::End(-1),
        SeekFrom::Current(3),
        SeekFrom::Current(-2),
        SeekFrom::Current(i64::MIN),
        SeekFrom::Current(i64::MAX),
        SeekFrom::Start(1000),
    ] {
        let mut ours = poll_io::BufReader::with_capacity(16, Cursor::new(&data));
        let mut std = std::io::BufReader::with_capacity(16, Cursor::new(&data));
        let (mut a, mut b) = ([0; 5], [0; 5]);
        run(poll_io::AsyncReadExt::read_exact(&mut ours, &mut a)).unwrap();
        std::io::Read::read_exact(&mut std, &mut b).unwrap();
        assert_eq!(run(ours.stream_position()).unwrap(), 5);
        assert_eq!(ours.buffer(), &data[5..16]);
        let x = outcome(run(ours.seek(pos)));
        assert_eq!(x, outcome(std::io::Seek::seek(&mut std, pos)), "{pos:?}");
        let x = outcome(run(poll_io::AsyncReadExt::read_exact(&mut ours, &mut a)));
        assert_eq!((x, a), (outcome(std::io::Read::read_exact(&mut std, &mut b)), b), "{pos:?}");
    }
}

#[test]
fn b27_a_relative_seek_inside_the_buffer_keeps_it() {
    for offset in [-5, -1, 0, 1, 10, 11] {
        let mut reader = poll_io::BufReader::with_capacity(16, Cursor::new((0..100).collect::<Vec<u8>>()));
        run(poll_io::AsyncReadExt::read_exact(&mut reader, &mut [0; 5])).unwrap();
        run(reader.seek_relative(offset)).unwrap();
        assert_eq!(reader.buffer().len(), usize::try_from(11 - offset).unwrap());
        let at = u8::try_from(5 + offset).unwrap();
        assert_eq!(run(poll_io::AsyncReadExt::read_u8(&mut reader)).unwrap(), at);
    }
    let mut reader = poll_io::BufReader::new(Cursor::new([0; 4]));
    assert_eq!(run(reader.seek_relative(i64::MIN)).unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[test]
fn peeks_without_consuming_at_every_split() {
    for steps in schedules(b"hello") {
        for n in 0..8 {
            let mut reader = poll_io::BufReader::with_capacity(6, as_split(Script::new(steps.clone())));
            let peeked = run(reader.peek(n)).map(<[u8]>::to_vec);
            if n > 6 {
                assert_eq!(peeked.unwrap_err().kind(), ErrorKind::InvalidInput);
            } else {
                assert_eq!(peeked.unwrap(), &b"hello"[..n.min(5)]);
            }
            let mut all = Vec::new();
            run(poll_io::AsyncReadExt::read_to_end(&mut reader, &mut all)).unwrap();
            assert_eq!(all, b"hello");
        }
    }
}
