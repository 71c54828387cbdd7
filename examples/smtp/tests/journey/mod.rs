//! One session with every call, over any stream. Tests of several packages run it on their runtimes.

#[path = "../../../../compat/tests/suite/certificate.rs"]
pub mod certificate;
pub mod server;

use futures_lite::future::try_zip;
use poll_io::AsyncReadWrite;
use poll_io_compat::IntoPollIo;
use poll_io_example_smtp::{Client, ClientConfig, Error};
use server::{Session, serve};
use std::sync::Arc;

/// The names that the server and the client use.
pub const HOST: &str = "mail.example";
pub const NAME: &str = "client.example";

/// Makes every call of the client, while a server with the certificate answers at `there`.
pub async fn journey<S: AsyncReadWrite + Unpin, M>(
    connecting: impl Future<Output = Result<Client<S>, Error>>,
    there: impl IntoPollIo<M, Io: Unpin>,
    body: &[u8],
) -> Session {
    let (server, config) = certificate::configs(HOST);
    let other = async { serve(there, server).await.map_err(Error::Io) };
    let ((), session) = try_zip(calls(connecting, config, body), other).await.unwrap();
    session
}

/// Makes every call of the client.
pub async fn calls<S: AsyncReadWrite + Unpin>(
    connecting: impl Future<Output = Result<Client<S>, Error>>,
    config: Arc<ClientConfig>,
    body: &[u8],
) -> Result<(), Error> {
    let client = connecting.await?;
    assert!(client.supports("starttls") && !client.supports("AUTH"));
    let mut client = client.start_tls(config, HOST).await?;
    assert!(client.supports("AUTH") && !client.supports("STARTTLS"));
    client.auth_plain("tim", "tanstaaftanstaaf").await?;
    client.send("a@example.com", &["b@example.com", "c@example.com"], body).await?;
    let refused = client.send("a@example.com", &["b@example.com", "nobody@example.com"], body).await;
    match refused.unwrap_err() {
        Error::Refused("RCPT", reply) => assert_eq!(reply.to_string(), "550 no such / user here"),
        e => panic!("{e:?}"),
    }
    client.auth_plain("long", &"x".repeat(600)).await?;
    client.send("", &["b@example.com"], b"").await?;
    client.quit().await
}

/// Checks the record of the session. The first base64 text is the example of RFC 4616, section 4. The second is too
/// long for a command.
pub fn check(session: &Session, body: &[u8]) {
    let commands: Vec<&str> = session.commands.iter().map(|command| &command[..command.len().min(60)]).collect();
    assert!(session.encrypted);
    let eight_bit =
        if body.is_ascii() { "MAIL FROM:<a@example.com>" } else { "MAIL FROM:<a@example.com> BODY=8BITMIME" };
    assert_eq!(
        commands,
        [
            "EHLO client.example",
            "STARTTLS",
            "EHLO client.example",
            "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm",
            eight_bit,
            "RCPT TO:<b@example.com>",
            "RCPT TO:<c@example.com>",
            "DATA",
            eight_bit,
            "RCPT TO:<b@example.com>",
            "RCPT TO:<nobody@example.com>",
            "RSET",
            "AUTH PLAIN",
            "AGxvbmcAeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4",
            "MAIL FROM:<>",
            "RCPT TO:<b@example.com>",
            "DATA",
            "QUIT",
        ]
    );
    assert_eq!(session.messages.len(), 2);
    assert!(session.messages[0] == body && session.messages[1].is_empty());
}

/// Makes a message with many lines that begin with a dot.
pub fn large() -> Vec<u8> {
    (0..5_000).flat_map(|n| format!(".line {n} of \u{17c}\u{f3}\u{142}\u{107}\r\n").into_bytes()).collect()
}
