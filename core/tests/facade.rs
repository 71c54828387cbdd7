//! The error and the types around it, as every tier has them: run with std, with `alloc` alone, and without either.

use poll_io_core::{Error, ErrorKind, IoSlice, IoSliceMut, SeekFrom};
use std::mem::needs_drop;

#[test]
fn an_error_of_a_kind_shows_the_kind() {
    let e = Error::from(ErrorKind::TimedOut);
    assert_eq!(
        (e.kind(), e.to_string(), format!("{e:?}")),
        (ErrorKind::TimedOut, "timed out".into(), "Kind(TimedOut)".into())
    );
    assert!(e.get_ref().is_none() && std::error::Error::source(&e).is_none());
}

#[test]
#[cfg(any(feature = "alloc", feature = "std"))]
fn an_error_that_carries_another_shows_it() {
    let e = Error::new(ErrorKind::InvalidData, "no number");
    assert_eq!((e.kind(), e.to_string()), (ErrorKind::InvalidData, "no number".into()));
    assert_eq!(format!("{e:?}"), "Custom { kind: InvalidData, error: \"no number\" }");

    let outer = Error::other(e);
    assert_eq!((outer.kind(), outer.to_string()), (ErrorKind::Other, "no number".into()));
    assert!(outer.get_ref().is_some_and(|e| e.downcast_ref::<Error>().is_some()));
}

#[test]
#[cfg(any(feature = "alloc", feature = "std"))]
fn the_source_of_an_error_is_that_of_the_error_it_carries() {
    #[derive(Debug)]
    struct Caused(std::fmt::Error);

    impl std::fmt::Display for Caused {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            self.0.fmt(f)
        }
    }

    impl std::error::Error for Caused {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    let e = Error::other(Caused(std::fmt::Error));
    assert!(std::error::Error::source(&e).is_some_and(|source| source.downcast_ref::<std::fmt::Error>().is_some()));
}

/// Checks that an error has the same auto traits in every tier. Otherwise one tier accepts code that a higher one rejects.
#[test]
fn an_error_is_dropped_by_code_and_sent_anywhere() {
    fn sent<T: Send + Sync + Unpin + std::error::Error + 'static>() {}
    sent::<Error>();
    assert!(needs_drop::<Error>());
}

/// Each kind that is promised, in the order that std has.
#[test]
fn kinds_are_ordered_as_std_orders_them() {
    macro_rules! same {
        ($($kind:ident)*) => {
            let ours = [$(ErrorKind::$kind),*];
            let theirs = [$(std::io::ErrorKind::$kind),*];
            assert!(ours.is_sorted() && theirs.is_sorted());
            $(assert_eq!(ErrorKind::$kind.to_string(), std::io::ErrorKind::$kind.to_string());)*
        };
    }
    same! {
        NotFound PermissionDenied ConnectionRefused ConnectionReset ConnectionAborted NotConnected AddrInUse AddrNotAvailable
        BrokenPipe AlreadyExists WouldBlock InvalidInput InvalidData TimedOut WriteZero Interrupted Unsupported UnexpectedEof
        OutOfMemory Other
    }
}

#[test]
fn slices_advance_over_each_other() {
    let mut slices = [IoSlice::new(b""), IoSlice::new(b"ab"), IoSlice::new(b"cd"), IoSlice::new(b"")];
    let mut left = &mut slices[..];
    IoSlice::advance_slices(&mut left, 3);
    assert_eq!((left.len(), &*left[0]), (2, &b"d"[..]));
    IoSlice::advance_slices(&mut left, 1);
    assert!(left.is_empty());

    let (mut a, mut b) = ([0; 2], [0; 4]);
    let mut slices = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    let mut left = &mut slices[..];
    IoSliceMut::advance_slices(&mut left, 5);
    left[0].fill(7);
    IoSliceMut::advance_slices(&mut left, 1);
    assert!(left.is_empty());
    assert_eq!((a, b), ([0, 0], [0, 0, 0, 7]));
    assert_ne!(SeekFrom::Start(1), SeekFrom::Current(1));
}
