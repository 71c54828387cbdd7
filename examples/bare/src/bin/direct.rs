//! Runs the same store and the same requests without streams and futures. The other program is larger by their cost.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::{vec, vec::Vec};
use cortex_m_rt::entry;
use poll_io_examples::resp::{Batch, MAX_ARGUMENTS, MAX_REQUEST, Store, length};

/// Takes a line off `input`.
fn line<'a>(input: &mut &'a [u8]) -> Option<&'a [u8]> {
    let at = input.iter().position(|&b| b == b'\n')?;
    let line = &input[..at];
    *input = &input[at + 1..];
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

/// Takes a request off `input`.
fn request(input: &mut &[u8]) -> Option<Vec<Vec<u8>>> {
    let count = length(line(input)?.strip_prefix(b"*")?, MAX_ARGUMENTS).ok()?;
    let mut request = Vec::with_capacity(count);
    for _ in 0..count {
        let len = length(line(input)?.strip_prefix(b"$")?, MAX_REQUEST).ok()?;
        request.push(input.get(..len)?.to_vec());
        *input = input.get(len..)?.strip_prefix(b"\r\n")?;
    }
    Some(request)
}

/// Answers a batch, and returns the number of correct replies.
fn answer(store: &mut Store, batch: &Batch) -> usize {
    let (mut input, mut replies) = (&batch.sent[..], vec![]);
    while let Some(mut request) = request(&mut input) {
        store.answer(&mut request, &mut replies);
    }
    if replies == batch.expected { batch.requests } else { 0 }
}

#[entry]
fn main() -> ! {
    poll_io_example_bare::run(|batches| {
        let mut store = Store::default();
        (batches.iter().flatten().map(|batch| answer(&mut store, batch)).sum(), 0)
    })
}
