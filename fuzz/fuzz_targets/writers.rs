//! Tests `BufWriter` and `LineWriter` over a stream that accepts its data in pieces. At every moment, each written byte
//! has reached the stream or is in the buffer, in order. A complete line has reached the stream.
#![no_main]

use arbitrary::Arbitrary;
use futures_lite::future::block_on;
use libfuzzer_sys::fuzz_target;
use poll_io::{BufWriter, IoSlice, LineWriter, prelude::*, test_util::Fragmented};

#[derive(Arbitrary, Debug)]
struct Input {
    seed: u64,
    capacity: u8,
    calls: Vec<Call>,
}

#[derive(Arbitrary, Debug)]
enum Call {
    Write(Vec<u8>),
    Line(Vec<u8>),
    Vectored(Vec<Vec<u8>>),
    Cancelled(Vec<u8>, u8),
    Flush,
}

fuzz_target!(|input: Input| {
    let beneath = || Fragmented::new(Vec::new(), input.seed);
    let mut plain = BufWriter::with_capacity(input.capacity.into(), beneath());
    let mut lines = LineWriter::with_capacity(input.capacity.into(), beneath());
    // The bytes that each writer has accepted so far.
    let (mut to_plain, mut to_lines) = (Vec::new(), Vec::new());
    for call in &input.calls {
        match call {
            Call::Write(bytes) | Call::Line(bytes) => {
                let mut bytes = bytes.clone();
                if matches!(call, Call::Line(_)) {
                    bytes.push(b'\n');
                }
                block_on(plain.write_all(&bytes)).unwrap();
                block_on(lines.write_all(&bytes)).unwrap();
                to_plain.extend_from_slice(&bytes);
                to_lines.extend_from_slice(&bytes);
                let whole = to_lines.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
                assert!(lines.get_ref().get_ref().len() >= whole, "a complete line is still in the buffer");
            }
            Call::Vectored(slices) => {
                let slices: Vec<_> = slices.iter().map(|slice| IoSlice::new(slice)).collect();
                let n = block_on(plain.write_vectored(&slices)).unwrap();
                to_plain.extend(slices.iter().flat_map(|slice| slice.iter()).take(n));
                let n = block_on(lines.write_vectored(&slices)).unwrap();
                to_lines.extend(slices.iter().flat_map(|slice| slice.iter()).take(n));
            }
            Call::Cancelled(bytes, polls) => {
                cancelled(&mut plain, bytes, *polls, |w| w.get_ref().get_ref().len() + w.buffer().len(), &mut to_plain);
                cancelled(&mut lines, bytes, *polls, |w| w.get_ref().get_ref().len() + w.buffer().len(), &mut to_lines);
            }
            Call::Flush => {
                block_on(plain.flush()).unwrap();
                block_on(lines.flush()).unwrap();
                assert!(plain.buffer().is_empty() && lines.buffer().is_empty());
            }
        }
        assert_eq!([&plain.get_ref().get_ref()[..], plain.buffer()].concat(), to_plain);
        assert_eq!([&lines.get_ref().get_ref()[..], lines.buffer()].concat(), to_lines);
    }
    block_on(plain.shutdown()).unwrap();
    block_on(lines.shutdown()).unwrap();
    assert_eq!(plain.into_inner().unwrap().into_inner(), to_plain);
    assert_eq!(lines.into_inner().unwrap().into_inner(), to_lines);
});

/// Drops a `write_all` after `polls` polls, and appends to `taken` the part of `bytes` that was accepted according to
/// `count`.
fn cancelled<W: AsyncWrite + Unpin>(
    writer: &mut W,
    bytes: &[u8],
    polls: u8,
    count: impl Fn(&W) -> usize,
    taken: &mut Vec<u8>,
) {
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let mut write = writer.write_all(bytes);
    for _ in 0..polls {
        if std::pin::Pin::new(&mut write).poll(&mut cx).is_ready() {
            break;
        }
    }
    drop(write);
    let n = count(writer) - taken.len();
    taken.extend_from_slice(&bytes[..n]);
}
