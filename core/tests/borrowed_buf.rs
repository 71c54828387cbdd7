//! `BorrowedBuf` and its cursor against a naive model: random calls, and after each one both must agree.

#![expect(unsafe_code, reason = "the unsafe methods are under test too")]

use poll_io_core::{BorrowedBuf, BorrowedCursor};
use std::mem::MaybeUninit;

/// The model of the buffer has the filled bytes, and the number of initialized bytes.
#[derive(Clone, Debug)]
struct Model {
    filled: Vec<u8>,
    init: usize,
    capacity: usize,
}

impl Model {
    fn fill(&mut self, data: &[u8]) {
        self.filled.extend_from_slice(data);
        self.init = self.init.max(self.filled.len());
    }

    fn left(&self) -> usize {
        self.capacity - self.filled.len()
    }
}

/// A generator of random numbers from a seed. It gives the same numbers on every platform.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (n as u64)).expect("it is below a usize")
    }
}

/// One random call on a cursor that may be narrowed to `limit` bytes, and the same on the model.
fn step(random: &mut Random, mut cursor: BorrowedCursor<'_>, model: &mut Model, limit: usize, depth: usize) {
    let left = model.left().min(limit);
    let known = (model.init - model.filled.len()).min(left);
    assert_eq!(cursor.capacity(), left);
    assert_eq!(cursor.init_len(), known);
    assert_eq!(cursor.is_init(), known == left);
    match random.below(if depth < 3 { 6 } else { 5 }) {
        0 => {
            let data: Vec<u8> = (0..random.below(left + 1)).map(|n| u8::try_from(n % 251).unwrap()).collect();
            cursor.append(&data);
            model.fill(&data);
        }
        1 => {
            let n = random.below(left + 2);
            let slice = cursor.ensure_init_to(n);
            assert_eq!(slice.len(), n.min(left));
            if known < slice.len() {
                assert!(slice[known..].iter().all(|&b| b == 0), "what was not initialized is zeroed");
            }
            slice.fill(0xA5);
            model.init = model.init.max(model.filled.len() + n.min(left));
        }
        2 => {
            cursor.ensure_init().fill(0x5A);
            model.init = model.init.max(model.filled.len() + left);
            let n = random.below(left + 1);
            cursor.advance_checked(n);
            model.fill(&vec![0x5A; n]);
        }
        3 => {
            let n = random.below(left + 1);
            // SAFETY: nothing is made uninitialized: the slice is only written with values.
            let slice = unsafe { cursor.as_mut() };
            slice[..n].fill(MaybeUninit::new(0x77));
            // SAFETY: the `n` bytes were just written, and are inside the cursor.
            unsafe { cursor.advance(n) };
            model.fill(&vec![0x77; n]);
        }
        4 => {
            let n = random.below(left + 1);
            // SAFETY: nothing is made uninitialized: the slice is only written with values.
            let slice = unsafe { cursor.as_mut() };
            slice[..n].fill(MaybeUninit::new(0x33));
            // SAFETY: the `n` bytes were just written, and are inside the cursor.
            unsafe { cursor.set_init_len(n) };
            model.init = model.init.max(model.filled.len() + n);
        }
        _ => {
            let n = random.below(left + 2);
            let before = cursor.written();
            cursor.with_limit(n, |narrow| step(random, narrow, model, left.min(n), depth + 1));
            assert!(cursor.written() >= before);
        }
    }
}

#[test]
fn random_calls_agree_with_the_model() {
    for seed in 1..=if cfg!(miri) { 20 } else { 2_000 } {
        let mut random = Random(seed);
        let capacity = random.below(24);
        let mut known = vec![0; capacity];
        let mut unknown = vec![MaybeUninit::uninit(); capacity];
        let from_init = random.below(2) == 0;
        let mut buf = if from_init { BorrowedBuf::from(&mut known[..]) } else { BorrowedBuf::from(&mut unknown[..]) };
        let mut model = Model { filled: Vec::new(), init: if from_init { capacity } else { 0 }, capacity };
        for _ in 0..20 {
            if random.below(12) == 0 {
                buf.clear();
                model.filled.clear();
            } else {
                step(&mut random, buf.unfilled(), &mut model, usize::MAX, 0);
            }
            assert_eq!(buf.filled(), model.filled, "seed {seed}");
            assert_eq!(
                (buf.len(), buf.init_len(), buf.capacity()),
                (model.filled.len(), model.init, capacity),
                "seed {seed}"
            );
            assert_eq!(buf.filled_mut(), &model.filled[..]);
        }
        assert_eq!(buf.into_filled(), model.filled);
    }
}

/// A flag for the whole buffer cannot say that a narrowed cursor has initialized a part of it.
#[test]
fn short_reads_zero_each_byte_once() {
    for limit in [1, 3, 64] {
        let mut memory = [MaybeUninit::uninit(); 64];
        let mut buf = BorrowedBuf::from(&mut memory[..]);
        let mut zeroed = 0;
        for _ in 0..64 {
            let mut cursor = buf.unfilled();
            cursor.with_limit(limit, |mut narrow| {
                zeroed += narrow.capacity() - narrow.init_len();
                narrow.ensure_init()[0] = 1;
                narrow.advance_checked(1);
            });
        }
        assert_eq!((zeroed, buf.len()), (64, 64));
    }
}

#[test]
fn ensure_init_changes_nothing_that_is_initialized() {
    let mut memory = *b"abcdef";
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(b"X");
    assert_eq!(buf.unfilled().ensure_init(), b"bcdef");
    buf.clear();
    assert_eq!(buf.unfilled().ensure_init(), b"Xbcdef");
}

#[test]
fn written_counts_what_the_whole_buffer_holds() {
    let mut memory = [0; 8];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(b"ab");
    let mut cursor = buf.unfilled();
    cursor.reborrow().append(b"c");
    assert_eq!(cursor.written(), 3);
}

#[test]
#[should_panic(expected = "room for")]
fn append_beyond_the_end_panics() {
    BorrowedBuf::from(&mut [0; 2][..]).unfilled().append(b"abc");
}

#[test]
#[should_panic(expected = "not initialized")]
fn advance_checked_over_unknown_bytes_panics() {
    BorrowedBuf::from(&mut [MaybeUninit::uninit(); 2][..]).unfilled().advance_checked(1);
}

#[test]
fn debug_shows_counts_and_no_bytes() {
    let mut memory = *b"secret";
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(b"s");
    assert_eq!(format!("{buf:?}"), "BorrowedBuf { filled: 1, init: 6, capacity: 6 }");
    assert_eq!(format!("{:?}", buf.unfilled()), "BorrowedCursor { written: 1, init: 5, capacity: 5 }");
}

/// Compiles only while the cursor is covariant in its lifetime.
#[test]
fn a_cursor_is_covariant_one_pointer_wide_and_send() {
    fn shorter<'short>(cursor: BorrowedCursor<'static>, _: &'short ()) -> BorrowedCursor<'short> {
        cursor
    }
    fn send_and_sync<T: Send + Sync>() {}
    let _ = shorter;
    send_and_sync::<BorrowedCursor<'_>>();
    assert_eq!(size_of::<BorrowedCursor<'_>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<BorrowedCursor<'_>>>(), size_of::<usize>());
}
