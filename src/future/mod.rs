//! The futures that the Ext methods return, each a named type in a file of its own.
//!
//! Each is a state machine written by hand: it owns nothing it can borrow, is as large as its parts, `Send` exactly when
//! they are, and `Unpin` always where it borrows them. None allocates, but for what its method says.
//!
//! Polling a future that has completed panics.

#[cfg(feature = "alloc")]
mod copy;
#[cfg(feature = "alloc")]
mod copy_bidirectional;
mod copy_buf;
#[cfg(feature = "alloc")]
mod direction;
mod flush;
mod on_progress;
mod read;
mod read_exact;
mod shutdown;
mod transfer;
mod write;
mod write_all;
mod write_all_vectored;
#[cfg(feature = "alloc")]
mod write_fmt;
mod write_number;
mod write_vectored;

#[cfg(feature = "alloc")]
pub use copy::Copy;
#[cfg(feature = "alloc")]
pub use copy_bidirectional::CopyBidirectional;
pub use copy_buf::CopyBuf;
#[cfg(feature = "alloc")]
pub use direction::Direction;
pub use flush::Flush;
pub use on_progress::OnProgress;
pub use read::Read;
pub use read_exact::ReadExact;
pub use shutdown::Shutdown;
pub use write::Write;
pub use write_all::WriteAll;
pub use write_all_vectored::WriteAllVectored;
#[cfg(feature = "alloc")]
pub use write_fmt::WriteFmt;
pub use write_number::{
    WriteF32, WriteF32Le, WriteF64, WriteF64Le, WriteI8, WriteI16, WriteI16Le, WriteI32, WriteI32Le, WriteI64,
    WriteI64Le, WriteI128, WriteI128Le, WriteU8, WriteU16, WriteU16Le, WriteU32, WriteU32Le, WriteU64, WriteU64Le,
    WriteU128, WriteU128Le,
};
pub use write_vectored::WriteVectored;

#[cfg(feature = "alloc")]
pub(crate) use write_vectored::total;

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
