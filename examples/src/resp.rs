//! The Redis protocol, server and client, for every stream there is: nothing here names a runtime.
//!
//! A connection takes at most [`MAX_CONNECTION`] bytes of memory and the store at most [`MAX_STORE`], whatever the peers
//! send. What is malformed or too long is answered with an error, and the connection is closed; what is too much to store
//! or to reply is answered with an error, and the connection goes on.

use poll_io::{BufReader, Error, ErrorKind, Result, prelude::*};
use std::{
    collections::HashMap,
    fmt::Display,
    mem::take,
    str::FromStr,
    sync::{Mutex, PoisonError},
};

/// The most bytes of memory that a connection takes: a request, its reply, and the buffers around them.
pub const MAX_CONNECTION: usize = 2 * MAX_REQUEST + 128 * 1024;
/// The most bytes of memory that the store takes.
pub const MAX_STORE: usize = 64 << 20;
/// The most arguments of one request.
pub const MAX_ARGUMENTS: usize = 1024;
/// The most bytes of the arguments of one request together, and of the values of one reply.
pub const MAX_REQUEST: usize = 1 << 20;
/// The most bytes of a line: a length, or a request that is written inline.
pub const MAX_LINE: usize = 4096;
/// Replies are handed on once they are so long, in bytes.
pub(crate) const REPLIES: usize = 16 * 1024;
/// What a key or a value takes in the store beside its bytes: its part of the table, even while that is resized.
const PLACE: usize = 128;

/// Serves one connection until the peer closes it or quits.
///
/// # Errors
///
/// Those of the stream. What the peer does wrong is answered, and is no error.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(stream: S, store: &Store) -> Result<()> {
    let mut connection = Connection { stream: BufReader::new(stream), line: Vec::new(), replies: Vec::new() };
    let mut open = true;
    while open {
        open = match connection.read_request().await {
            Ok(Some(mut request)) => store.answer(&mut request, &mut connection.replies),
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

/// One connection: what has come, and what goes back.
struct Connection<S> {
    stream: BufReader<S>,
    line: Vec<u8>,
    replies: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    /// Hands the replies on: together, which is what pipelining is for, but before any wait for more, since the peer may
    /// itself be waiting for them.
    async fn send(&mut self) -> Result<()> {
        if !self.replies.is_empty() {
            self.stream.write_all(&self.replies).await?;
            self.stream.flush().await?;
            self.replies.clear();
            // One long reply is not paid for as long as the connection lasts.
            self.replies.shrink_to(REPLIES);
        }
        Ok(())
    }

    /// Reads a line without its end, and returns whether there was one.
    async fn read_line(&mut self) -> Result<bool> {
        if !self.stream.buffer().contains(&b'\n') {
            self.send().await?;
        }
        self.line.clear();
        if self.stream.read_until(b'\n', &mut self.line).limit(MAX_LINE).await? == 0 {
            return Ok(false);
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
        // The length is within the limit, so the room is made at once; nothing is zeroed, and nothing copied to grow.
        let mut text = Vec::with_capacity(len);
        (&mut self.stream).take(len as u64).read_to_end(&mut text).await?;
        // If the stream has ended inside the text, that shows here.
        match &self.stream.read_array().await? {
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

pub(crate) fn malformed(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

pub(crate) fn length(digits: &[u8], max: usize) -> Result<usize> {
    number(digits).filter(|n| *n <= max).ok_or_else(|| malformed("invalid length"))
}

fn number<N: FromStr>(digits: &[u8]) -> Option<N> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// What the server keeps, for all its connections.
#[derive(Debug, Default)]
pub struct Store(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    entries: HashMap<Box<[u8]>, Box<[u8]>>,
    /// The memory that they take, rounded up: what [`MAX_STORE`] limits.
    bytes: usize,
}

impl Store {
    /// Appends the reply to `request`, of which it may keep parts, and returns whether the connection goes on.
    pub fn answer(&self, request: &mut [Vec<u8>], out: &mut Vec<u8>) -> bool {
        let Some((name, args)) = request.split_first_mut() else { return true };
        name.make_ascii_uppercase();
        // What a command does is done under one lock: nobody sees half of it.
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(why) = table.answer(name, args, out) {
            out.extend_from_slice(format!("-{why}\r\n").as_bytes());
        }
        name != b"QUIT"
    }
}

/// The text of an error, if it is one.
type Outcome = std::result::Result<(), &'static str>;

impl Table {
    fn answer(&mut self, name: &[u8], args: &mut [Vec<u8>], out: &mut Vec<u8>) -> Outcome {
        match (name, &*args) {
            (b"PING", []) => out.extend_from_slice(b"+PONG\r\n"),
            (b"PING" | b"ECHO", [text]) => bulk(out, Some(text)),
            (b"GET", [key]) => bulk(out, self.get(key)),
            (b"MGET", [_, ..]) => {
                let bytes: usize = args.iter().filter_map(|key| self.get(key)).map(<[u8]>::len).sum();
                if bytes > MAX_REQUEST {
                    return Err("ERR the reply would be too long");
                }
                // All of it at once: a vector that grows takes twice as much on the way.
                out.reserve(bytes + args.len() * HEADER);
                header(out, b'*', args.len());
                for key in args {
                    bulk(out, self.get(key));
                }
            }
            (b"SET", [_, _]) | (b"MSET", [_, _, ..]) if args.len() % 2 == 0 => {
                self.set(args)?;
                out.extend_from_slice(b"+OK\r\n");
            }
            (b"DEL", [_, ..]) => header(out, b':', args.iter().filter(|key| self.remove(key)).count()),
            (b"EXISTS", [_, ..]) => header(out, b':', args.iter().filter(|key| self.get(key).is_some()).count()),
            (b"INCR", [key]) => {
                let old = self.get(key).map_or(Some(0), number::<i64>);
                let new = old.and_then(|n| n.checked_add(1)).ok_or("ERR value is not an integer or out of range")?;
                self.set(&mut [take(&mut args[0]), new.to_string().into_bytes()])?;
                header(out, b':', new);
            }
            // Every setting is there, and empty.
            (b"CONFIG", [get, name]) if get.eq_ignore_ascii_case(b"GET") => {
                header(out, b'*', 2);
                bulk(out, Some(name));
                bulk(out, Some(b""));
            }
            (b"COMMAND" | b"CONFIG", _) => header(out, b'*', 0),
            (b"CLIENT" | b"SELECT" | b"QUIT", _) => out.extend_from_slice(b"+OK\r\n"),
            (b"PING" | b"ECHO" | b"SET" | b"GET" | b"MGET" | b"MSET" | b"DEL" | b"EXISTS" | b"INCR", _) => {
                return Err("ERR wrong number of arguments");
            }
            _ => return Err("ERR unknown command"),
        }
        Ok(())
    }

    fn get(&self, key: &[u8]) -> Option<&[u8]> {
        self.entries.get(key).map(|value| &**value)
    }

    /// Keeps pairs of a key and a value, all of them or none.
    fn set(&mut self, pairs: &mut [Vec<u8>]) -> Outcome {
        let more: usize = pairs.iter().map(|text| PLACE + text.len()).sum();
        if self.bytes + more > MAX_STORE {
            return Err("OOM the store is full");
        }
        self.bytes += more;
        for pair in pairs.chunks_exact_mut(2) {
            let (key, value) = (take(&mut pair[0]), take(&mut pair[1]));
            let len = key.len();
            if let Some(old) = self.entries.insert(key.into(), value.into()) {
                self.bytes -= 2 * PLACE + len + old.len();
            }
        }
        Ok(())
    }

    /// Forgets a key, and returns whether it was there.
    fn remove(&mut self, key: &[u8]) -> bool {
        let Some(old) = self.entries.remove(key) else { return false };
        self.bytes -= 2 * PLACE + key.len() + old.len();
        // What the table takes is counted with its entries, so it shrinks with them.
        self.entries.shrink_to(2 * self.entries.len());
        true
    }
}

/// More than a reply has beside its text, in bytes.
const HEADER: usize = 32;

fn header(out: &mut Vec<u8>, kind: u8, n: impl Display) {
    // By its name: a vector is also one of the writers that the prelude gives methods.
    std::io::Write::write_fmt(out, format_args!("{}{n}\r\n", char::from(kind))).expect("a vector takes everything");
}

fn bulk(out: &mut Vec<u8>, text: Option<&[u8]>) {
    let Some(text) = text else { return out.extend_from_slice(b"$-1\r\n") };
    out.reserve(text.len() + HEADER);
    header(out, b'$', text.len());
    out.extend_from_slice(text);
    out.extend_from_slice(b"\r\n");
}

/// One batch of the client: what is sent, and what must come back.
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
            bulk(&mut self.sent, Some(word.as_bytes()));
        }
        self.expected.extend_from_slice(reply.as_bytes());
        self.requests += 1;
    }
}

/// Sends batches, each at once, and returns how many requests were answered as they must be.
///
/// # Errors
///
/// Those of the stream, and `InvalidData` if a reply differs.
pub async fn check<S: AsyncRead + AsyncWrite + Unpin>(stream: S, batches: &[Batch]) -> Result<usize> {
    let mut stream = BufReader::new(stream);
    let (mut verified, mut replies) = (0, Vec::new());
    for batch in batches {
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
