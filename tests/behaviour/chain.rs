use super::peer::{Drain, Script, Step, outcome, run, schedules};
use crate::design::*;
use poll_io::{ErrorKind, IoSlice, IoSliceMut};

#[test]
fn continues_with_the_second_reader_at_every_split() {
    for first in schedules(b"abc") {
        for second in schedules(b"de") {
            let mut all = Vec::new();
            let chain = || Script::new(first.clone()).chain(Script::new(second.clone()));
            run(chain().read_to_end(&mut all)).unwrap();
            assert_eq!(all, b"abcde");
            all.clear();
            run(chain().read_until(b'!', &mut all)).unwrap();
            assert_eq!(all, b"abcde");
        }
    }
}

#[test]
fn b23_b25_an_empty_read_does_not_end_the_first_reader() {
    let mut chain = (&b"ab"[..]).chain(&b"c"[..]);
    assert_eq!(run(chain.read(&mut [])).unwrap(), 0);
    assert_eq!(run(chain.read_vectored(&mut [IoSliceMut::new(&mut [])])).unwrap(), 0);
    let mut all = Vec::new();
    run(chain.read_to_end(&mut all)).unwrap();
    assert_eq!(all, b"abc");
}

#[test]
fn b23_reads_vectored_what_std_reads_at_every_split() {
    for first in schedules(b"abc") {
        for lens in [[0, 0, 0], [0, 1, 0], [0, 2, 2], [3, 0, 1]] {
            // Reads into slices of several lengths, and returns the result with the content of the slices.
            let read = |read: &mut dyn FnMut(&mut [IoSliceMut<'_>]) -> poll_io::Result<usize>| {
                let mut memory = lens.map(|len| vec![0; len]);
                let result = outcome(read(&mut memory.each_mut().map(|slice| IoSliceMut::new(slice))));
                (result, memory)
            };
            let mut ours = Script::new(first.clone()).chain(&b"de"[..]);
            let mut std = std::io::Read::chain(Script::new(first.clone()), &b"de"[..]);
            for _ in 0..8 {
                let x = read(&mut |bufs| run(ours.read_vectored(bufs)));
                let y = read(&mut |bufs| std::io::Read::read_vectored(&mut std, bufs));
                assert_eq!(x, y, "{first:?}");
            }
        }
    }
}

#[test]
fn the_hint_is_the_sum_of_both_hints() {
    struct Wild;
    impl AsyncRead for Wild {
        fn poll_read(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
            _: poll_io::BorrowedCursor<'_>,
        ) -> std::task::Poll<poll_io::Result<()>> {
            std::task::Poll::Ready(Ok(()))
        }

        fn remaining_hint(&self) -> usize {
            usize::MAX
        }
    }

    assert_eq!((&b"ab"[..]).chain(&b"c"[..]).remaining_hint(), 3);
    assert_eq!(Wild.chain(Wild).remaining_hint(), usize::MAX);
    let mut chain = Wild.chain(&b"c"[..]);
    assert_eq!(run(chain.read(&mut [0; 4])).unwrap(), 1);
    assert_eq!(chain.remaining_hint(), 0, "the hint of the first reader no longer counts after its end");
}

#[test]
fn an_error_of_the_first_reader_is_not_its_end() {
    let steps = [Step::Bytes(b"a".into()), Step::Err(ErrorKind::Other), Step::Bytes(b"b".into())];
    let mut chain = Script::new(steps).chain(&b"c"[..]);
    let mut all = Vec::new();
    assert!(run(chain.read_to_end(&mut all)).is_err());
    run(chain.read_to_end(&mut all)).unwrap();
    assert_eq!(all, b"abc");
}

#[test]
fn writes_always_go_to_the_second_stream() {
    for vectored in [false, true] {
        let stream = join(&b"de"[..], Drain::default().taking_slices(vectored));
        let mut stream = (&b"abc"[..]).chain(stream);
        assert_eq!(stream.is_write_vectored(), vectored);
        run(stream.write_all(b"12")).unwrap();
        assert_eq!(run(stream.read_array()).unwrap(), *b"abcd");
        run(stream.write_all_vectored(&mut [IoSlice::new(b"3"), IoSlice::new(b"4")])).unwrap();
        run(stream.flush()).unwrap();
        run(stream.shutdown()).unwrap();
        let drain = stream.into_inner().1.into_inner().1;
        assert_eq!((&drain.taken[..], drain.flushes, drain.shutdowns), (&b"1234"[..], 1, 1));
        assert_eq!(drain.calls, if vectored { 2 } else { 3 });
    }
}
