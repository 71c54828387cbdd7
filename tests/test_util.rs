//! What a test leans on is tested first.
#![cfg(feature = "test-util")]

use futures_lite::future::block_on;
use poll_io::{
    BufReader, IoSlice, IoSliceMut, SeekFrom,
    prelude::*,
    test_util::{Fragmented, cancel},
};
use std::{
    io::Cursor,
    pin::Pin,
    task::{Context, Poll, Waker},
};

const TEXT: &[u8] = b"The quick brown fox jumps over the lazy dog, and is not out of breath.";

/// The pieces that a reader hands out; `None` is a `Pending`.
fn pieces(mut reader: impl AsyncBufRead + Unpin) -> Vec<Option<Vec<u8>>> {
    let mut cx = Context::from_waker(Waker::noop());
    let mut pieces = Vec::new();
    loop {
        match Pin::new(&mut reader).poll_fill_buf(&mut cx) {
            Poll::Ready(Ok([])) => return pieces,
            Poll::Ready(Ok(bytes)) => pieces.push(Some(bytes.to_vec())),
            Poll::Ready(Err(e)) => panic!("{e}"),
            Poll::Pending => pieces.push(None),
        }
        if let Some(Some(piece)) = pieces.last() {
            let n = piece.len();
            Pin::new(&mut reader).consume(n);
        }
    }
}

#[test]
fn a_seed_always_makes_the_same_pieces_and_another_makes_others() {
    let of = |seed| pieces(Fragmented::new(TEXT, seed));
    let all: Vec<_> = (0..50).map(of).collect();
    assert_eq!(all, (0..50).map(of).collect::<Vec<_>>());
    assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    for pieces in &all {
        assert_eq!(pieces.iter().flatten().flatten().copied().collect::<Vec<_>>(), TEXT);
    }
    assert!(all.iter().flatten().any(Option::is_none));
    assert!(all.iter().flatten().flatten().any(|piece| piece.len() == 1));
    assert!(all.iter().flatten().flatten().any(|piece| piece.len() > 20));
}

#[test]
fn every_way_to_read_and_write_in_pieces_moves_the_same_bytes() {
    block_on(async {
        for seed in 0..200 {
            let mut reader = Fragmented::new(Cursor::new(TEXT), seed);
            let mut got = reader.read_array::<10>().await.unwrap().to_vec();
            let n = reader.fill_buf().await.unwrap().len();
            assert_eq!(reader.fill_buf().await.unwrap().len(), n, "seed {seed}: what was lent is lent again");
            let (mut a, mut b) = ([0; 3], [0; 5]);
            let n = reader.read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)]).await.unwrap();
            assert!(n > 0);
            got.extend(a.iter().chain(&b).take(n));
            reader.seek(SeekFrom::Start(got.len() as u64)).await.unwrap();
            reader.read_to_end(&mut got).await.unwrap();
            assert_eq!(got, TEXT, "seed {seed}");

            let mut writer = Fragmented::new(Vec::new(), seed);
            writer.write_all(&TEXT[..10]).await.unwrap();
            writer.write_all_vectored(&mut [IoSlice::new(&TEXT[10..15]), IoSlice::new(&TEXT[15..])]).await.unwrap();
            writer.shutdown().await.unwrap();
            assert_eq!(writer.into_inner(), TEXT, "seed {seed}");
        }
    });
}

#[test]
fn a_buffered_reader_over_fragments_reads_lines_as_std_does() {
    let text = "one\n\ntwo\r\nthree";
    let expected: Vec<_> = text.lines().map(String::from).collect();
    for seed in 0..200 {
        let mut lines = BufReader::with_capacity(4, Fragmented::new(text.as_bytes(), seed)).lines();
        let mut got = Vec::new();
        while let Some(line) = block_on(lines.next_line()).unwrap() {
            got.push(line);
        }
        assert_eq!(got, expected, "seed {seed}");
    }
}

#[test]
fn every_attempt_is_dropped_one_poll_later_and_the_last_completes() {
    let mut most = 0;
    for seed in 0..20 {
        let attempts = cancel::at_every_poll(
            || (Fragmented::new(TEXT, seed), Vec::new()),
            async |(reader, buf)| reader.read_to_end(buf).await.unwrap(),
        );
        for (i, attempt) in attempts.iter().enumerate() {
            let (reader, buf) = &attempt.state;
            assert_eq!(attempt.polls, i);
            assert_eq!(attempt.output, (i + 1 == attempts.len()).then_some(TEXT.len()));
            assert_eq!([buf, *reader.get_ref()].concat(), TEXT);
        }
        assert_eq!(attempts[0].state.1, b"");
        most = most.max(attempts.len());
    }
    assert!(most > 5);
}

#[test]
#[should_panic(expected = "poll 1 returned Pending, and nothing has woken the task")]
fn what_would_hang_is_found_out() {
    cancel::at_every_poll(|| (), async |()| core::future::pending::<()>().await);
}
