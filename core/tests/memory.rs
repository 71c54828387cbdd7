//! Readers and writers in memory against std's own, call by call.
#![expect(unsafe_code, reason = "what was written to memory that was not initialized is looked at")]

use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, Empty, IoSlice, IoSliceMut, Repeat, Result, SeekFrom,
    Sink,
};
use std::{
    collections::VecDeque,
    io::{self, Cursor},
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// Memory never waits.
fn now<T>(poll: Poll<Result<T>>) -> std::result::Result<T, io::ErrorKind> {
    match poll {
        Poll::Ready(result) => result.map_err(|e| e.kind()),
        Poll::Pending => panic!("memory is pending"),
    }
}

fn cx() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

fn read<R: AsyncRead + Unpin + ?Sized>(reader: &mut R, n: usize) -> std::result::Result<Vec<u8>, io::ErrorKind> {
    let mut memory = vec![0; n];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    now(Pin::new(reader).poll_read(&mut cx(), buf.unfilled()))?;
    Ok(buf.filled().to_vec())
}

fn std_read<R: io::Read>(reader: &mut R, n: usize) -> std::result::Result<Vec<u8>, io::ErrorKind> {
    let mut memory = vec![0; n];
    let n = reader.read(&mut memory).map_err(|e| e.kind())?;
    memory.truncate(n);
    Ok(memory)
}

const DATA: &[u8] = b"0123456789";

/// Reads in steps of each size, plain and vectored and by lending, until the end is seen twice.
fn reads_like_std<R, S>(make: impl Fn() -> R, std: impl Fn() -> S)
where
    R: AsyncBufRead + Unpin,
    S: io::BufRead,
{
    for step in 0..12 {
        let (mut ours, mut theirs) = (make(), std());
        for _ in 0..14 {
            let hint = ours.remaining_hint();
            let got = read(&mut ours, step);
            assert_eq!(got, std_read(&mut theirs, step));
            assert_eq!(ours.remaining_hint(), hint - got.unwrap().len(), "the hint is exact in memory");
        }

        let (mut ours, mut theirs) = (make(), std());
        for _ in 0..6 {
            let (mut a, mut b) = ([[b'.'; 3], [b'.'; 3]], [[b'.'; 3], [b'.'; 3]]);
            let [a0, a1] = &mut a;
            let [b0, b1] = &mut b;
            let (first, second) = (step.min(3), (step / 3).min(3));
            let x = now(Pin::new(&mut ours).poll_read_vectored(
                &mut cx(),
                &mut [IoSliceMut::new(&mut a0[..first]), IoSliceMut::new(&mut []), IoSliceMut::new(&mut a1[..second])],
            ));
            let y = theirs
                .read_vectored(&mut [
                    IoSliceMut::new(&mut b0[..first]),
                    IoSliceMut::new(&mut []),
                    IoSliceMut::new(&mut b1[..second]),
                ])
                .map_err(|e| e.kind());
            assert_eq!((x, a), (y, b));
        }

        let (mut ours, mut theirs) = (make(), std());
        for _ in 0..6 {
            let lent = now(Pin::new(&mut ours).poll_fill_buf(&mut cx())).unwrap().to_vec();
            assert_eq!(lent, theirs.fill_buf().unwrap());
            Pin::new(&mut ours).consume(step.min(lent.len()));
            theirs.consume(step.min(lent.len()));
        }
    }
}

#[test]
fn readers_read_like_std_s() {
    reads_like_std(|| DATA, || DATA);
    for at in [0, 3, 10, 11, u64::MAX] {
        let cursor = || {
            let mut cursor = Cursor::new(DATA);
            cursor.set_position(at);
            cursor
        };
        reads_like_std(cursor, cursor);
    }
    reads_like_std(Empty::default, io::empty);
}

/// Returns a deque of `DATA` whose first byte is at place `n` of its memory.
fn rotated(n: usize) -> VecDeque<u8> {
    let mut deque = VecDeque::with_capacity(10);
    deque.extend(&[0; 10][..n]);
    deque.drain(..n);
    deque.extend(DATA);
    deque
}

#[test]
fn a_deque_reads_every_byte_across_its_seam() {
    for rotate in 0..10 {
        let mut deque = rotated(rotate);
        let mut theirs = deque.clone();
        let mut out = Vec::new();
        while !theirs.is_empty() {
            let got = read(&mut deque, 4).unwrap();
            out.extend_from_slice(&got);
            theirs.drain(..got.len());
            assert_eq!(deque, theirs);
            assert_eq!(deque.remaining_hint(), theirs.len());
        }
        assert_eq!(out, DATA);
        assert_eq!(read(&mut deque, 4).unwrap(), b"");

        deque.extend(DATA);
        let (mut a, mut b) = ([0; 3], [0; 9]);
        let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
        assert_eq!(now(Pin::new(&mut deque).poll_read_vectored(&mut cx(), &mut bufs)), Ok(10));
        assert_eq!([&a[..], &b[..7]].concat(), DATA);
    }
}

/// Consumes more than each call of `poll_fill_buf` lends (B4).
#[test]
fn a_deque_lends_every_byte_across_its_seam() {
    for rotate in 0..10 {
        let mut deque = rotated(rotate);
        let mut out = Vec::new();
        while out.len() < DATA.len() {
            let lent = now(Pin::new(&mut deque).poll_fill_buf(&mut cx())).unwrap();
            out.extend_from_slice(lent);
            Pin::new(&mut deque).consume(usize::MAX);
        }
        assert_eq!((out, deque.len()), (DATA.to_vec(), 0));
    }
}

const PIECES: [&[&[u8]]; 4] = [&[b""], &[b"abc"], &[b"ab", b"", b"cdefgh", b"ij"], &[b"0123456789ABCDEF"]];

/// Writes the pieces one by one, then all of them vectored.
fn same_writes<W: AsyncWrite + Unpin, S: io::Write>(ours: &mut W, theirs: &mut S, pieces: &[&[u8]]) {
    for piece in pieces {
        let x = now(Pin::new(&mut *ours).poll_write(&mut cx(), piece));
        assert_eq!(x, theirs.write(piece).map_err(|e| e.kind()));
    }
    let slices: Vec<_> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
    assert!(ours.is_write_vectored());
    for _ in 0..3 {
        let x = now(Pin::new(&mut *ours).poll_write_vectored(&mut cx(), &slices));
        assert_eq!(x, theirs.write_vectored(&slices).map_err(|e| e.kind()));
    }
    assert_eq!(now(Pin::new(&mut *ours).poll_flush(&mut cx())), Ok(()));
    assert_eq!(now(Pin::new(&mut *ours).poll_shutdown(&mut cx())), Ok(()));
    assert_eq!(now(Pin::new(ours).poll_shutdown(&mut cx())), Ok(()), "W7: again, and Ok again");
}

#[test]
fn writers_write_like_std_s() {
    macro_rules! case {
        ($ours:expr, $theirs:expr, $show:expr) => {
            for pieces in PIECES {
                let (mut ours, mut theirs) = ($ours, $theirs);
                same_writes(&mut ours, &mut theirs, pieces);
                assert_eq!($show(ours), $show(theirs));
            }
        };
    }
    fn place<T>(inner: T, at: u64) -> Cursor<T> {
        let mut cursor = Cursor::new(inner);
        cursor.set_position(at);
        cursor
    }

    case!(Vec::new(), Vec::new(), |v: Vec<u8>| v);
    case!(VecDeque::new(), VecDeque::new(), |v: VecDeque<u8>| v);
    case!(Sink::default(), io::sink(), |_| ());
    case!(Empty::default(), io::empty(), |_| ());
    for at in [0, 2, 12] {
        case!(place(vec![b'.'; 4], at), place(vec![b'.'; 4], at), Cursor::into_inner);
        case!(place([b'.'; 8], at), place([b'.'; 8], at), Cursor::into_inner);
        case!(place(Box::from([b'.'; 8]), at), place(Box::from([b'.'; 8]), at), Cursor::<Box<[u8]>>::into_inner);
        for pieces in PIECES {
            let (mut a, mut b) = (vec![b'.'; 4], vec![b'.'; 4]);
            same_writes(&mut place(&mut a, at), &mut place(&mut b, at), pieces);
            assert_eq!(a, b);
            let (mut a, mut b) = ([b'.'; 8], [b'.'; 8]);
            same_writes(&mut place(&mut a[..], at), &mut place(&mut b[..], at), pieces);
            assert_eq!(a, b);
        }
    }
    for pieces in PIECES {
        let (mut a, mut b) = ([b'.'; 8], [b'.'; 8]);
        same_writes(&mut &mut a[..], &mut &mut b[..], pieces);
        assert_eq!(a, b);
    }
}

#[test]
fn a_slice_is_written_from_its_front() {
    let mut memory = *b"........";
    let mut room = &mut memory[..];
    assert_eq!(now(Pin::new(&mut room).poll_write(&mut cx(), b"abc")), Ok(3));
    let parts = [IoSlice::new(b"de"), IoSlice::new(b"fghijk")];
    assert_eq!(now(Pin::new(&mut room).poll_write_vectored(&mut cx(), &parts)), Ok(5));
    assert_eq!(now(Pin::new(&mut room).poll_write(&mut cx(), b"x")), Ok(0));
    assert_eq!(&memory, b"abcdefgh");
}

/// Room that need not be initialized, which the writer initializes; and the room of a buffer, which counts it as filled.
#[test]
fn uninitialized_room_is_written_like_a_slice() {
    for pieces in PIECES {
        let mut theirs = [0; 8];
        let mut left = &mut theirs[..];
        let mut memory = [MaybeUninit::uninit(); 8];
        let mut room = &mut memory[..];
        same_writes(&mut room, &mut left, pieces);
        assert_eq!(room.len(), left.len());
        let written = 8 - room.len();

        let mut again = [MaybeUninit::uninit(); 8];
        let mut buf = BorrowedBuf::from(&mut again[..]);
        let mut unfilled = [0; 8];
        same_writes(&mut buf.unfilled(), &mut &mut unfilled[..], pieces);
        assert_eq!((buf.filled(), buf.init_len()), (&theirs[..written], written));
        // SAFETY: a writer initializes what it counts as written.
        let bytes = memory[..written].iter().map(|byte| unsafe { byte.assume_init() });
        assert!(bytes.eq(theirs[..written].iter().copied()));
    }
}

#[test]
fn a_cursor_seeks_like_std_s() {
    let (mut ours, mut theirs) = (Cursor::new(DATA), Cursor::new(DATA));
    for pos in [
        SeekFrom::Start(3),
        SeekFrom::Current(-2),
        SeekFrom::Current(i64::MIN),
        SeekFrom::End(4),
        SeekFrom::End(-11),
        SeekFrom::Start(u64::MAX),
        SeekFrom::Current(1),
    ] {
        let x = now(Pin::new(&mut ours).poll_seek(&mut cx(), pos));
        assert_eq!(x, io::Seek::seek(&mut theirs, pos).map_err(|e| e.kind()), "{pos:?}");
        assert_eq!(ours.position(), theirs.position());
    }
    assert_eq!(now(Pin::new(&mut Empty::default()).poll_seek(&mut cx(), SeekFrom::Start(9))), Ok(0));
}

#[test]
fn repeat_fills_whatever_it_is_given() {
    let mut repeat = Repeat::new(b'r');
    assert_eq!(read(&mut repeat, 5).unwrap(), b"rrrrr");
    let (mut a, mut b) = ([0; 2], [0; 3]);
    let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    assert_eq!(now(Pin::new(&mut repeat).poll_read_vectored(&mut cx(), &mut bufs)), Ok(5));
    assert_eq!((&a, &b), (b"rr", b"rrr"));
    assert_eq!(repeat.remaining_hint(), 0, "what has no end promises nothing");
}

#[test]
fn pointers_forward_every_method() {
    /// Answers every provided method with something its default would not.
    struct Odd;

    impl AsyncRead for Odd {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: poll_io_core::BorrowedCursor<'_>,
        ) -> Poll<Result<()>> {
            Poll::Pending
        }
        fn poll_read_vectored(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &mut [IoSliceMut<'_>],
        ) -> Poll<Result<usize>> {
            Poll::Ready(Ok(41))
        }
        fn remaining_hint(&self) -> usize {
            42
        }
    }

    impl AsyncWrite for Odd {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
            Poll::Pending
        }
        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Err(io::ErrorKind::AddrInUse.into()))
        }
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Err(io::ErrorKind::NotFound.into()))
        }
        fn poll_write_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[IoSlice<'_>]) -> Poll<Result<usize>> {
            Poll::Ready(Ok(43))
        }
        fn is_write_vectored(&self) -> bool {
            true
        }
    }

    impl AsyncBufRead for Odd {
        fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
            Poll::Ready(Ok(b"odd"))
        }
        fn consume(self: Pin<&mut Self>, amt: usize) {
            assert_eq!(amt, 44);
        }
    }

    impl AsyncSeek for Odd {
        fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
            Poll::Ready(Ok(45))
        }
    }

    fn check(mut odd: impl AsyncBufRead + AsyncWrite + AsyncSeek + Unpin) {
        let mut odd = Pin::new(&mut odd);
        let cx = &mut cx();
        let mut memory = [0];
        assert!(odd.as_mut().poll_read(cx, BorrowedBuf::from(&mut memory[..]).unfilled()).is_pending());
        assert_eq!(now(odd.as_mut().poll_read_vectored(cx, &mut [])), Ok(41));
        assert_eq!(odd.remaining_hint(), 42);
        assert!(odd.as_mut().poll_write(cx, b"").is_pending());
        assert_eq!(now(odd.as_mut().poll_flush(cx)), Err(io::ErrorKind::AddrInUse));
        assert_eq!(now(odd.as_mut().poll_shutdown(cx)), Err(io::ErrorKind::NotFound));
        assert_eq!(now(odd.as_mut().poll_write_vectored(cx, &[])), Ok(43));
        assert!(odd.is_write_vectored());
        assert_eq!(now(odd.as_mut().poll_fill_buf(cx)).unwrap(), b"odd");
        odd.as_mut().consume(44);
        assert_eq!(now(odd.as_mut().poll_seek(cx, SeekFrom::Start(0))), Ok(45));
    }

    check(Odd);
    check(&mut Odd);
    check(&mut &mut Odd);
    check(Box::new(Odd));
    check(Pin::new(&mut Odd));
    check(Box::pin(Odd));
    check(Pin::new(Box::new(&mut Odd)));
}

/// The traits as objects, alone and together.
#[test]
fn every_trait_makes_an_object() {
    fn object<T: ?Sized + Unpin>() {}
    object::<dyn AsyncRead + Unpin>();
    object::<dyn AsyncWrite + Unpin + Send>();
    object::<dyn AsyncBufRead + Unpin + Send + Sync>();
    object::<dyn AsyncSeek + Unpin>();
    object::<dyn poll_io_core::AsyncReadWrite + Unpin>();

    let mut boxed: Box<dyn AsyncBufRead + Unpin> = Box::new(DATA);
    assert_eq!(read(&mut boxed, 4).unwrap(), b"0123");
    assert_eq!(read(&mut *boxed, 2).unwrap(), b"45");
    let mut pinned: Pin<Box<dyn AsyncRead>> = Box::pin(DATA);
    assert_eq!(read(&mut pinned, 3).unwrap(), b"012");
}
