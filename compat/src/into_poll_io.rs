//! The traits that let the users of a library pass the stream that they have.
//!
//! Each family has one blanket impl. The impls differ in their marker, so they do not overlap. The compiler infers the
//! marker of a type that has only one of the impls. Two rules keep this inference independent of the enabled features:
//!
//! - No marker is ever inferred for the types in memory that several families implement their traits for. These types
//!   have a second impl with the marker `SeveralFamilies`, in every build.
//! - The blocking types of std are listed one by one. A blanket impl over `std::io::Read` would also cover asynchronous
//!   types that implement `std::io::Read`.

use crate::Compat;
#[cfg(feature = "embedded-io-async-07")]
use crate::FromEmbedded;
#[cfg(feature = "futures-03")]
use crate::FromFutures;
#[cfg(feature = "hyper-1")]
use crate::FromHyper;
#[cfg(feature = "tokio-1")]
use crate::FromTokio;
use core::convert::identity;
use poll_io_core::{AsyncRead, AsyncWrite, InSeveralFamilies};

/// The marker of types with the traits of poll-io.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::{IntoReader, Own};
///
/// # futures_lite::future::block_on(async {
/// // A slice belongs to several families, so the marker is named.
/// let mut reader = IntoReader::<Own>::into_reader(&b"a"[..]);
/// assert_eq!(reader.read_u8().await?, b'a');
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[derive(Debug)]
pub enum Own {}

/// The marker of types with the traits of tokio.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "tokio-1")]
/// # fn run() {
/// use poll_io_compat::{FromTokio, IntoReader, Tokio};
///
/// let _: FromTokio<&[u8]> = IntoReader::<Tokio>::into_reader(&b"a"[..]);
/// # }
/// # #[cfg(feature = "tokio-1")]
/// # run();
/// ```
#[derive(Debug)]
pub enum Tokio {}

/// The marker of types with the traits of futures-io.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "futures-03")]
/// # fn run() {
/// use poll_io_compat::{FromFutures, Futures, IntoReader};
///
/// let _: FromFutures<&[u8]> = IntoReader::<Futures>::into_reader(&b"a"[..]);
/// # }
/// # #[cfg(feature = "futures-03")]
/// # run();
/// ```
#[derive(Debug)]
pub enum Futures {}

/// The marker of types with the traits of hyper.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "hyper-1")]
/// # fn run() {
/// use poll_io_compat::{Compat, FromHyper, Hyper, IntoReader};
///
/// // `Compat` belongs to every family, so the marker is named.
/// let reader = Compat::new(&b"a"[..]);
/// let _: FromHyper<Compat<&[u8]>> = IntoReader::<Hyper>::into_reader(reader);
/// # }
/// # #[cfg(feature = "hyper-1")]
/// # run();
/// ```
#[derive(Debug)]
pub enum Hyper {}

/// The marker of blocking types of std: sockets, files, the standard streams, and the pipes of a child process.
///
/// These types block the thread inside a poll: see [`FromStd`](crate::FromStd). Wrap any other blocking type in
/// `FromStd`. A shutdown ends the write direction of a socket, and flushes any other type.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "std-io")]
/// # fn run() -> std::io::Result<()> {
/// use poll_io_compat::{FromStd, IntoPollIo};
/// use std::net::{TcpListener, TcpStream};
///
/// let listener = TcpListener::bind("127.0.0.1:0")?;
/// let stream: FromStd<TcpStream> = TcpStream::connect(listener.local_addr()?)?.into_poll_io();
/// # Ok(()) }
/// # #[cfg(feature = "std-io")]
/// # run().unwrap();
/// ```
#[derive(Debug)]
pub enum Std {}

/// The marker of devices with the traits of embedded-io-async.
///
/// [`FromEmbedded`](crate::FromEmbedded) documents the limits of such a device.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "embedded-io-async-07")]
/// # fn run() {
/// use poll_io_compat::{Embedded, FromEmbedded, IntoReader};
///
/// let _: FromEmbedded<&[u8]> = IntoReader::<Embedded>::into_reader(&b"a"[..]);
/// # }
/// # #[cfg(feature = "embedded-io-async-07")]
/// # run();
/// ```
#[derive(Debug)]
pub enum Embedded {}

/// The marker of a second impl for types that belong to several families. It keeps the compiler from inferring a
/// marker.
#[doc(hidden)]
#[derive(Debug)]
pub enum SeveralFamilies {}

/// Conversion of a stream of any enabled family into a poll-io stream.
///
/// A library bounds the stream of its users by this trait. The users then pass a stream of tokio, of futures-io, of
/// hyper, of std, of embedded-io-async or of poll-io as it is.
///
/// # The marker
///
/// The marker type `M` names the family. It is [`Own`] for poll-io itself, or [`Tokio`], [`Futures`], [`Hyper`],
/// [`Std`] or [`Embedded`]. The compiler infers the marker of a type that belongs to one family, such as a socket, a
/// file, a TLS stream or a type of your own.
///
/// The compiler never infers the marker of slices, `Vec`, `VecDeque`, `Cursor`, [`Compat`], and pointers to these
/// types. They belong to several families. If the compiler inferred one, your build would fail as soon as another crate
/// enables a second. Name the marker for these types.
///
/// A type of another crate may have the traits of two foreign families. The compiler infers its marker if only one of
/// the two features is enabled. If both are, it reports an error. Such a type needs its marker named too.
///
/// Make the marker the first type parameter of your function, so that your users can name it:
///
/// - `connect::<Own>(stream)` calls `fn connect<M>(stream: impl IntoPollIo<M>)`;
/// - `connect::<Own, _>(stream)` calls `fn connect<M, T: IntoPollIo<M>>(stream: T)`.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::{IntoPollIo, Own};
///
/// async fn greet<M, T: IntoPollIo<M>>(io: T) -> poll_io::Result<()>
/// where
///     T::Io: Unpin,
/// {
///     io.into_poll_io().write_all(b"hello").await
/// }
/// # futures_lite::future::block_on(async {
/// greet(poll_io::empty()).await?;
/// greet::<Own, _>(std::io::Cursor::new(vec![0; 8])).await?;
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream of poll-io or of an enabled family",
    note = "enable the feature of `poll-io-compat` for its family: `tokio-1`, `futures-03`, `hyper-1`, `std-io` (sockets, files and pipes of std) or `embedded-io-async-07`",
    note = "wrap any other blocking stream in `poll_io_compat::FromStd`",
    note = "if you name a marker (`Own`, `Tokio`, `Futures`, `Hyper`, `Std` or `Embedded`), name that of a family whose traits the type implements"
)]
pub trait IntoPollIo<M> {
    /// The poll-io stream that this type becomes. It is the wrapper of the family, and for the marker `Own` the type
    /// itself.
    type Io: AsyncRead + AsyncWrite;

    /// Converts this stream into a poll-io stream.
    fn into_poll_io(self) -> Self::Io;
}

/// Conversion of a reader of any enabled family into a poll-io reader.
///
/// [`IntoPollIo`] explains the marker `M`.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::{IntoReader, Own};
///
/// async fn length<M>(reader: impl IntoReader<M, Reader: Unpin>) -> poll_io::Result<usize> {
///     reader.into_reader().read_to_end(&mut Vec::new()).limit(1024).await
/// }
/// # futures_lite::future::block_on(async {
/// assert_eq!(length(poll_io::repeat(0).take(7)).await?, 7);
/// assert_eq!(length::<Own>(&b"hello"[..]).await?, 5);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reader of poll-io or of an enabled family",
    note = "enable the feature of `poll-io-compat` for its family: `tokio-1`, `futures-03`, `hyper-1`, `std-io` (sockets, files and pipes of std) or `embedded-io-async-07`",
    note = "wrap any other blocking reader in `poll_io_compat::FromStd`",
    note = "if you name a marker (`Own`, `Tokio`, `Futures`, `Hyper`, `Std` or `Embedded`), name that of a family whose traits the type implements"
)]
pub trait IntoReader<M> {
    /// The poll-io reader that this type becomes. It is the wrapper of the family, and for the marker `Own` the type
    /// itself.
    type Reader: AsyncRead;

    /// Converts this reader into a poll-io reader.
    fn into_reader(self) -> Self::Reader;
}

/// Conversion of a writer of any enabled family into a poll-io writer.
///
/// [`IntoPollIo`] explains the marker `M`.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::{IntoWriter, Own};
///
/// async fn greet<M>(writer: impl IntoWriter<M, Writer: Unpin>) -> poll_io::Result<()> {
///     writer.into_writer().write_all(b"hello").await
/// }
/// # futures_lite::future::block_on(async {
/// greet(poll_io::sink()).await?;
/// greet::<Own>(&mut Vec::new()).await?;
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a writer of poll-io or of an enabled family",
    note = "enable the feature of `poll-io-compat` for its family: `tokio-1`, `futures-03`, `hyper-1`, `std-io` (sockets, files and pipes of std) or `embedded-io-async-07`",
    note = "wrap any other blocking writer in `poll_io_compat::FromStd`",
    note = "if you name a marker (`Own`, `Tokio`, `Futures`, `Hyper`, `Std` or `Embedded`), name that of a family whose traits the type implements"
)]
pub trait IntoWriter<M> {
    /// The poll-io writer that this type becomes. It is the wrapper of the family, and for the marker `Own` the type
    /// itself.
    type Writer: AsyncWrite;

    /// Converts this writer into a poll-io writer.
    fn into_writer(self) -> Self::Writer;
}

/// Generates the three impls of one family from its marker, the types that it covers, the wrapper and its constructor.
macro_rules! family {
    ($marker:ident: $type:ty => $out:ty, $make:expr, $read:path, $write:path $(, $($also:tt)+)?) => {
        #[diagnostic::do_not_recommend]
        impl<T: $read + $write $(+ $($also)+)?> IntoPollIo<$marker> for $type {
            type Io = $out;

            fn into_poll_io(self) -> $out {
                $make(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $read $(+ $($also)+)?> IntoReader<$marker> for $type {
            type Reader = $out;

            fn into_reader(self) -> $out {
                $make(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $write $(+ $($also)+)?> IntoWriter<$marker> for $type {
            type Writer = $out;

            fn into_writer(self) -> $out {
                $make(self)
            }
        }
    };
}

family!(Own: T => T, identity, AsyncRead, AsyncWrite);
family!(SeveralFamilies: T => T, identity, AsyncRead, AsyncWrite, InSeveralFamilies);
// `Compat` belongs to every enabled family, so no marker is inferred for it.
family!(Own: Compat<T> => T, Compat::into_inner, AsyncRead, AsyncWrite);
family!(SeveralFamilies: Compat<T> => T, Compat::into_inner, AsyncRead, AsyncWrite);
#[cfg(feature = "tokio-1")]
family!(Tokio: T => FromTokio<T>, FromTokio::new, tokio::io::AsyncRead, tokio::io::AsyncWrite);
#[cfg(feature = "futures-03")]
family!(Futures: T => FromFutures<T>, FromFutures::new, futures_io::AsyncRead, futures_io::AsyncWrite);
#[cfg(feature = "hyper-1")]
family!(Hyper: T => FromHyper<T>, FromHyper::new, hyper::rt::Read, hyper::rt::Write);
#[cfg(feature = "embedded-io-async-07")]
family!(Embedded: T => FromEmbedded<T>, FromEmbedded::new, embedded_io_async::Read, embedded_io_async::Write, 'static);

/// The blocking types of std.
#[cfg(feature = "std-io")]
mod blocking {
    use super::{IntoPollIo, IntoReader, IntoWriter, Std};
    use crate::FromStd;
    use std::{
        fs::File,
        io::{Stderr, StderrLock, Stdin, StdinLock, Stdout, StdoutLock},
        net::{Shutdown::Write, TcpStream},
        process::{ChildStderr, ChildStdin, ChildStdout},
    };

    /// Generates one of the three impls for each type.
    macro_rules! block {
        ($trait:ident, $method:ident -> $out:ident, $new:expr; $($type:ty),*) => {
            $(#[diagnostic::do_not_recommend]
            impl $trait<Std> for $type {
                type $out = FromStd<Self>;

                fn $method(self) -> FromStd<Self> {
                    $new(self)
                }
            })*
        };
    }

    /// Generates the three impls for each socket. A shutdown ends the write direction of a socket.
    macro_rules! sockets {
        ($($type:ty),*) => {
            block!(IntoReader, into_reader -> Reader, FromStd::new; $($type),*);
            block!(IntoWriter, into_writer -> Writer, |io: Self| FromStd::with_shutdown(io, |io| io.shutdown(Write)); $($type),*);
            block!(IntoPollIo, into_poll_io -> Io, |io: Self| FromStd::with_shutdown(io, |io| io.shutdown(Write)); $($type),*);
        };
    }

    sockets!(TcpStream, &TcpStream);
    #[cfg(unix)]
    sockets!(std::os::unix::net::UnixStream, &std::os::unix::net::UnixStream);
    block!(IntoPollIo, into_poll_io -> Io, FromStd::new; File, &File);
    block!(IntoReader, into_reader -> Reader, FromStd::new; File, &File, Stdin, StdinLock<'_>, ChildStdout, ChildStderr);
    block!(IntoWriter, into_writer -> Writer, FromStd::new; File, &File, Stdout, StdoutLock<'_>, Stderr, StderrLock<'_>);
    block!(IntoWriter, into_writer -> Writer, FromStd::new; ChildStdin);
}
