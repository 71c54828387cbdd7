//! A small server that accepts all mail except mail for `nobody`, over any stream.

use poll_io::{BufStream, Error, Result, prelude::*};
use poll_io_compat::{Compat, IntoPollIo};
use std::sync::Arc;
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

/// Records what a session has received.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Session {
    pub commands: Vec<String>,
    pub messages: Vec<Vec<u8>>,
    pub encrypted: bool,
}

/// Serves one session until the client quits.
pub async fn serve<M>(io: impl IntoPollIo<M, Io: Unpin>, tls: Arc<ServerConfig>) -> Result<Session> {
    let mut session = Session::default();
    let mut stream = BufStream::new(io.into_poll_io());
    say(&mut stream, "220-mail.example\r\n220 ready").await?;
    if session.run(&mut stream).await? {
        session.encrypted = true;
        let stream = stream.into_inner().map_err(|_| Error::other("a reply is not sent"))?;
        let tls = TlsAcceptor::from(tls).accept(Compat::new(stream)).await?;
        session.run(&mut BufStream::new(tls.into_poll_io())).await?;
    }
    Ok(session)
}

async fn say(stream: &mut (impl AsyncWrite + Unpin), reply: &str) -> Result<()> {
    stream.write_all(reply.as_bytes()).await?;
    stream.write_all(b"\r\n").await?;
    stream.flush().await
}

async fn line(stream: &mut (impl AsyncBufRead + Unpin)) -> Result<String> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    line.strip_suffix("\r\n").map(str::to_owned).ok_or_else(|| Error::other(format!("no end of a line: {line:?}")))
}

impl Session {
    /// Answers commands. Returns `true` if TLS should start, and `false` if the session has ended.
    async fn run(&mut self, stream: &mut (impl AsyncBufRead + AsyncWrite + Unpin)) -> Result<bool> {
        loop {
            let command = line(stream).await?;
            self.commands.push(command.clone());
            let reply = match command.split(' ').next().unwrap_or_default() {
                "EHLO" if self.encrypted => "250-mail.example\r\n250-8BITMIME\r\n250 AUTH LOGIN PLAIN",
                "EHLO" => "250-mail.example\r\n250 STARTTLS",
                "STARTTLS" => "220 go ahead",
                "AUTH" if command == "AUTH PLAIN" => {
                    say(stream, "334 ").await?;
                    self.commands.push(line(stream).await?);
                    "235 welcome"
                }
                "AUTH" => "235 welcome",
                "RCPT" if command.contains("nobody") => "550-no such\r\n550 user here",
                "MAIL" | "RCPT" | "RSET" => "250 fine",
                "DATA" => {
                    say(stream, "354 go ahead").await?;
                    self.messages.push(message(stream).await?);
                    "250 taken"
                }
                "QUIT" => "221 bye",
                _ => "500 what?",
            };
            say(stream, reply).await?;
            if matches!(&command[..], "STARTTLS" | "QUIT") {
                return Ok(command == "STARTTLS");
            }
        }
    }
}

/// Reads a message up to the final dot, and removes the dots that the client added.
async fn message(stream: &mut (impl AsyncBufRead + Unpin)) -> Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let start = message.len();
        stream.read_until(b'\n', &mut message).await?;
        let line = &message[start..];
        assert!(line.ends_with(b"\r\n") && !line[..line.len() - 2].contains(&b'\r'), "{}", line.escape_ascii());
        if line == b".\r\n" {
            message.truncate(start);
            return Ok(message);
        }
        if line.starts_with(b".") {
            message.remove(start);
        }
    }
}
