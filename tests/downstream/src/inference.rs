//! Passes streams of each enabled family, with the marker inferred or written out.

use crate::{methods, read, talk, write};
use poll_io::prelude::*;
use poll_io_compat::{Compat, Own};

pub fn own<T: AsyncRead + AsyncWrite + Unpin>(generic: T, mut other: T) {
    talk(methods::Own);
    talk(&mut methods::Own);
    talk(core::pin::Pin::new(&mut methods::Own));
    talk(poll_io::empty());
    talk(poll_io::join(&b""[..], poll_io::sink()));
    read(poll_io::repeat(0).take(7));
    read((&b""[..]).chain(&b""[..]));
    write(poll_io::sink());
    read(generic);
    write(&mut other);
    talk(&mut other);
}

pub fn named(bytes: &mut &[u8], room: &mut [u8]) {
    read::<Own>(&**bytes);
    read::<Own>(bytes);
    write::<Own, _>(room);
    talk::<Own>(Compat::new(methods::Own));
}

#[cfg(feature = "alloc")]
pub mod with_alloc {
    use super::*;
    use alloc::{boxed::Box, collections::VecDeque, vec::Vec};

    pub fn own(object: Box<dyn AsyncReadWrite + Unpin>) {
        talk(object);
        talk(poll_io::BufStream::new(methods::Own));
        read(poll_io::BufReader::new(&b""[..]));
        write(poll_io::BufWriter::new(Vec::new()));
        write::<Own, _>(Vec::new());
        write::<Own, _>(&mut Vec::new());
        talk::<Own>(VecDeque::new());
        read::<Own>(Box::new(core::pin::Pin::new(&mut VecDeque::new())));
    }
}

#[cfg(feature = "std")]
pub mod with_std {
    use super::*;
    use std::io::Cursor;

    pub fn own() {
        talk(poll_io::duplex(8).0);
        read(poll_io::split(methods::Own).0);
        read::<Own>(Cursor::new([0; 4]));
        talk::<Own>(&mut Cursor::new(std::vec![0; 4]));
    }
}

/// Generates a stream that belongs to one foreign family only.
#[cfg(any(feature = "tokio-1", feature = "futures-03"))]
macro_rules! foreign {
    ($read:path, $room:ty => $count:ty, $write:path, $end:ident) => {
        pub struct Foreign;

        impl $read for Foreign {
            fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: $room) -> Poll<Result<$count>> {
                Poll::Pending
            }
        }

        impl $write for Foreign {
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
                Poll::Pending
            }
            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Pending
            }
            fn $end(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Pending
            }
        }

        pub fn foreign<T: $read + Unpin>(generic: T, object: &mut (dyn $read + Unpin)) {
            talk(Foreign);
            talk(&mut Foreign);
            read(std::boxed::Box::new(Foreign));
            write(Pin::new(&mut Foreign));
            read(generic);
            read(object);
        }
    };
}

#[cfg(feature = "tokio-1")]
pub mod tokio_1 {
    use super::*;
    use core::{
        pin::Pin,
        task::{Context, Poll},
    };
    use poll_io_compat::{Tokio, tokio_1::WithHandle};
    use std::io::Result;

    foreign!(tokio::io::AsyncRead, &mut tokio::io::ReadBuf<'_> => (), tokio::io::AsyncWrite, poll_shutdown);

    pub fn named(handle: &tokio::runtime::Handle) {
        read::<Tokio>(&b""[..]);
        talk(WithHandle::new(handle, Foreign));
    }
}

#[cfg(feature = "futures-03")]
pub mod futures_03 {
    use super::*;
    use core::{
        pin::Pin,
        task::{Context, Poll},
    };
    use poll_io_compat::Futures;
    use std::io::Result;

    foreign!(futures_io::AsyncRead, &mut [u8] => usize, futures_io::AsyncWrite, poll_close);

    pub fn named() {
        read::<Futures>(&b""[..]);
    }
}

#[cfg(feature = "hyper-1")]
pub mod hyper_1 {
    use super::*;

    pub fn foreign<T: hyper::rt::Read + hyper::rt::Write + Unpin>(generic: T, upgraded: T) {
        read(generic);
        talk(upgraded);
        read::<poll_io_compat::Hyper>(Compat::new(methods::Own));
    }
}

#[cfg(feature = "std-io")]
pub mod std_io {
    use super::*;
    use poll_io_compat::FromStd;
    use std::{fs::File, io, net::TcpStream};

    pub fn foreign(socket: TcpStream, file: File, other: impl io::Read) {
        talk(&socket);
        talk(socket);
        talk(&file);
        read(io::stdin());
        write(io::stdout().lock());
        read(FromStd::new(other));
    }
}

#[cfg(feature = "embedded-io-async-07")]
pub mod embedded_io_async_07 {
    use super::*;
    use poll_io_compat::Embedded;

    pub fn foreign<T: embedded_io_async::Read + embedded_io_async::Write + Unpin + 'static>(device: T) {
        talk(device);
        read::<Embedded>(&b""[..]);
    }
}
