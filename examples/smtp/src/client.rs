use crate::{ClientConfig, Error, Reply, message};
use base64::{Engine, prelude::BASE64_STANDARD};
use poll_io::{BufReader, BufWriter, Either, prelude::*};
use poll_io_compat::{Compat, FromTokio, IntoPollIo};
use std::{fmt, pin::Pin, sync::Arc};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};

/// The longest command, in bytes, including its end (RFC 5321, section 4.5.3.1.4).
const MAX_COMMAND: usize = 512;

/// The stream of a user whose runtime moves tasks between threads.
type Shared = Pin<Box<dyn AsyncReadWrite + Send>>;

/// The stream of a user whose runtime keeps each task on its thread.
type Local = Pin<Box<dyn AsyncReadWrite>>;

/// The connection is either plain or uses TLS.
type Stream<S> = Either<S, FromTokio<Box<TlsStream<Compat<S>>>>>;

type Buffered<S> = BufReader<BufWriter<Stream<S>>>;

fn buffered<S: AsyncReadWrite>(stream: Stream<S>) -> Buffered<S> {
    BufReader::new(BufWriter::new(stream))
}

/// A session of a client that is connected to a server.
///
/// # Cancel safety
///
/// The methods are not cancel safe. If the future of a method is dropped before it completes, the client no longer
/// knows which reply comes next. Drop the session too.
pub struct Client<S = Shared> {
    stream: Buffered<S>,
    name: String,
    extensions: Vec<String>,
    encrypted: bool,
}

/// A session over a stream that is not `Send`. The streams of the runtimes over `io_uring` are not.
pub type LocalClient = Client<Local>;

impl Client {
    /// Starts a session over `io`, a stream of any family with a bridge. `name` is the name that the client tells the
    /// server.
    ///
    /// # Errors
    ///
    /// Returns `Refused` if the server does not accept the session. Like every method, it returns `Io` if the stream
    /// fails, and `Malformed` if the server does not speak SMTP.
    pub async fn connect<M>(io: impl IntoPollIo<M, Io: Send + 'static>, name: &str) -> Result<Self, Error> {
        let stream: Shared = Box::pin(io.into_poll_io());
        Client::begin(stream, name).await
    }
}

impl LocalClient {
    /// Starts a session like [`Client::connect`], over a stream that need not be `Send`.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`Client::connect`].
    pub async fn connect_local<M>(io: impl IntoPollIo<M, Io: 'static>, name: &str) -> Result<Self, Error> {
        let stream: Local = Box::pin(io.into_poll_io());
        Client::begin(stream, name).await
    }
}

impl<S: AsyncReadWrite + Unpin> Client<S> {
    async fn begin(stream: S, name: &str) -> Result<Self, Error> {
        let name = word(name)?.to_owned();
        let mut client =
            Client { stream: buffered(Either::Left(stream)), name, extensions: Vec::new(), encrypted: false };
        accept("connecting", Reply::read(&mut client.stream).await?)?;
        client.hello().await?;
        Ok(client)
    }

    /// Returns whether the server offers the extension `keyword`.
    pub fn supports(&self, keyword: &str) -> bool {
        self.parameters(keyword).is_some()
    }

    /// Switches the session to TLS. The certificate of the server must be valid for `host`.
    ///
    /// # Errors
    ///
    /// Returns `NotOffered` if the server has no `STARTTLS`, `Invalid` if `host` is not a host name, and `Io` if the
    /// handshake fails. The session is dropped after an error. To continue without TLS, connect again.
    pub async fn start_tls(mut self, config: Arc<ClientConfig>, host: &str) -> Result<Self, Error> {
        let host = ServerName::try_from(host.to_owned()).map_err(|_| Error::Invalid("the host name is not valid"))?;
        if !self.supports("STARTTLS") {
            return Err(Error::NotOffered("STARTTLS"));
        }
        self.command("STARTTLS", "STARTTLS").await?;
        // Bytes that came with the reply are not encrypted, so anyone could have sent them (RFC 3207, section 6).
        if !self.stream.buffer().is_empty() {
            return Err(Error::Malformed("the server sent unencrypted data after the reply to STARTTLS"));
        }
        let stream = self.stream.into_inner().into_inner().map_err(|_| Error::Malformed("a reply came too early"))?;
        let Either::Left(stream) = stream else {
            return Err(Error::Invalid("the session uses TLS already"));
        };
        let tls = TlsConnector::from(config).connect(host, Compat::new(stream)).await?;
        let stream = Either::Right(FromTokio::new(Box::new(tls)));
        let Client { name, extensions, .. } = self;
        let mut client = Client { stream: buffered(stream), name, extensions, encrypted: true };
        client.hello().await?;
        Ok(client)
    }

    /// Logs in with a name and a password.
    ///
    /// # Errors
    ///
    /// Returns `Invalid` if the session does not use TLS, or the name or the password contains a NUL byte. Returns
    /// `NotOffered` if the server has no `AUTH PLAIN`, and `Refused` if the server does not accept the password.
    pub async fn auth_plain(&mut self, user: &str, password: &str) -> Result<(), Error> {
        if !self.encrypted {
            return Err(Error::Invalid("a password must not be sent without TLS"));
        }
        if [user, password].iter().any(|text| text.contains('\0')) {
            return Err(Error::Invalid("the name or the password contains a NUL byte"));
        }
        let plain = |mechanisms: &str| mechanisms.split(' ').any(|name| name.eq_ignore_ascii_case("PLAIN"));
        if !self.parameters("AUTH").is_some_and(plain) {
            return Err(Error::NotOffered("AUTH PLAIN"));
        }
        let secret = BASE64_STANDARD.encode(format!("\0{user}\0{password}"));
        let command = format!("AUTH PLAIN {secret}");
        if command.len() + 2 <= MAX_COMMAND {
            self.command("AUTH", &command).await?;
        } else {
            // A secret that is too long for the command is sent on a line of its own, after the server asks for it.
            self.command("AUTH", "AUTH PLAIN").await?;
            self.line(&secret).await?;
            accept("AUTH", Reply::read(&mut self.stream).await?)?;
        }
        Ok(())
    }

    /// Sends `message`, which has a header and a body, from one address to others. Its lines may end in `\n` or `\r\n`.
    ///
    /// # Errors
    ///
    /// Returns `Invalid` if `to` is empty or an address is not valid. Returns `NotOffered` if the message is not ASCII
    /// and the server has no `8BITMIME`. Returns `Refused` if the server refuses the sender, a recipient or the
    /// message. After `Refused`, the server delivers the message to nobody, and the session can be used again.
    pub async fn send(&mut self, from: &str, to: &[&str], message: &[u8]) -> Result<(), Error> {
        if to.is_empty() {
            return Err(Error::Invalid("no recipient"));
        }
        for address in to.iter().chain([&from]) {
            word(address)?;
        }
        let eight_bit = if message.is_ascii() {
            ""
        } else if self.supports("8BITMIME") {
            " BODY=8BITMIME"
        } else {
            return Err(Error::NotOffered("8BITMIME"));
        };
        let sent = self.transact(from, to, eight_bit, message).await;
        if matches!(sent, Err(Error::Refused(..))) {
            self.command("RSET", "RSET").await?;
        }
        sent
    }

    async fn transact(&mut self, from: &str, to: &[&str], eight_bit: &str, message: &[u8]) -> Result<(), Error> {
        self.command("MAIL", &format!("MAIL FROM:<{from}>{eight_bit}")).await?;
        for to in to {
            self.command("RCPT", &format!("RCPT TO:<{to}>")).await?;
        }
        let reply = self.command("DATA", "DATA").await?;
        if reply.code != 354 {
            return Err(Error::Malformed("the server accepted the message before it was sent"));
        }
        message::write(&mut self.stream, message).await?;
        self.stream.flush().await?;
        accept("the message", Reply::read(&mut self.stream).await?)?;
        Ok(())
    }

    /// Ends the session.
    ///
    /// # Errors
    ///
    /// Returns `Refused` if the server refuses to end the session.
    pub async fn quit(mut self) -> Result<(), Error> {
        self.command("QUIT", "QUIT").await?;
        // The server has accepted `QUIT`, and may close the connection first.
        let _ = self.stream.shutdown().await;
        Ok(())
    }

    /// Sends `EHLO`, and stores the extensions that the server offers.
    async fn hello(&mut self) -> Result<(), Error> {
        let reply = self.command("EHLO", &format!("EHLO {}", self.name)).await?;
        // The first line is the name of the server.
        self.extensions = reply.lines.into_iter().skip(1).collect();
        Ok(())
    }

    /// Returns the parameters after the `keyword` of an extension, if the server offers that extension.
    fn parameters(&self, keyword: &str) -> Option<&str> {
        self.extensions.iter().find_map(|line| {
            let (name, parameters) = line.split_once(' ').unwrap_or((line, ""));
            name.eq_ignore_ascii_case(keyword).then_some(parameters)
        })
    }

    async fn line(&mut self, line: &str) -> Result<(), Error> {
        self.stream.write_all(line.as_bytes()).await?;
        self.stream.write_all(b"\r\n").await?;
        self.stream.flush().await?;
        Ok(())
    }

    async fn command(&mut self, name: &'static str, line: &str) -> Result<Reply, Error> {
        if line.len() + 2 > MAX_COMMAND {
            return Err(Error::Invalid("a command would be too long"));
        }
        self.line(line).await?;
        accept(name, Reply::read(&mut self.stream).await?)
    }
}

/// Returns the reply, if it is positive.
fn accept(command: &'static str, reply: Reply) -> Result<Reply, Error> {
    if reply.is_positive() { Ok(reply) } else { Err(Error::Refused(command, reply)) }
}

/// Returns a name or an address, if a command can contain it. It must not contain a character that ends a command, a
/// word or an address.
fn word(text: &str) -> Result<&str, Error> {
    let bad = |c: char| c.is_control() || matches!(c, ' ' | '<' | '>') || !c.is_ascii();
    if text.contains(bad) { Err(Error::Invalid("a name or address is not valid")) } else { Ok(text) }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("extensions", &self.extensions)
            .field("encrypted", &self.encrypted)
            .finish_non_exhaustive()
    }
}
