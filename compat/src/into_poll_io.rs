//! What a library bounds on, so that its users pass the stream they have.

use poll_io_core::{AsyncRead, AsyncWrite};

/// The marker of a type that is a poll-io type itself.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::{IntoReader, Own};
///
/// # futures_lite::future::block_on(async {
/// // A slice is a reader of every family, and so the marker is spelled.
/// let mut reader = IntoReader::<Own>::into_reader(&b"a"[..]);
/// assert_eq!(reader.read_u8().await?, b'a');
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[derive(Debug)]
pub enum Own {}

/// The marker of a type that tokio knows.
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

/// The marker of a type that futures-io knows.
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

/// The marker of a type that hyper knows.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "hyper-1")]
/// # fn run() {
/// use poll_io_compat::{Compat, FromHyper, Hyper, IntoReader};
///
/// // `Compat` is of every family, and so the marker is spelled.
/// let reader = Compat::new(&b"a"[..]);
/// let _: FromHyper<Compat<&[u8]>> = IntoReader::<Hyper>::into_reader(reader);
/// # }
/// # #[cfg(feature = "hyper-1")]
/// # run();
/// ```
#[derive(Debug)]
pub enum Hyper {}

/// A stream of any enabled ecosystem, to be made a poll-io stream.
///
/// `M` says which ecosystem, and is inferred unless the type is in several; then it is spelled:
/// `connect::<poll_io_compat::Own>(stream)`.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::IntoPollIo;
///
/// async fn greet<M, T: IntoPollIo<M>>(io: T) -> poll_io::Result<()>
/// where
///     T::Io: Unpin,
/// {
///     io.into_poll_io().write_all(b"hello").await
/// }
/// # futures_lite::future::block_on(greet(poll_io::empty())).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream of poll-io or of an enabled ecosystem",
    note = "switch on the feature of `poll-io-compat` for its ecosystem: `tokio-1`, `futures-03`, `hyper-1`",
    note = "a type of several ecosystems needs the marker spelled: `connect::<poll_io_compat::Own>(stream)`"
)]
pub trait IntoPollIo<M> {
    /// The poll-io stream.
    type Io: AsyncRead + AsyncWrite;

    /// Makes it a poll-io stream.
    fn into_poll_io(self) -> Self::Io;
}

/// A reader of any enabled ecosystem, to be made a poll-io reader. See [`IntoPollIo`].
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::IntoReader;
///
/// async fn length<M>(reader: impl IntoReader<M, Reader: Unpin>) -> poll_io::Result<usize> {
///     reader.into_reader().read_to_end(&mut Vec::new()).limit(1024).await
/// }
/// # futures_lite::future::block_on(async {
/// assert_eq!(length(poll_io::repeat(0).take(7)).await?, 7);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reader of poll-io or of an enabled ecosystem",
    note = "switch on the feature of `poll-io-compat` for its ecosystem: `tokio-1`, `futures-03`, `hyper-1`",
    note = "a type of several ecosystems needs the marker spelled: `read::<poll_io_compat::Own>(reader)`"
)]
pub trait IntoReader<M> {
    /// The poll-io reader.
    type Reader: AsyncRead;

    /// Makes it a poll-io reader.
    fn into_reader(self) -> Self::Reader;
}

/// A writer of any enabled ecosystem, to be made a poll-io writer. See [`IntoPollIo`].
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::IntoWriter;
///
/// async fn greet<M>(writer: impl IntoWriter<M, Writer: Unpin>) -> poll_io::Result<()> {
///     writer.into_writer().write_all(b"hello").await
/// }
/// # futures_lite::future::block_on(greet(poll_io::sink())).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a writer of poll-io or of an enabled ecosystem",
    note = "switch on the feature of `poll-io-compat` for its ecosystem: `tokio-1`, `futures-03`, `hyper-1`",
    note = "a type of several ecosystems needs the marker spelled: `write::<poll_io_compat::Own>(writer)`"
)]
pub trait IntoWriter<M> {
    /// The poll-io writer.
    type Writer: AsyncWrite;

    /// Makes it a poll-io writer.
    fn into_writer(self) -> Self::Writer;
}

impl<T: AsyncRead + AsyncWrite> IntoPollIo<Own> for T {
    type Io = T;

    fn into_poll_io(self) -> T {
        self
    }
}

impl<T: AsyncRead> IntoReader<Own> for T {
    type Reader = T;

    fn into_reader(self) -> T {
        self
    }
}

impl<T: AsyncWrite> IntoWriter<Own> for T {
    type Writer = T;

    fn into_writer(self) -> T {
        self
    }
}

/// Stamps the three for the wrapper of one foreign ecosystem.
#[cfg(any(feature = "tokio-1", feature = "futures-03", feature = "hyper-1"))]
macro_rules! wrap {
    ($marker:ident, $wrapper:path, $read:path, $write:path) => {
        impl<T: $read + $write> IntoPollIo<$marker> for T {
            type Io = $wrapper;

            fn into_poll_io(self) -> Self::Io {
                <$wrapper>::new(self)
            }
        }

        impl<T: $read> IntoReader<$marker> for T {
            type Reader = $wrapper;

            fn into_reader(self) -> Self::Reader {
                <$wrapper>::new(self)
            }
        }

        impl<T: $write> IntoWriter<$marker> for T {
            type Writer = $wrapper;

            fn into_writer(self) -> Self::Writer {
                <$wrapper>::new(self)
            }
        }
    };
}

#[cfg(feature = "tokio-1")]
wrap!(Tokio, crate::FromTokio<T>, tokio::io::AsyncRead, tokio::io::AsyncWrite);
#[cfg(feature = "futures-03")]
wrap!(Futures, crate::FromFutures<T>, futures_io::AsyncRead, futures_io::AsyncWrite);
#[cfg(feature = "hyper-1")]
wrap!(Hyper, crate::FromHyper<T>, hyper::rt::Read, hyper::rt::Write);
