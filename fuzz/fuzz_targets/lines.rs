//! Compares `BufReader` and the methods that read lines, or up to a delimiter, with std's. The stream returns its data
//! in pieces.
#![no_main]

use arbitrary::Arbitrary;
use futures_lite::future::block_on;
use libfuzzer_sys::fuzz_target;
use poll_io::{ErrorKind, Result, prelude::*, test_util::Fragmented};
use std::io::{BufRead, Read};

#[derive(Arbitrary, Debug)]
struct Input {
    seed: u64,
    capacity: u8,
    bytes: Vec<u8>,
    calls: Vec<Call>,
}

#[derive(Arbitrary, Debug)]
enum Call {
    ReadExact(u8),
    ReadLine,
    ReadUntil(u8),
    SkipUntil(u8),
    NextLine,
    NextSegment(u8),
    HasDataLeft,
    Peek(u8),
    StreamPosition,
    ReadToString,
}

fuzz_target!(|input: Input| {
    let source = std::io::Cursor::new(&input.bytes[..]);
    let mut ours =
        poll_io::BufReader::with_capacity(input.capacity.into(), Fragmented::new(source.clone(), input.seed));
    let mut std = std::io::BufReader::with_capacity(usize::from(input.capacity).max(1), source);
    // The methods append, so this text must stay at the start.
    let (mut text, mut std_text) = (String::from("é"), String::from("é"));
    let (mut bytes, mut std_bytes) = (Vec::from(*b"x"), Vec::from(*b"x"));
    for call in input.calls {
        match call {
            Call::ReadExact(n) => {
                let (mut a, mut b) = (vec![0; n.into()], vec![0; n.into()]);
                let result = kind(block_on(ours.read_exact(&mut a)));
                assert_eq!(result, kind(std.read_exact(&mut b)));
                // After a failure, std leaves the buffer untouched if the source is a slice. Other sources may have
                // filled part of it.
                assert!(a == b || result.is_err());
            }
            Call::ReadLine => {
                assert_eq!(kind(block_on(ours.read_line(&mut text))), kind(std.read_line(&mut std_text)));
            }
            Call::ReadUntil(byte) => {
                let n = block_on(ours.read_until(byte, &mut bytes));
                assert_eq!(kind(n), kind(std.read_until(byte, &mut std_bytes)));
            }
            Call::SkipUntil(byte) => {
                assert_eq!(kind(block_on(ours.skip_until(byte))), kind(std.skip_until(byte)));
            }
            Call::NextLine => {
                let line = block_on((&mut ours).lines().next_line()).transpose();
                assert_eq!(line.map(kind), (&mut std).lines().next().map(kind));
            }
            Call::NextSegment(byte) => {
                let segment = block_on((&mut ours).split(byte).next_segment()).transpose();
                assert_eq!(segment.map(kind), (&mut std).split(byte).next().map(kind));
            }
            Call::HasDataLeft => {
                let left = std.fill_buf().map(|buf| !buf.is_empty());
                assert_eq!(kind(block_on(ours.has_data_left())), kind(left));
            }
            Call::Peek(n) => {
                let position = std::io::Seek::stream_position(&mut std).unwrap();
                let rest = &input.bytes[usize::try_from(position).unwrap()..];
                let fits = usize::from(n) <= ours.capacity();
                match block_on(ours.peek(n.into())) {
                    Ok(peeked) => assert_eq!(peeked, &rest[..rest.len().min(n.into())]),
                    Err(e) => assert_eq!((e.kind(), fits), (ErrorKind::InvalidInput, false)),
                }
            }
            Call::StreamPosition => {
                let position = std::io::Seek::stream_position(&mut std);
                assert_eq!(kind(block_on(ours.stream_position())), kind(position));
            }
            Call::ReadToString => {
                let n = block_on(ours.read_to_string(&mut text));
                assert_eq!(kind(n), kind(std.read_to_string(&mut std_text)));
            }
        }
        assert_eq!((&text, &bytes), (&std_text, &std_bytes));
    }
});

fn kind<T>(result: Result<T>) -> std::result::Result<T, std::io::ErrorKind> {
    result.map_err(|e| e.kind())
}
