//! The futures that the methods of the Ext traits return. Each is a named type.
//!
//! Each future is a hand-written state machine, which borrows its reader or writer and the caller's buffer. It is
//! `Send` exactly if the borrowed parts are, and it is always `Unpin`.
//!
//! A future that succeeds allocates only if the page of its method says so, or if its result is a `Vec` or a `String`, or
//! is appended to one. A future that fails may also allocate, because an error with a text is on the heap. An example is the
//! `UnexpectedEof` of `read_exact`. Without the feature `alloc`, errors have no text.
//!
//! # Panics
//!
//! Each future panics if it is polled after it has completed.
//!
//! If a call of the reader or writer panics and the panic is caught, the future is as if that call had not been made. Poll
//! it again to continue. A panic of `consume` is the exception: nobody knows if the reader has consumed the bytes, so they
//! may come again.

#[cfg(feature = "alloc")]
mod append;
#[cfg(feature = "alloc")]
mod copy;
#[cfg(feature = "alloc")]
mod copy_bidirectional;
mod copy_buf;
#[cfg(feature = "alloc")]
mod direction;
mod fill_buf;
mod flush;
mod has_data_left;
mod next_byte;
#[cfg(feature = "alloc")]
mod next_line;
#[cfg(feature = "alloc")]
mod next_segment;
mod on_progress;
#[cfg(feature = "alloc")]
mod peek;
#[cfg(feature = "alloc")]
mod peek_array;
#[cfg(feature = "alloc")]
mod peek_exact;
mod read;
mod read_array;
mod read_buf;
mod read_buf_exact;
mod read_exact;
#[cfg(feature = "alloc")]
mod read_line;
mod read_number;
#[cfg(feature = "alloc")]
mod read_to_end;
#[cfg(feature = "alloc")]
mod read_to_string;
mod read_until;
mod read_vectored;
mod seek;
#[cfg(feature = "alloc")]
mod seek_relative_buffered;
mod shutdown;
mod skip_until;
#[cfg(feature = "alloc")]
mod transfer;
mod unflushed;
mod with_limit;
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
pub use fill_buf::FillBuf;
pub use flush::Flush;
pub use has_data_left::HasDataLeft;
pub use next_byte::NextByte;
#[cfg(feature = "alloc")]
pub use next_line::{NextLine, NextLineRef};
#[cfg(feature = "alloc")]
pub use next_segment::{NextSegment, NextSegmentRef};
pub use on_progress::OnProgress;
#[cfg(feature = "alloc")]
pub use peek::Peek;
#[cfg(feature = "alloc")]
pub use peek_array::PeekArray;
#[cfg(feature = "alloc")]
pub use peek_exact::PeekExact;
pub use read::Read;
pub use read_array::ReadArray;
pub use read_buf::ReadBuf;
pub use read_buf_exact::ReadBufExact;
pub use read_exact::ReadExact;
#[cfg(feature = "iterator-style")]
pub(crate) use read_exact::unexpected_eof;
#[cfg(feature = "alloc")]
pub use read_line::ReadLine;
pub use read_number::{
    ReadF32, ReadF32Le, ReadF64, ReadF64Le, ReadI8, ReadI16, ReadI16Le, ReadI32, ReadI32Le, ReadI64, ReadI64Le,
    ReadI128, ReadI128Le, ReadU8, ReadU16, ReadU16Le, ReadU32, ReadU32Le, ReadU64, ReadU64Le, ReadU128, ReadU128Le,
};
#[cfg(feature = "alloc")]
pub use read_to_end::ReadToEnd;
#[cfg(feature = "alloc")]
pub use read_to_string::ReadToString;
#[cfg(feature = "alloc")]
pub use read_until::ReadUntil;
pub use read_vectored::ReadVectored;
pub use seek::{Rewind, Seek, SeekRelative, StreamLen, StreamPosition};
#[cfg(feature = "alloc")]
pub use seek_relative_buffered::SeekRelativeBuffered;
pub use shutdown::Shutdown;
pub use skip_until::SkipUntil;
pub use with_limit::WithLimit;
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

/// Borrows the reader or writer of a future, which is `None` after the future has completed.
///
/// # Panics
///
/// Panics if the future has completed.
macro_rules! running {
    ($borrow:expr) => {
        match $borrow.as_deref_mut() {
            Some(borrow) => ::core::pin::Pin::new(borrow),
            None => $crate::future::completed(),
        }
    };
}
use running;

/// Generates a `Debug` that shows the name of the type and no data.
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

/// Does the same as [`opaque_debug`] for a future over a `Sized` type.
macro_rules! opaque_debug_sized {
    ($name:ident<$lifetime:lifetime, $generic:ident>) => {
        impl<$generic> ::core::fmt::Debug for $name<$lifetime, $generic> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
use opaque_debug_sized;

#[cold]
#[track_caller]
pub(crate) fn completed() -> ! {
    panic!("a future was polled after it had completed")
}
