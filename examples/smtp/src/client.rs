use crate::{ClientConfig, Error, Reply, message};
use base64::{Engine, prelude::BASE64_STANDARD};
use poll_io::{BufReader, BufWriter, Either, prelude::*};
use poll_io_compat::{Compat, FromTokio, IntoPollIo};
use std::{fmt, pin::Pin, sync::Arc};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};

/// The most bytes of a command, its end among them: RFC 5321, section 4.5.3.1.4.
const MAX_COMMAND: usize = 512;

/// A user's stream, on a runtime that moves tasks between threads.
type Shared = Pin<Box<dyn AsyncReadWrite + Send>>;

/// A user's stream, on a runtime that does not.
type Local = Pin<Box<dyn AsyncReadWrite>>;

/// The connection, in the clear or in TLS.
type Stream<S> = Either<S, FromTokio<Box<TlsStream<Compat<S>>>>>;

type Buffered<S> = BufReader<BufWriter<Stream<S>>>;

fn buffered<S: AsyncReadWrite>(stream: Stream<S>) -> Buffered<S> {
    BufReader::new(BufWriter::new(stream))
}

/// A session with a server.
///
/// # Cancel safety
///
/// No method is cancel safe: when the future of a method is dropped before it completes, client and server are no longer in
/// step. Drop the session too.
pub struct Client<S = Shared> {
    stream: Buffered<S>,
    name: String,
    extensions: Vec<String>,
    encrypted: bool,
}

/// A session over a stream that stays on its thread, as the streams of the runtimes over `io_uring` do.
pub type LocalClient = Client<Local>;

impl Client {
    /// Begins a session over `io`, which is any stream that a bridge exists for. `name` is what this side calls itself.
    ///
    /// # Errors
    ///
    /// Returns `Refused` if the server does not accept the session. As every method, it returns `Io` if the stream fails, and
    /// `Malformed` if the server does not speak SMTP.
    pub async fn connect<M>(io: impl IntoPollIo<M, Io: Send + 'static>, name: &str) -> Result<Self, Error> {
        let stream: Shared = Box::pin(io.into_poll_io());
        Client::begin(stream, name).await
    }
}

impl LocalClient {
    /// Begins a session over a stream that stays on its thread; otherwise as [`Client::connect`].
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

    /// Goes on in TLS with the server of the name `host`.
    ///
    /// # Errors
    ///
    /// Returns `NotOffered` if the server has no `STARTTLS`, and `Io` if the handshake fails. The session is dropped in both
    /// cases. To go on in the clear, the caller connects again.
    pub async fn start_tls(mut self, config: Arc<ClientConfig>, host: &str) -> Result<Self, Error> {
        let host = ServerName::try_from(host.to_owned()).map_err(|_| Error::Invalid("the host name is not valid"))?;
        if !self.supports("STARTTLS") {
            return Err(Error::NotOffered("STARTTLS"));
        }
        self.command("STARTTLS", "STARTTLS").await?;
        // What came with the reply came in the clear, and could be from anyone (RFC 3207, section 6).
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

    /// Says who this is.
    ///
    /// # Errors
    ///
    /// `Invalid` on a connection in the clear and for a name or a password with a NUL byte, and `NotOffered` if the server has no `AUTH PLAIN`.
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
            // What is too long for a command goes behind it, once it is asked for.
            self.command("AUTH", "AUTH PLAIN").await?;
            self.line(&secret).await?;
            accept("AUTH", Reply::read(&mut self.stream).await?)?;
        }
        Ok(())
    }

    /// Sends `message`, header and body, from one address to others. Its lines may end in `\n` or `\r\n`.
    ///
    /// # Errors
    ///
    /// `Invalid` if an address cannot be one, and `Refused` if the server does not take the sender, one of the recipients or
    /// the message; then it has taken it for none of them, and the session goes on.
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
    /// `Refused` if the server has another idea.
    pub async fn quit(mut self) -> Result<(), Error> {
        self.command("QUIT", "QUIT").await?;
        // The server has said goodbye, and may be gone before it is told so too.
        let _ = self.stream.shutdown().await;
        Ok(())
    }

    /// Says hello, and learns what the server offers.
    async fn hello(&mut self) -> Result<(), Error> {
        let reply = self.command("EHLO", &format!("EHLO {}", self.name)).await?;
        // The first line is its name.
        self.extensions = reply.lines.into_iter().skip(1).collect();
        Ok(())
    }

    /// Returns what follows the `keyword` of an extension, if the server offers that extension.
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

/// Returns the reply, if it is a yes.
fn accept(command: &'static str, reply: Reply) -> Result<Reply, Error> {
    if reply.is_positive() { Ok(reply) } else { Err(Error::Refused(command, reply)) }
}

/// Returns a name or an address, if it can stand in a command: what ends a command, a word or an address cannot.
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
