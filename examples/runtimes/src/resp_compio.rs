//! The same protocol, written for compio alone as users of compio would write it. Each operation takes a buffer by
//! value, and returns it on completion. This is the baseline of the comparison.

use compio::{
    buf::BufResult,
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
};
use poll_io_examples::resp::{Batch, MAX_ARGUMENTS, MAX_LINE, MAX_REQUEST, REPLIES, Shared, length, malformed};
use std::{
    io::{ErrorKind, Result},
    mem::take,
};

/// The number of bytes that one read asks for.
const READ: usize = 8 * 1024;

/// Serves one connection until the peer closes it or quits.
///
/// # Errors
///
/// Returns any error of the stream. A mistake of the peer is answered, and is not an error here.
pub async fn serve<S: AsyncRead + AsyncWrite>(stream: S, store: &impl Shared) -> Result<()> {
    let mut connection =
        Connection { stream, input: Vec::with_capacity(READ), used: 0, line: Vec::new(), replies: Vec::new() };
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
    stream: S,
    /// The bytes that were received. The first `used` bytes are read already.
    input: Vec<u8>,
    used: usize,
    line: Vec<u8>,
    replies: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite> Connection<S> {
    /// Sends all replies at once.
    async fn send(&mut self) -> Result<()> {
        if !self.replies.is_empty() {
            let BufResult(result, replies) = self.stream.write_all(take(&mut self.replies)).await;
            self.replies = replies;
            result?;
            self.replies.clear();
            // The memory of a long reply is freed, and not kept until the connection ends.
            self.replies.shrink_to(REPLIES);
        }
        Ok(())
    }

    /// Receives more. The peer may be waiting for the replies, so they are sent first. Returns `false` if the stream
    /// has ended.
    async fn fill(&mut self) -> Result<bool> {
        self.send().await?;
        self.input.clear();
        self.used = 0;
        let BufResult(result, input) = self.stream.append(take(&mut self.input)).await;
        self.input = input;
        Ok(result? > 0)
    }

    /// Reads a line into `self.line`, without its end. Returns `false` if the stream has ended.
    async fn read_line(&mut self) -> Result<bool> {
        self.line.clear();
        loop {
            let rest = &self.input[self.used..];
            let end = memchr::memchr(b'\n', rest);
            let piece = &rest[..end.map_or(rest.len(), |at| at + 1)];
            if self.line.len() + piece.len() > MAX_LINE {
                return Err(malformed("line too long"));
            }
            self.line.extend_from_slice(piece);
            self.used += piece.len();
            if end.is_some() {
                self.line.pop();
                self.line.pop_if(|last| *last == b'\r');
                return Ok(true);
            }
            if !self.fill().await? {
                return if self.line.is_empty() { Ok(false) } else { Err(ErrorKind::UnexpectedEof.into()) };
            }
        }
    }

    /// Appends the next `len` bytes to `text`.
    async fn read_into(&mut self, text: &mut Vec<u8>, mut len: usize) -> Result<()> {
        loop {
            let rest = &self.input[self.used..];
            let piece = &rest[..len.min(rest.len())];
            text.extend_from_slice(piece);
            self.used += piece.len();
            len -= piece.len();
            if len == 0 {
                return Ok(());
            }
            if !self.fill().await? {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Reads the `len` bytes of a bulk string, and its end.
    async fn read_bulk(&mut self, len: usize) -> Result<Vec<u8>> {
        let mut text = Vec::with_capacity(len);
        self.read_into(&mut text, len).await?;
        let mut end = take(&mut self.line);
        end.clear();
        self.read_into(&mut end, 2).await?;
        self.line = end;
        match &self.line[..] {
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
    stream: S,
    sent: Vec<u8>,
    replies: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite> Client<S> {
    /// Makes a client that talks to a server over `stream`.
    pub fn new(stream: S) -> Self {
        Client { stream, sent: Vec::new(), replies: Vec::new() }
    }

    /// Sends a batch at once, and waits for the replies. Returns the number of requests that were answered correctly.
    ///
    /// # Errors
    ///
    /// Returns any error of the stream, and `InvalidData` if a reply differs from the expected one.
    pub async fn ask(&mut self, batch: &Batch) -> Result<usize> {
        // The operation must own its buffer, so the batch of the caller is copied.
        self.sent.clear();
        self.sent.extend_from_slice(&batch.sent);
        let BufResult(result, sent) = self.stream.write_all(take(&mut self.sent)).await;
        self.sent = sent;
        result?;
        let mut replies = take(&mut self.replies);
        replies.clear();
        replies.reserve_exact(batch.expected.len());
        while replies.len() < batch.expected.len() {
            let BufResult(result, filled) = self.stream.append(replies).await;
            replies = filled;
            if result? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        self.replies = replies;
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
