//! The Redis protocol, server and client, for every stream there is: nothing here names a runtime.
//!
//! The arguments of a request are bounded by [`MAX_REQUEST`] bytes. Its reply is not bounded yet (an `MGET` repeats stored
//! values as often as it is asked), nor is the store. What is malformed or too long is answered with an error, and the
//! connection is closed.

use poll_io::{BufReader, Error, ErrorKind, Result, prelude::*};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// The most arguments of one request.
pub const MAX_ARGUMENTS: usize = 1024;
/// The most bytes of the arguments of one request together.
pub const MAX_REQUEST: usize = 1 << 20;
/// The most bytes of a line: a length, or a request that is written inline.
pub const MAX_LINE: usize = 4096;
/// Replies are handed on once they are so long, in bytes.
const REPLIES: usize = 16 * 1024;

/// What the server keeps.
#[derive(Debug, Default)]
pub struct Store(Mutex<HashMap<Vec<u8>, Vec<u8>>>);

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
    if stream.read_until(b'\n', &mut line).limit(MAX_LINE).await? == 0 {
        return Ok(None);
    }
    if line.pop() != Some(b'\n') {
        return Err(ErrorKind::UnexpectedEof.into());
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
        if stream.read_array().await? != *b"\r\n" {
            return Err(malformed("a bulk string is longer than it says"));
        }
        request.push(argument);
    }
    Ok(Some(request))
}

impl Store {
    /// Appends the reply to `request`, and returns whether the connection ends with it.
    pub fn answer(&self, request: &[Vec<u8>], out: &mut Vec<u8>) -> bool {
        let Some((name, args)) = request.split_first() else { return false };
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match (name.to_ascii_uppercase().as_slice(), args) {
            (b"PING", []) => out.extend_from_slice(b"+PONG\r\n"),
            (b"PING" | b"ECHO", [text]) => bulk(out, Some(text)),
            (b"SET", [key, value]) => {
                map.insert(key.clone(), value.clone());
                out.extend_from_slice(b"+OK\r\n");
            }
            (b"GET", [key]) => bulk(out, map.get(key)),
            (b"MGET", [_, ..]) => {
                header(out, b'*', args.len());
                for key in args {
                    bulk(out, map.get(key));
                }
            }
            (b"MSET", [_, _, ..]) if args.len() % 2 == 0 => {
                map.extend(args.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())));
                out.extend_from_slice(b"+OK\r\n");
            }
            (b"DEL", [_, ..]) => header(out, b':', args.iter().filter(|key| map.remove(*key).is_some()).count()),
            (b"EXISTS", [_, ..]) => header(out, b':', args.iter().filter(|key| map.contains_key(*key)).count()),
            (b"INCR", [key]) => {
                let old = map.get(key).map_or(Some(0), |value| number(value).ok());
                match old.and_then(|n| n.checked_add(1)) {
                    Some(n) => {
                        map.insert(key.clone(), n.to_string().into_bytes());
                        out.extend_from_slice(format!(":{n}\r\n").as_bytes());
                    }
                    None => out.extend_from_slice(b"-ERR value is not an integer or out of range\r\n"),
                }
            }
            (b"COMMAND" | b"CONFIG", _) => header(out, b'*', 0),
            (b"CLIENT" | b"SELECT", _) => out.extend_from_slice(b"+OK\r\n"),
            (b"QUIT", _) => {
                out.extend_from_slice(b"+OK\r\n");
                return true;
            }
            (b"PING" | b"ECHO" | b"SET" | b"GET" | b"MGET" | b"MSET" | b"DEL" | b"EXISTS" | b"INCR", _) => {
                out.extend_from_slice(b"-ERR wrong number of arguments\r\n");
            }
            _ => out.extend_from_slice(b"-ERR unknown command\r\n"),
        }
        false
    }
}

fn header(out: &mut Vec<u8>, kind: u8, n: usize) {
    out.push(kind);
    out.extend_from_slice(n.to_string().as_bytes());
    out.extend_from_slice(b"\r\n");
}

fn bulk(out: &mut Vec<u8>, text: Option<&Vec<u8>>) {
    match text {
        Some(text) => {
            header(out, b'$', text.len());
            out.extend_from_slice(text);
            out.extend_from_slice(b"\r\n");
        }
        None => out.extend_from_slice(b"$-1\r\n"),
    }
}

/// One batch of the client, in its two forms: what is sent, and what must come back.
#[derive(Debug, Default)]
pub struct Batch {
    /// The requests, on the wire.
    pub sent: Vec<u8>,
    /// The replies, on the wire.
    pub expected: Vec<u8>,
    /// How many requests it is.
    pub requests: usize,
}

impl Batch {
    /// Makes the `round`th batch of the client `id`: numbers, texts and lists, of which it knows every reply.
    pub fn new(id: usize, round: usize) -> Self {
        let mut batch = Batch::default();
        for n in 0..10 {
            let (key, value) = (format!("k{id}:{n}"), format!("value {round} {}", "x".repeat(n * 20)));
            batch.add(&["SET", &key, &value], "+OK\r\n");
            batch.add(&["GET", &key], &format!("${}\r\n{value}\r\n", value.len()));
            batch.add(&["INCR", &format!("n{id}")], &format!(":{}\r\n", round * 10 + n + 1));
            batch.add(&["MGET", &key, "none"], &format!("*2\r\n${}\r\n{value}\r\n$-1\r\n", value.len()));
            batch.add(&["PING"], "+PONG\r\n");
        }
        batch
    }

    fn add(&mut self, words: &[&str], reply: &str) {
        header(&mut self.sent, b'*', words.len());
        for word in words {
            bulk(&mut self.sent, Some(&word.as_bytes().to_vec()));
        }
        self.expected.extend_from_slice(reply.as_bytes());
        self.requests += 1;
    }
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
