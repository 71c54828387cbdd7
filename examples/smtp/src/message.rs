//! Writes a message as RFC 5321 requires it (sections 2.3.8 and 4.5.2).

use poll_io::{Result, prelude::*};

/// Writes `message` and the dot that ends it. Each written line ends in `\r\n`, whatever it ends in inside `message`.
/// Some servers take a lone `\r` or `\n` for the end of a line, and others take it for text. An attacker could use this
/// difference to smuggle a second message into the first.
pub(crate) async fn write(stream: &mut (impl AsyncWrite + Unpin), mut message: &[u8]) -> Result<()> {
    while !message.is_empty() {
        let end = message.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(message.len());
        let (line, rest) = message.split_at(end);
        if line.first() == Some(&b'.') {
            stream.write_all(b".").await?;
        }
        stream.write_all(line).await?;
        stream.write_all(b"\r\n").await?;
        message = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
    }
    stream.write_all(b".\r\n").await
}
