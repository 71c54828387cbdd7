//! The same protocol, written for tokio's traits alone as users of tokio would write it. It is the baseline of the
//! comparison.

use crate::resp::{Batch, MAX_ARGUMENTS, MAX_LINE, MAX_REQUEST, REPLIES, Shared, length, malformed};
use std::io::{ErrorKind, Result};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

/// Serves one connection until the peer closes it or quits.
///
/// # Errors
///
/// Returns any error of the stream. A mistake of the peer is answered, and is not an error here.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(stream: S, store: &impl Shared) -> Result<()> {
    let mut connection = Connection { stream: BufReader::new(stream), line: Vec::new(), replies: Vec::new() };
    let mut open = true;
    while open {
        open = match connection.read_request().await {
            Ok(Some(mut request)) => store.lock().answer(&mut request, &mut connection.replies),
            Ok(None) => false,
            Err(e) if e.kind() == ErrorKind::InvalidData => {
                connection.replies.extend_from_slice(format!("-ERR Protocol error: {e}\r\n").as_bytes());
                false
            }
            Err(e) => return Err(e),
        };
        if connection.replies.len() >= REPLIES {
            connection.send().await?;
        }
    }
    connection.send().await?;
    connection.stream.shutdown().await
}

/// Serves one connection.
struct Connection<S> {
    stream: BufReader<S>,
    line: Vec<u8>,
    replies: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    /// Sends the replies. Replies to pipelined requests are sent together. They are sent before the server waits for
    /// more requests, because the peer may be waiting for them.
    async fn send(&mut self) -> Result<()> {
        if !self.replies.is_empty() {
            self.stream.write_all(&self.replies).await?;
            self.stream.flush().await?;
            self.replies.clear();
            // The memory of a long reply is freed, and not kept until the connection ends.
            self.replies.shrink_to(REPLIES);
        }
        Ok(())
    }

    /// Reads a line into `self.line`, without its end. Returns `false` if the stream has ended.
    async fn read_line(&mut self) -> Result<bool> {
        if !self.stream.buffer().contains(&b'\n') {
            self.send().await?;
        }
        self.line.clear();
        let mut stream = (&mut self.stream).take(MAX_LINE as u64);
        if stream.read_until(b'\n', &mut self.line).await? == 0 {
            return Ok(false);
        }
        if stream.limit() == 0 && !self.line.ends_with(b"\n") {
            return Err(malformed("line too long"));
        }
        let line = self.line.strip_suffix(b"\n").ok_or(ErrorKind::UnexpectedEof)?;
        self.line.truncate(line.strip_suffix(b"\r").unwrap_or(line).len());
        Ok(true)
    }

    /// Reads the `len` bytes of a bulk string, and its end.
    async fn read_bulk(&mut self, len: usize) -> Result<Vec<u8>> {
        if self.stream.buffer().len() < len + 2 {
            self.send().await?;
        }
        let mut text = vec![0; len];
        self.stream.read_exact(&mut text).await?;
        let mut end = [0; 2];
        self.stream.read_exact(&mut end).await?;
        match &end {
            b"\r\n" => Ok(text),
            _ => Err(malformed("a bulk string is longer than it says")),
        }
    }

    /// Reads a request: an array of bulk strings, or words on a line.
    async fn read_request(&mut self) -> Result<Option<Vec<Vec<u8>>>> {
        if !self.read_line().await? {
            return Ok(None);
        }
        let Some(count) = self.line.strip_prefix(b"*") else {
            let words = self.line.split(|&b| b == b' ').filter(|word| !word.is_empty());
            if words.clone().count() > MAX_ARGUMENTS {
                return Err(malformed("too many arguments"));
            }
            return Ok(Some(words.map(<[u8]>::to_vec).collect()));
        };
        let count = length(count, MAX_ARGUMENTS)?;
        let (mut request, mut left) = (Vec::with_capacity(count), MAX_REQUEST);
        for _ in 0..count {
            if !self.read_line().await? {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let len = self.line.strip_prefix(b"$").ok_or_else(|| malformed("expected a bulk string"))?;
            let len = length(len, left)?;
            left -= len;
            request.push(self.read_bulk(len).await?);
        }
        Ok(Some(request))
    }
}

/// A client that knows what the server must reply.
#[derive(Debug)]
pub struct Client<S> {
    stream: BufReader<S>,
    replies: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    /// Makes a client that talks to a server over `stream`.
    pub fn new(stream: S) -> Self {
        Client { stream: BufReader::new(stream), replies: Vec::new() }
    }

    /// Sends a batch at once, and waits for the replies. Returns the number of requests that were answered correctly.
    ///
    /// # Errors
    ///
    /// Returns any error of the stream, and `InvalidData` if a reply differs from the expected one.
    pub async fn ask(&mut self, batch: &Batch) -> Result<usize> {
        self.stream.write_all(&batch.sent).await?;
        self.stream.flush().await?;
        self.replies.resize(batch.expected.len(), 0);
        self.stream.read_exact(&mut self.replies).await?;
        if self.replies != batch.expected {
            return Err(malformed("a reply differs from the expected one"));
        }
        Ok(batch.requests)
    }

    /// Ends the connection.
    ///
    /// # Errors
    ///
    /// Returns any error of the stream.
    pub async fn close(mut self) -> Result<()> {
        self.stream.shutdown().await
    }
}

/// Sends batches one after the other, and closes the connection. Returns the number of requests that were answered
/// correctly.
///
/// # Errors
///
/// Returns any error of the stream, and `InvalidData` if a reply differs from the expected one.
pub async fn check<S: AsyncRead + AsyncWrite + Unpin>(stream: S, batches: &[Batch]) -> Result<usize> {
    let (mut client, mut verified) = (Client::new(stream), 0);
    for batch in batches {
        verified += client.ask(batch).await?;
    }
    client.close().await?;
    Ok(verified)
}
