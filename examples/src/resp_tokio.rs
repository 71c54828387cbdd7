//! The same protocol written for tokio's traits alone, as its users would: what the other is compared with.

use crate::resp::{Batch, MAX_ARGUMENTS, MAX_LINE, MAX_REQUEST, Store};
use std::io::{Error, ErrorKind, Result};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

/// Replies are handed on once they are so long, in bytes.
const REPLIES: usize = 16 * 1024;

/// Serves one connection until the peer closes it or quits.
///
/// # Errors
///
/// Those of the stream. What the peer does wrong is answered, and is no error.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(stream: S, store: &Store) -> Result<()> {
    let mut stream = BufReader::new(stream);
    let mut replies = Vec::new();
    loop {
        let request = match read_request(&mut stream).await {
            Ok(Some(request)) => request,
            Ok(None) => break,
            Err(e) if e.kind() == ErrorKind::InvalidData => {
                replies.extend_from_slice(format!("-ERR Protocol error: {e}\r\n").as_bytes());
                break;
            }
            Err(e) => return Err(e),
        };
        let quit = store.answer(&request, &mut replies);
        if quit {
            break;
        }
        // As long as requests are buffered their replies go together: that is what pipelining is for.
        if stream.buffer().is_empty() || replies.len() >= REPLIES {
            stream.write_all(&replies).await?;
            stream.flush().await?;
            replies.clear();
        }
    }
    stream.write_all(&replies).await?;
    stream.shutdown().await
}

fn malformed(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

/// Reads a line without its end; `None` at the end of the stream.
async fn read_line<S: AsyncBufRead + Unpin>(stream: &mut S) -> Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if (&mut *stream).take(MAX_LINE as u64).read_until(b'\n', &mut line).await? == 0 {
        return Ok(None);
    }
    if line.pop() != Some(b'\n') {
        return Err(if line.len() + 1 < MAX_LINE {
            ErrorKind::UnexpectedEof.into()
        } else {
            malformed("line too long")
        });
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(line))
}

fn number(digits: &[u8]) -> Result<i64> {
    std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()).ok_or_else(|| malformed("invalid length"))
}

/// Reads a request: an array of bulk strings, or words on a line.
async fn read_request<S: AsyncBufRead + Unpin>(stream: &mut S) -> Result<Option<Vec<Vec<u8>>>> {
    let Some(line) = read_line(stream).await? else { return Ok(None) };
    let Some(count) = line.strip_prefix(b"*") else {
        let words = line.split(|&b| b == b' ').filter(|word| !word.is_empty());
        return Ok(Some(words.map(<[u8]>::to_vec).collect()));
    };
    let count = usize::try_from(number(count)?.max(0)).unwrap_or(usize::MAX);
    if count > MAX_ARGUMENTS {
        return Err(malformed("too many arguments"));
    }
    let (mut request, mut left) = (Vec::new(), MAX_REQUEST);
    for _ in 0..count {
        let line = read_line(stream).await?.ok_or(ErrorKind::UnexpectedEof)?;
        let len = line.strip_prefix(b"$").ok_or_else(|| malformed("expected a bulk string"))?;
        let len = usize::try_from(number(len)?).map_err(|_| malformed("invalid length"))?;
        left = left.checked_sub(len).ok_or_else(|| malformed("request too long"))?;
        // Grows with what comes, whatever length was announced.
        let mut argument = Vec::new();
        (&mut *stream).take(len as u64).read_to_end(&mut argument).await?;
        if argument.len() < len {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let mut end = [0; 2];
        stream.read_exact(&mut end).await?;
        if &end != b"\r\n" {
            return Err(malformed("a bulk string is longer than it says"));
        }
        request.push(argument);
    }
    Ok(Some(request))
}

/// Runs `rounds` batches as the client `id`, and returns how many requests were answered as they must be.
///
/// # Errors
///
/// Those of the stream, and `InvalidData` if a reply differs.
pub async fn check<S: AsyncRead + AsyncWrite + Unpin>(stream: S, id: usize, rounds: usize) -> Result<usize> {
    let mut stream = BufReader::new(stream);
    let (mut verified, mut replies) = (0, Vec::new());
    for round in 0..rounds {
        let batch = Batch::new(id, round);
        stream.write_all(&batch.sent).await?;
        stream.flush().await?;
        replies.resize(batch.expected.len(), 0);
        stream.read_exact(&mut replies).await?;
        if replies != batch.expected {
            return Err(malformed("a reply differs from what it must be"));
        }
        verified += batch.requests;
    }
    stream.shutdown().await?;
    Ok(verified)
}
