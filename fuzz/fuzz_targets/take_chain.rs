//! Reads through any nesting of `take`, `chain` and `BufReader`, and compares the results with the same nesting of
//! std's adapters. The streams return their data in pieces.
#![no_main]

use arbitrary::Arbitrary;
use futures_lite::future::block_on;
use libfuzzer_sys::fuzz_target;
use poll_io::{AsyncRead, IoSliceMut, Result, prelude::*, test_util::Fragmented};
use std::io::Read;

#[derive(Arbitrary, Debug)]
enum Source {
    Bytes(Vec<u8>),
    Repeat(u8),
    Take(Box<Source>, u8),
    Chain(Box<Source>, Box<Source>),
    Buffered(Box<Source>, u8),
}

#[derive(Arbitrary, Debug)]
enum Call {
    ReadExact(u8),
    Vectored(u8, u8),
    ReadToEnd,
}

#[derive(Arbitrary, Debug)]
struct Input {
    seed: u64,
    source: Source,
    calls: Vec<Call>,
}

fn ours(source: &Source, seed: u64) -> Box<dyn AsyncRead + Unpin + '_> {
    match source {
        Source::Bytes(bytes) => Box::new(Fragmented::new(&bytes[..], seed)),
        Source::Repeat(byte) => Box::new(poll_io::repeat(*byte)),
        Source::Take(source, limit) => Box::new(ours(source, seed).take((*limit).into())),
        Source::Chain(first, second) => Box::new(ours(first, seed).chain(ours(second, !seed))),
        Source::Buffered(source, n) => Box::new(poll_io::BufReader::with_capacity((*n).into(), ours(source, seed))),
    }
}

fn std(source: &Source) -> Box<dyn Read + '_> {
    match source {
        Source::Bytes(bytes) => Box::new(&bytes[..]),
        Source::Repeat(byte) => Box::new(std::io::repeat(*byte)),
        Source::Take(source, limit) => Box::new(std(source).take((*limit).into())),
        Source::Chain(first, second) => Box::new(std(first).chain(std(second))),
        Source::Buffered(source, n) => Box::new(std::io::BufReader::with_capacity(usize::from(*n).max(1), std(source))),
    }
}

fn endless(source: &Source) -> bool {
    match source {
        Source::Bytes(_) | Source::Take(..) => false,
        Source::Repeat(_) => true,
        Source::Chain(first, second) => endless(first) || endless(second),
        Source::Buffered(source, _) => endless(source),
    }
}

fuzz_target!(|input: Input| {
    let (mut ours, mut std) = (ours(&input.source, input.seed), std(&input.source));
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
            Call::Vectored(n, m) => {
                // The reader chooses how many bytes it returns. They must be the bytes that std reads next.
                let (mut a, mut b) = (vec![0; n.into()], vec![0; m.into()]);
                let count =
                    block_on(ours.read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)])).unwrap();
                let mut expected = vec![0; count];
                std.read_exact(&mut expected).unwrap();
                assert_eq!([a, b].concat()[..count], expected);
                if count == 0 && usize::from(n) + usize::from(m) > 0 {
                    assert_eq!(std.read(&mut [0]).unwrap(), 0, "reading 0 bytes means the end");
                }
            }
            Call::ReadToEnd if endless(&input.source) => {
                let mut bytes = Vec::from(*b"x");
                assert!(block_on(ours.read_to_end(&mut bytes).limit(4096)).is_err());
                assert!(bytes.len() <= 1 + 4096 + 1);
                return;
            }
            Call::ReadToEnd => {
                let (mut a, mut b) = (Vec::from(*b"x"), Vec::from(*b"x"));
                assert_eq!(kind(block_on(ours.read_to_end(&mut a))), kind(std.read_to_end(&mut b)));
                assert_eq!(a, b);
            }
        }
    }
});

fn kind<T>(result: Result<T>) -> std::result::Result<T, std::io::ErrorKind> {
    result.map_err(|e| e.kind())
}
