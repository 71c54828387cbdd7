//! Lines, segments and bytes as streams have the same items as a loop by hand, in the same order, including errors.
#![cfg(feature = "futures-core-03")]

use futures_lite::{StreamExt, future::block_on};
use poll_io::{
    AsyncBufReadExt, AsyncReadExt, BufReader, Result,
    test_util::{Builder, Fragmented},
};
use poll_io_compat::{BytesStream, LinesStream, SplitStream};
use std::pin::Pin;

const TEXT: &[u8] = b"one\ntwo\r\n\n\xc3\xa4\xe2\x82\xac\nlast";

fn text<T: std::fmt::Debug>(items: &[Result<T>]) -> Vec<String> {
    items.iter().map(|item| format!("{:?}", item.as_ref().map_err(std::io::Error::kind))).collect()
}

#[test]
fn the_items_are_those_of_the_loop_by_hand() {
    for seed in 0..50 {
        let reader = || BufReader::with_capacity(4, Fragmented::new(TEXT, seed));
        block_on(async {
            let mut by_hand = Vec::new();
            let mut lines = reader().lines();
            while let Some(line) = lines.next_line().await.transpose() {
                by_hand.push(line);
            }
            let stream: Vec<_> = LinesStream::new(reader().lines()).collect().await;
            assert_eq!(text(&stream), text(&by_hand));
            assert_eq!(stream.len(), 5);

            let mut by_hand = Vec::new();
            let mut segments = reader().split(b'\n');
            while let Some(segment) = segments.next_segment().await.transpose() {
                by_hand.push(segment);
            }
            let stream: Vec<_> = SplitStream::new(reader().split(b'\n')).collect().await;
            assert_eq!(text(&stream), text(&by_hand));
            assert_eq!(stream.len(), 5);

            let bytes: Vec<_> = BytesStream::new(reader().bytes()).map(Result::unwrap).collect().await;
            assert_eq!(bytes, TEXT);
        });
    }
}

#[test]
fn an_error_is_an_item_and_what_follows_it_follows() {
    let mock = || {
        let error = std::io::Error::from(std::io::ErrorKind::TimedOut);
        BufReader::new(Builder::new().read(b"a\nb\n").read_error(error).pending().read(b"c\n").build())
    };
    block_on(async {
        let lines: Vec<_> = LinesStream::new(mock().lines()).collect().await;
        assert_eq!(text(&lines), ["Ok(\"a\")", "Ok(\"b\")", "Err(TimedOut)", "Ok(\"c\")"]);
        let lines: Vec<_> = LinesStream::new((&b"long line\nx\n"[..]).lines().limit(4)).collect().await;
        assert_eq!(text(&lines), ["Err(InvalidData)", "Ok(\"x\")"]);
    });
}

#[test]
fn accessors_return_the_wrapped_value() {
    let mut stream = LinesStream::new((&b"one\ntwo\nthree"[..]).lines());
    assert_eq!(block_on(stream.next()).unwrap().unwrap(), "one");
    assert_eq!(*stream.get_ref().get_ref(), b"two\nthree");
    let line = block_on(stream.get_mut().next_line()).unwrap();
    assert_eq!(line.as_deref(), Some("two"));
    let line = block_on(Pin::new(&mut stream).get_pin_mut().get_mut().next_line()).unwrap();
    assert_eq!(line.as_deref(), Some("three"));
    assert!(block_on(stream.into_inner().next_line()).unwrap().is_none());
}
