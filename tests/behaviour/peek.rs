use super::peer::{Script, Step, poll_times, run, schedules};
use crate::design::*;
use poll_io::{ErrorKind, Result};

#[test]
fn peek_exact_returns_n_bytes_at_every_split_or_unexpected_eof() {
    for steps in schedules(b"hello") {
        for n in 0..8 {
            let mut reader = BufReader::with_capacity(6, Script::new(steps.clone()));
            match run(reader.peek_exact(n)).map(<[u8]>::to_vec) {
                Ok(bytes) => assert_eq!(bytes, b"hello"[..n]),
                Err(e) if n > 6 => assert_eq!(e.kind(), ErrorKind::InvalidInput),
                Err(e) => {
                    assert_eq!(e.kind(), ErrorKind::UnexpectedEof);
                    assert_eq!(e.to_string(), format!("the stream ends after 5 of {n} bytes"));
                    assert_eq!(reader.buffer(), b"hello", "the bytes are still in the buffer");
                }
            }
            let mut all = Vec::new();
            run(reader.read_to_end(&mut all)).unwrap();
            assert_eq!(all, b"hello");
        }
        let mut reader = BufReader::with_capacity(6, Script::new(steps.clone()));
        assert_eq!(run(reader.peek_array()).unwrap(), *b"hell");
        assert_eq!(run(reader.peek_array()).unwrap(), *b"h");
        assert_eq!(run(reader.peek_array::<0>()).unwrap(), []);
        reader.consume_unpin(2);
        assert_eq!(run(reader.peek_array()).unwrap(), *b"llo");
        let e = run(reader.peek_array::<4>()).unwrap_err();
        assert_eq!((e.kind(), reader.buffer()), (ErrorKind::UnexpectedEof, &b"llo"[..]));
        assert_eq!(run(reader.peek_array::<7>()).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

#[test]
fn a_peek_does_not_wait_for_more_bytes_than_it_wants() {
    let steps = [Step::Bytes(b"he".into()), Step::Bytes(b"l".into()), Step::Pending, Step::Bytes(b"lo".into())];
    let mut reader = BufReader::new(Script::new(steps));
    assert_eq!(poll_times(1, reader.peek_exact(3)).unwrap().unwrap(), b"hel");
}

/// Receives one frame: one byte for its length, and its bytes.
async fn receive<R: AsyncRead + Unpin>(reader: &mut BufReader<R>) -> Result<Vec<u8>> {
    let [len] = reader.peek_array().await?;
    let len = 1 + usize::from(len);
    let frame = reader.peek_exact(len).await?[1..].to_vec();
    reader.consume_unpin(len);
    Ok(frame)
}

#[test]
fn a_receive_that_is_dropped_at_any_poll_loses_no_frame() {
    for steps in schedules(b"\x05hello\x00\x03bye") {
        for polls in (0..24).step_by(if cfg!(miri) { 7 } else { 1 }) {
            let mut reader = BufReader::with_capacity(6, Script::new(steps.clone()));
            let mut frames = Vec::new();
            // As in `select!`, most of the futures are dropped before they complete.
            for _ in 0..8 {
                frames.extend(poll_times(polls, receive(&mut reader)).transpose().unwrap_or_default());
            }
            while run(reader.has_data_left()).unwrap() {
                frames.push(run(receive(&mut reader)).unwrap());
            }
            assert_eq!(frames, [&b"hello"[..], b"", b"bye"], "{steps:?}, {polls}");
        }
    }
}

#[test]
fn buf_stream_peeks_like_buf_reader() {
    let make = || BufStream::with_capacity(6, 6, join(Script::new([Step::Bytes(b"hello".into())]), Vec::new()));
    let mut stream = make();
    assert_eq!(run(stream.peek(9)).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(run(stream.peek(6)).unwrap(), b"hello");
    assert_eq!(run(stream.peek_exact(5)).unwrap(), b"hello");
    assert_eq!(run(stream.peek_array()).unwrap(), *b"hel");
    assert_eq!(run(stream.peek_array::<6>()).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    stream.consume_unpin(3);
    run(stream.write_all(b"bye")).unwrap();
    let (join, read, written) = stream.into_parts();
    assert_eq!((&read[..], &written[..], join.into_inner().1), (&b"lo"[..], &b"bye"[..], vec![]));
}
