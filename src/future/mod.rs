//! The futures that the Ext methods return, each a named type in a file of its own.
//!
//! Each is a state machine written by hand: it owns nothing it can borrow, is as large as its parts, `Send` exactly when
//! they are, and `Unpin` always where it borrows them. None allocates, but for what its method says.
//!
//! Polling a future that has completed panics.

mod read;
mod read_exact;
mod write;
mod write_all;

pub use read::Read;
pub use read_exact::ReadExact;
pub use write::Write;
pub use write_all::WriteAll;

/// Takes the borrow that a future runs on, which is gone once it has completed.
///
/// # Panics
///
/// If it has.
macro_rules! running {
    ($borrow:expr) => {
        match $borrow.as_deref_mut() {
            Some(borrow) => ::core::pin::Pin::new(borrow),
            None => $crate::future::completed(),
        }
    };
}
use running;

/// Stamps a `Debug` that names the type and shows no payload.
macro_rules! opaque_debug {
    ($name:ident<$($lifetime:lifetime,)* $($generic:ident),*>) => {
        impl<$($generic: ?Sized),*> ::core::fmt::Debug for $name<$($lifetime,)* $($generic),*> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
use opaque_debug;

#[cold]
#[track_caller]
fn completed() -> ! {
    panic!("a future was polled after it had completed")
}
