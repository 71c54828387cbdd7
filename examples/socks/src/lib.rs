//! This crate connects through a SOCKS5 proxy (RFC 1928 and RFC 1929) on every runtime. The crate tokio-socks does so
//! for two.
//!
//! The functions borrow a socket for the handshake. So the public API has no stream of its own, no trait and no
//! wrapper. After [`connect`], users use their own socket with the methods of their runtime.
//!
//! # Examples
//!
//! ```no_run
//! # use poll_io_example_socks::{Auth, Error, connect};
//! # async fn run() -> Result<(), Error> {
//! // This is a socket of smol. Pass a socket of tokio, of compio or of std in the same way.
//! let mut socket = smol::net::TcpStream::connect("127.0.0.1:1080").await?;
//! connect(&mut socket, "example.com:80", Auth::None).await?;
//! smol::io::AsyncWriteExt::write_all(&mut socket, b"GET / HTTP/1.0\r\n\r\n").await?;
//! # Ok(()) }
//! ```

mod error;
mod target;

pub use error::Error;
pub use target::Target;

use poll_io::{Result as IoResult, prelude::*};
use poll_io_compat::IntoPollIo;

const VERSION: u8 = 5;
const NO_AUTH: u8 = 0;
const PASSWORD: u8 = 2;
const PASSWORD_VERSION: u8 = 1;
const NOT_ACCEPTED: u8 = 0xff;
const CONNECT: u8 = 1;
const BIND: u8 = 2;

/// Says how the client logs in.
#[derive(Clone, Copy, Debug)]
pub enum Auth<'a> {
    /// The client does not log in.
    None,
    /// The client sends a name and a password, each from 1 to 255 bytes long.
    Password {
        /// The name that the client sends.
        user: &'a str,
        /// The password that the client sends.
        password: &'a str,
    },
}

/// Asks the proxy at the other end of `socket` for a connection to `target`, and returns the address that the proxy
/// uses for it. After that the socket carries the bytes of this connection.
///
/// # Errors
///
/// Returns `Invalid` if the target or the password cannot be sent. Returns `AuthRefused`, `PasswordRefused` or
/// `Refused` if the proxy refuses the login or the connection. Returns `Io` if the socket fails, and `Malformed` if its
/// other end is not a proxy. Drop the socket after an error.
///
/// # Cancel safety
///
/// This function is not cancel safe. If its future is dropped before it completes, drop the socket too.
pub async fn connect<M, T: TryInto<Target, Error: Into<Error>>>(
    socket: impl IntoPollIo<M, Io: Unpin>,
    target: T,
    auth: Auth<'_>,
) -> Result<Target, Error> {
    command(&mut socket.into_poll_io(), CONNECT, target.try_into().map_err(Into::into)?, auth).await
}

/// Asks the proxy at the other end of `socket` to listen for a connection from `target`, and returns the address that
/// it listens on. Tell the other side this address, and then call [`accept`].
///
/// # Errors
///
/// Returns the same errors as [`connect`].
///
/// # Cancel safety
///
/// This function is not cancel safe. If its future is dropped before it completes, drop the socket too.
pub async fn bind<M, T: TryInto<Target, Error: Into<Error>>>(
    socket: impl IntoPollIo<M, Io: Unpin>,
    target: T,
    auth: Auth<'_>,
) -> Result<Target, Error> {
    command(&mut socket.into_poll_io(), BIND, target.try_into().map_err(Into::into)?, auth).await
}

/// Waits for the connection that [`bind`] has asked for on `socket`, and returns the address that it comes from.
/// After that the socket carries the bytes of this connection.
///
/// # Errors
///
/// Returns the same errors as [`connect`].
///
/// # Cancel safety
///
/// This function is not cancel safe. If its future is dropped before it completes, drop the socket too.
pub async fn accept<M>(socket: impl IntoPollIo<M, Io: Unpin>) -> Result<Target, Error> {
    reply(&mut socket.into_poll_io()).await
}

async fn command(
    socket: &mut (impl AsyncRead + AsyncWrite + Unpin),
    command: u8,
    target: Target,
    auth: Auth<'_>,
) -> Result<Target, Error> {
    authenticate(socket, auth).await?;
    let mut request = vec![VERSION, command, 0];
    target.encode(&mut request)?;
    send(socket, &request).await?;
    reply(socket).await
}

/// Sends a message, and flushes it in case the stream buffers.
async fn send(socket: &mut (impl AsyncWrite + Unpin), message: &[u8]) -> IoResult<()> {
    socket.write_all(message).await?;
    socket.flush().await
}

async fn authenticate(socket: &mut (impl AsyncRead + AsyncWrite + Unpin), auth: Auth<'_>) -> Result<(), Error> {
    let credentials = match auth {
        Auth::None => None,
        Auth::Password { user, password } => {
            let mut message = vec![PASSWORD_VERSION];
            for (name, text) in [("user", user), ("password", password)] {
                let len = u8::try_from(text.len()).ok().filter(|len| *len > 0);
                message.push(len.ok_or(Error::Invalid(name))?);
                message.extend_from_slice(text.as_bytes());
            }
            Some(message)
        }
    };
    let methods: &[u8] = if credentials.is_some() { &[VERSION, 2, NO_AUTH, PASSWORD] } else { &[VERSION, 1, NO_AUTH] };
    send(socket, methods).await?;
    match (socket.read_array().await?, credentials) {
        ([VERSION, NO_AUTH], _) => Ok(()),
        ([VERSION, PASSWORD], Some(message)) => {
            send(socket, &message).await?;
            match socket.read_array().await? {
                [PASSWORD_VERSION, 0] => Ok(()),
                [PASSWORD_VERSION, code] => Err(Error::PasswordRefused(code)),
                _ => Err(Error::Malformed("its answer to the password has the wrong version")),
            }
        }
        ([VERSION, PASSWORD | NOT_ACCEPTED], _) => Err(Error::AuthRefused),
        ([VERSION, _], _) => Err(Error::Malformed("it chose a method that was not offered")),
        _ => Err(Error::Malformed("its answer has the wrong version")),
    }
}

async fn reply(socket: &mut (impl AsyncRead + Unpin)) -> Result<Target, Error> {
    match socket.read_array().await? {
        [VERSION, 0, 0] => Target::read(socket).await,
        [VERSION, code, 0] => Err(Error::Refused(code)),
        [VERSION, ..] => Err(Error::Malformed("the reserved byte of its reply is not 0")),
        _ => Err(Error::Malformed("its reply has the wrong version")),
    }
}

/// Tests the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
