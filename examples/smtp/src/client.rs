use crate::{ClientConfig, Error, Reply, message};
use base64::{Engine, prelude::BASE64_STANDARD};
use poll_io::{BufReader, BufWriter, prelude::*};
use poll_io_compat::{Compat, IntoPollIo};
use std::{fmt, pin::Pin, sync::Arc};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

/// The most bytes of a command, its end among them: RFC 5321, section 4.5.3.1.4.
const MAX_COMMAND: usize = 512;

/// The connection, in the clear or in TLS.
type Stream = Pin<Box<dyn AsyncReadWrite + Send>>;

type Buffered = BufReader<BufWriter<Stream>>;

fn buffered(stream: Stream) -> Buffered {
    BufReader::new(BufWriter::new(stream))
}

/// A session with a server.
///
/// # Cancel safety
///
/// None: when the future of one of its methods is dropped half way, the session is no longer in step and is to be dropped
/// too.
pub struct Client {
    stream: Buffered,
    name: String,
    extensions: Vec<String>,
    encrypted: bool,
}

impl Client {
    /// Begins a session over `io`, any stream there is a bridge for; `name` is what this side calls itself.
    ///
    /// # Errors
    ///
    /// `Refused` if the server will not have it, and as for every method: `Io` those of the stream, `Malformed` if what
    /// comes is not SMTP.
    pub async fn connect<M>(io: impl IntoPollIo<M, Io: Send + 'static>, name: &str) -> Result<Self, Error> {
        let stream: Stream = Box::pin(io.into_poll_io());
        let name = word(name)?.to_owned();
        let mut client = Client { stream: buffered(stream), name, extensions: Vec::new(), encrypted: false };
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
    /// `NotOffered` if the server has no `STARTTLS`, and `Io` if the handshake fails. Neither leaves a session behind: to go
    /// on in the clear takes a connection anew, and a decision.
    pub async fn start_tls(mut self, config: Arc<ClientConfig>, host: &str) -> Result<Self, Error> {
        let host = ServerName::try_from(host.to_owned()).map_err(|_| Error::Invalid("no name of a host"))?;
        if !self.supports("STARTTLS") {
            return Err(Error::NotOffered("STARTTLS"));
        }
        self.command("STARTTLS", "STARTTLS").await?;
        // What came with the reply came in the clear, and could be from anyone (RFC 3207, section 6).
        if !self.stream.buffer().is_empty() {
            return Err(Error::Malformed("something follows the reply to STARTTLS in the clear"));
        }
        let stream = self.stream.into_inner().into_inner().map_err(|_| Error::Malformed("a command is not sent"))?;
        let tls = TlsConnector::from(config).connect(host, Compat::new(stream)).await?;
        let stream: Stream = Box::pin(tls.into_poll_io());
        let mut client = Client { stream: buffered(stream), encrypted: true, ..self };
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
            return Err(Error::Invalid("a password is not sent in the clear"));
        }
        if [user, password].iter().any(|text| text.contains('\0')) {
            return Err(Error::Invalid("a name or a password with a NUL byte"));
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
            return Err(Error::Malformed("a message is taken before it is there"));
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

    /// Returns what the server says behind the `keyword` of an extension, if it offers that.
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
    if text.contains(bad) { Err(Error::Invalid("not a name or an address")) } else { Ok(text) }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("extensions", &self.extensions)
            .field("encrypted", &self.encrypted)
            .finish_non_exhaustive()
    }
}
