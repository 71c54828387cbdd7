//! Runs any sequence of safe calls on a `BorrowedBuf` and its cursors, and compares the result with a simple model.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use poll_io::{BorrowedBuf, BorrowedCursor};
use std::mem::MaybeUninit;

#[derive(Arbitrary, Debug)]
enum Call {
    Append(Vec<u8>),
    EnsureInit(u8),
    EnsureInitTo(u8, u8),
    AdvanceChecked(u8),
    Reborrow(Vec<Call>),
    WithLimit(u8, Vec<Call>),
}

#[derive(Arbitrary, Debug)]
struct Input {
    capacity: u8,
    initialized: bool,
    /// Sequences of calls. The buffer is cleared after each sequence.
    rounds: Vec<Vec<Call>>,
}

/// The expected state of the memory: the initialized bytes, and how many of them are filled.
struct Model {
    bytes: Vec<u8>,
    filled: usize,
}

fuzz_target!(|input: Input| {
    let capacity = usize::from(input.capacity);
    let (mut raw, mut zeroed) = (vec![MaybeUninit::uninit(); capacity], vec![0; capacity]);
    let (mut buf, bytes) = if input.initialized {
        (BorrowedBuf::from(&mut zeroed[..]), vec![0; capacity])
    } else {
        (BorrowedBuf::from(&mut raw[..]), Vec::new())
    };
    let mut model = Model { bytes, filled: 0 };
    for calls in input.rounds {
        run(buf.unfilled(), &mut model, capacity, calls);
        assert_eq!((buf.len(), buf.init_len(), buf.capacity()), (model.filled, model.bytes.len(), capacity));
        assert_eq!(buf.filled(), &model.bytes[..model.filled]);
        assert_eq!(buf.filled_mut(), &model.bytes[..model.filled]);
        buf.clear();
        model.filled = 0;
    }
});

/// Makes the calls on a cursor whose memory ends at `end`.
fn run(mut cursor: BorrowedCursor<'_>, model: &mut Model, end: usize, calls: Vec<Call>) {
    let base = model.filled - cursor.written();
    for call in calls {
        let room = end - model.filled;
        let known = model.bytes.len().min(end) - model.filled;
        assert_eq!((cursor.capacity(), cursor.init_len(), cursor.is_init()), (room, known, room == known));
        match call {
            Call::Append(mut bytes) => {
                bytes.truncate(room);
                cursor.append(&bytes);
                let after = model.filled + bytes.len();
                if model.bytes.len() < after {
                    model.bytes.resize(after, 0);
                }
                model.bytes[model.filled..after].copy_from_slice(&bytes);
                model.filled = after;
            }
            Call::EnsureInit(value) => init(cursor.ensure_init(), model, room, value),
            Call::EnsureInitTo(n, value) => {
                init(cursor.ensure_init_to(n.into()), model, room.min(n.into()), value);
            }
            Call::AdvanceChecked(n) => {
                let n = usize::from(n).min(known);
                cursor.advance_checked(n);
                model.filled += n;
            }
            Call::Reborrow(calls) => run(cursor.reborrow(), model, end, calls),
            Call::WithLimit(n, calls) => {
                let end = model.filled + room.min(n.into());
                cursor.with_limit(n.into(), |narrow| run(narrow, model, end, calls));
            }
        }
        assert_eq!(base + cursor.written(), model.filled);
    }
}

/// Checks that `lent` has `n` initialized bytes and that newly initialized bytes are zero. Then sets all of them to
/// `value`.
fn init(lent: &mut [u8], model: &mut Model, n: usize, value: u8) {
    let (from, to) = (model.filled, model.filled + n);
    if model.bytes.len() < to {
        model.bytes.resize(to, 0);
    }
    assert_eq!(lent, &model.bytes[from..to]);
    lent.fill(value);
    model.bytes[from..to].fill(value);
}
