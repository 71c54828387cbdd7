//! Bridges between the contract of poll-io and the I/O traits of other ecosystems.
//!
//! | ecosystem | feature | inward | outward |
//! |---|---|---|---|
//! | tokio 1 | `tokio-1` | [`FromTokio`] | [`Compat`] |
//! | futures-io 0.3 | `futures-03` | [`FromFutures`] | [`Compat`] |
//! | std, blocking | `std-io` | [`FromStd`] | |
//!
//! Inward, a wrapper is a poll-io type and nothing else; outward, [`Compat`] is seen by every enabled ecosystem at once. A
//! library need name neither: it takes `impl IntoPollIo<M>`, and its users pass the stream they have. Nothing here looks up,
//! enters or starts a runtime.
//!
//! # Examples
//!
//! ```
//! use poll_io::prelude::*;
//! use poll_io_compat::IntoPollIo;
//!
//! /// Greets the peer, whatever ecosystem its stream is from.
//! async fn connect<M>(io: impl IntoPollIo<M>) -> poll_io::Result<()> {
//!     let mut io = std::pin::pin!(io.into_poll_io());
//!     io.write_all(b"hello").await
//! }
//!
//! # futures_lite::future::block_on(async {
//! connect(poll_io::empty()).await.unwrap();
//! # #[cfg(feature = "tokio-1")]
//! connect(tokio::io::empty()).await.unwrap();
//! # #[cfg(feature = "futures-03")]
//! connect(futures_lite::io::Cursor::new(vec![0; 8])).await.unwrap();
//! # });
//! ```
#![no_std]
#![warn(unreachable_pub, clippy::std_instead_of_core, clippy::alloc_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

mod compat;
#[cfg(feature = "futures-03")]
mod futures_03;
mod into_poll_io;
#[cfg(feature = "std-io")]
mod std_io;
#[cfg(feature = "tokio-1")]
mod tokio_1;

pub use compat::Compat;
#[cfg(feature = "futures-03")]
pub use futures_03::FromFutures;
pub use into_poll_io::{Futures, IntoPollIo, IntoReader, IntoWriter, Own, Tokio};
#[cfg(feature = "std-io")]
pub use std_io::FromStd;
#[cfg(feature = "tokio-1")]
pub use tokio_1::FromTokio;

/// Stamps what every wrapper has around its field `inner`, besides its traits.
macro_rules! accessors {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Returns what is wrapped, to look at.
            pub fn get_ref(&self) -> &T {
                &self.inner
            }

            /// Returns what is wrapped, to change.
            pub fn get_mut(&mut self) -> &mut T {
                &mut self.inner
            }

            /// Returns what is wrapped, to change in place.
            pub fn get_pin_mut(self: core::pin::Pin<&mut Self>) -> core::pin::Pin<&mut T> {
                self.project().inner
            }

            /// Returns what is wrapped.
            pub fn into_inner(self) -> T {
                self.inner
            }
        }

        #[cfg(all(unix, feature = "std"))]
        impl<T: std::os::fd::AsFd> std::os::fd::AsFd for $name<T> {
            fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
                self.inner.as_fd()
            }
        }

        #[cfg(all(unix, feature = "std"))]
        impl<T: std::os::fd::AsRawFd> std::os::fd::AsRawFd for $name<T> {
            fn as_raw_fd(&self) -> std::os::fd::RawFd {
                self.inner.as_raw_fd()
            }
        }

        #[cfg(all(windows, feature = "std"))]
        impl<T: std::os::windows::io::AsSocket> std::os::windows::io::AsSocket for $name<T> {
            fn as_socket(&self) -> std::os::windows::io::BorrowedSocket<'_> {
                self.inner.as_socket()
            }
        }

        #[cfg(all(windows, feature = "std"))]
        impl<T: std::os::windows::io::AsRawSocket> std::os::windows::io::AsRawSocket for $name<T> {
            fn as_raw_socket(&self) -> std::os::windows::io::RawSocket {
                self.inner.as_raw_socket()
            }
        }
    };
}
use accessors;

/// Reads by `read` into a part of `buf` that is initialised, for a reader that knows `&mut [u8]` alone.
///
/// The part is what is initialised already, or 8 KiB at the least: zeroing all that a caller has spare for the sake of one
/// packet is what makes such a bridge slow. What is zeroed once is remembered by the buffer.
///
/// # Errors
///
/// Those of `read`, and `InvalidData` if it claims more bytes than it was offered.
#[cfg(any(feature = "futures-03", feature = "std-io"))]
fn poll_read_init(
    mut buf: poll_io_core::BorrowedCursor<'_>,
    read: impl FnOnce(&mut [u8]) -> core::task::Poll<poll_io_core::Result<usize>>,
) -> core::task::Poll<poll_io_core::Result<()>> {
    let window = buf.init_len().max(8 * 1024);
    let room = buf.ensure_init_to(window);
    let offered = room.len();
    let n = core::task::ready!(read(room))?;
    core::task::Poll::Ready(checked(n, offered).map(|n| {
        buf.advance_checked(n);
    }))
}

/// Returns how many bytes the slices of a vectored read have room for together.
#[cfg(any(feature = "futures-03", feature = "std-io"))]
fn total(bufs: &[poll_io_core::IoSliceMut<'_>]) -> usize {
    bufs.iter().fold(0_usize, |total, buf| total.saturating_add(buf.len()))
}

/// Returns the count that a foreign reader claims, if it can be true.
///
/// # Errors
///
/// `InvalidData` if it is more than was `offered`.
#[cfg(any(feature = "futures-03", feature = "std-io"))]
fn checked(n: usize, offered: usize) -> poll_io_core::Result<usize> {
    if n > offered {
        let kind = poll_io_core::ErrorKind::InvalidData;
        return Err(poll_io_core::Error::new(kind, "a reader claims more bytes than it was offered"));
    }
    Ok(n)
}
