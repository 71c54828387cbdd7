//! A mistake of an implementor is reported at the implementor's line, not inside of this crate.

use poll_io_core::BorrowedBuf;
use std::{cell::Cell, mem::MaybeUninit, panic};

std::thread_local! {
    /// The line of the last panic, if it was reported in this file.
    static LINE: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Makes a call, which must panic, and compares the line.
macro_rules! reported_here {
    ($call:expr) => {
        assert!(panic::catch_unwind(|| _ = $call).is_err(), "{} does not panic", stringify!($call));
        assert_eq!(LINE.get(), Some(line!()), "{}", stringify!($call));
    };
}

#[test]
fn a_panic_is_reported_at_the_line_of_the_caller() {
    panic::set_hook(Box::new(|info| {
        LINE.set(info.location().filter(|at| at.file() == file!()).map(panic::Location::line));
    }));
    reported_here!(BorrowedBuf::from(&mut [0; 2][..]).unfilled().append(b"abc"));
    reported_here!(BorrowedBuf::from(&mut [0; 2][..]).unfilled().advance_checked(3).capacity());
    reported_here!(BorrowedBuf::from(&mut [MaybeUninit::uninit(); 2][..]).unfilled().advance_checked(1).capacity());
    // std's own do not say whose line it is.
    #[cfg(not(feature = "std"))]
    {
        use poll_io_core::{IoSlice, IoSliceMut};
        reported_here!(IoSlice::new(b"ab").advance(3));
        reported_here!(IoSlice::advance_slices(&mut &mut [IoSlice::new(b"ab")][..], 3));
        reported_here!(IoSliceMut::new(&mut [0; 2]).advance(3));
        reported_here!(IoSliceMut::advance_slices(&mut &mut [IoSliceMut::new(&mut [0; 2])][..], 3));
    }
}
