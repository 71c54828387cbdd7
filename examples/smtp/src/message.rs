//! A message on the wire: RFC 5321, sections 2.3.8 and 4.5.2.

use poll_io::{Result, prelude::*};

/// Writes `message` and the dot that ends it. Each line ends in `\r\n` there, whatever it ends in here: a lone `\r` or `\n`
/// that one server takes for an end and another for text is how a second message is smuggled into the first.
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
