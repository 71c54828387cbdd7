//! Checks that `get_ref`, `get_mut`, `get_pin_mut` and `into_inner` of an adapter all reach the same inner stream.

use super::peer::{Script, run};
use crate::design::*;
use poll_io::{Error, ErrorKind};
use std::{io::Cursor, pin::Pin};

/// Calls each accessor, moves the position of the inner stream by one byte each time, and returns the adapter.
macro_rules! reach {
    ($adapter:expr) => {{
        let mut adapter = $adapter;
        assert_eq!(adapter.get_ref().position(), 0);
        adapter.get_mut().set_position(1);
        assert_eq!(adapter.get_ref().position(), 1);
        let inner = Pin::new(&mut adapter).get_pin_mut().get_mut();
        inner.set_position(inner.position() + 1);
        assert_eq!(adapter.get_ref().position(), 2);
        adapter
    }};
}

fn io() -> Cursor<Vec<u8>> {
    Cursor::new(vec![7; 8])
}

#[test]
fn accessors_of_one_stream_reach_it() {
    assert_eq!(reach!(io().take(4)).into_inner().position(), 2);
    assert_eq!(reach!(io().limited(4)).into_inner().position(), 2);
    assert_eq!(reach!(io().inspect(|_| {})).into_inner().position(), 2);
    assert_eq!(reach!(io().inspect_write(|_| {})).into_inner().position(), 2);
    assert_eq!(reach!(io().bytes()).into_inner().position(), 2);
    assert_eq!(reach!(io().lines()).into_inner().position(), 2);
    assert_eq!(reach!(io().split(b'\n')).into_inner().position(), 2);
    assert_eq!(reach!(BufReader::new(io())).into_inner().position(), 2);
    assert_eq!(reach!(BufWriter::new(io())).into_inner().unwrap().position(), 2);
    assert_eq!(reach!(LineWriter::new(io())).into_inner().unwrap().position(), 2);
    assert_eq!(reach!(BufStream::new(io())).into_inner().unwrap().position(), 2);
}

#[test]
fn accessors_of_two_streams_reach_both() {
    let mut chain = io().chain(io());
    chain.get_mut().0.set_position(1);
    chain.get_mut().1.set_position(2);
    assert_eq!((chain.get_ref().0.position(), chain.get_ref().1.position()), (1, 2));
    let (first, second) = Pin::new(&mut chain).get_pin_mut();
    first.get_mut().set_position(3);
    second.get_mut().set_position(4);
    let (first, second) = chain.into_inner();
    assert_eq!((first.position(), second.position()), (3, 4));

    let mut both = join(io(), io());
    both.reader_mut().set_position(1);
    both.writer_mut().set_position(2);
    assert_eq!((both.reader().position(), both.writer().position()), (1, 2));
    Pin::new(&mut both).reader_pin_mut().get_mut().set_position(3);
    Pin::new(&mut both).writer_pin_mut().get_mut().set_position(4);
    let (reader, writer) = both.into_inner();
    assert_eq!((reader.position(), writer.position()), (3, 4));
}

#[test]
fn an_into_inner_error_returns_the_unwritten_bytes() {
    let full = || {
        let mut writer = BufWriter::new(Vec::new());
        run(writer.write_all(b"abc")).unwrap();
        writer.into_inner().unwrap_err()
    };
    let text = full().to_string();
    assert_eq!((full().into_error().kind(), full().into_error().to_string()), (ErrorKind::Other, text.clone()));
    assert_eq!(Error::from(full()).to_string(), text);
    assert_eq!(full().into_inner().buffer(), b"abc");
}

#[test]
fn by_ref_reads_from_the_reader_itself() {
    let mut reader = &b"hello"[..];
    let taken = run(reader.by_ref().take(2).read_array()).unwrap();
    assert_eq!((taken, reader), (*b"he", &b"llo"[..]));
    let mut script = Script::new([]);
    assert_eq!(run(script.by_ref().read(&mut [0])).unwrap(), 0);
    assert_eq!(script.calls, 1);
}
