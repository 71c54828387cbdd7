use super::peer::run;
use crate::design::*;
use poll_io::{IoSlice, IoSliceMut, empty, repeat, sink};

#[test]
fn b53_a_null_device_accepts_all_bytes() {
    run(empty().write_all(b"gone")).unwrap();
    run(sink().write_all(b"gone")).unwrap();
    assert_eq!(run(sink().write_vectored(&[IoSlice::new(b"go"), IoSlice::new(b"ne")])).unwrap(), 4);
    assert!(empty().is_write_vectored() && sink().is_write_vectored());
    run(sink().shutdown()).unwrap();
}

#[test]
fn empty_is_always_at_its_end_and_repeat_never_is() {
    let (mut a, mut b) = ([1; 2], [1; 3]);
    assert_eq!(run(empty().read(&mut a)).unwrap(), 0);
    assert_eq!(run(empty().fill_buf()).unwrap(), b"");
    let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    assert_eq!(run(repeat(7).read_vectored(&mut bufs)).unwrap(), 5);
    assert_eq!((a, b), ([7; 2], [7; 3]));
    assert_eq!((empty().remaining_hint(), repeat(7).remaining_hint()), (0, 0), "an endless reader gives no hint");
}
