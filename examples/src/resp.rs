//! The server and the client of the Redis protocol, over any stream. This file names no runtime, and needs no `std`.
//!
//! A connection takes at most [`MAX_CONNECTION`] bytes of memory and the store at most [`MAX_STORE`], whatever the
//! peers send. If a request is malformed or too long, the server answers with an error and closes the connection. If
//! the store has no room for a value, or a reply would be too long, the server answers with an error and keeps the
//! connection.

use alloc::{boxed::Box, collections::BTreeMap, format, string::ToString, vec::Vec};
use core::{
    cell::RefCell,
    fmt::{self, Display, Write},
    mem::take,
    ops::DerefMut,
    str::FromStr,
};
use poll_io::{BufReader, Error, ErrorKind, Result, prelude::*};

/// The memory limit of a connection, in bytes. It covers a request, its reply, and the buffers around them.
pub const MAX_CONNECTION: usize = 2 * MAX_REQUEST + 128 * 1024;
/// The memory limit of the store, in bytes.
pub const MAX_STORE: usize = 64 << 20;
/// The largest number of arguments of one request.
pub const MAX_ARGUMENTS: usize = 1024;
/// The limit for all arguments of one request together, and for all values of one reply, in bytes.
pub const MAX_REQUEST: usize = 1 << 20;
/// The limit for a line, in bytes. A line is a length, or a request that is written inline.
pub const MAX_LINE: usize = 4096;
/// Replies are sent once they are this long, in bytes.
pub const REPLIES: usize = 16 * 1024;
/// The overhead of a key or a value in the store, in bytes. It is the part of a half-filled node of the map.
const PLACE: usize = 64;

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
        // The length is within the limit, so one allocation holds the text. Nothing is zeroed or copied.
        let mut text = Vec::with_capacity(len);
        (&mut self.stream).take(len as u64).read_to_end(&mut text).await?;
        // This read fails if the stream has ended inside the text.
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

/// Makes the error for bytes that are not what the protocol allows.
pub fn malformed(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

/// Reads the number of a length.
///
/// # Errors
///
/// Returns `InvalidData` if `digits` are not a number, or the number is above `max`.
pub fn length(digits: &[u8], max: usize) -> Result<usize> {
    number(digits).filter(|n| *n <= max).ok_or_else(|| malformed("invalid length"))
}

fn number<N: FromStr>(digits: &[u8]) -> Option<N> {
    core::str::from_utf8(digits).ok()?.parse().ok()
}

/// A store that connections share. A lock protects it if the connections run on several threads.
pub trait Shared {
    /// Locks the store until the guard is dropped.
    fn lock(&self) -> impl DerefMut<Target = Store>;
}

/// This impl is for connections on one thread.
impl Shared for RefCell<Store> {
    fn lock(&self) -> impl DerefMut<Target = Store> {
        self.borrow_mut()
    }
}

/// The data that all connections of a server share.
#[derive(Debug, Default)]
pub struct Store {
    entries: BTreeMap<Box<[u8]>, Box<[u8]>>,
    /// The memory that the entries take, rounded up. [`MAX_STORE`] limits it.
    bytes: usize,
}

/// The outcome of a request is a reply, or the text of an error.
type Outcome = core::result::Result<(), &'static str>;

impl Store {
    /// Appends the reply to `request`, of which it may keep parts. Returns whether the connection goes on.
    pub fn answer(&mut self, request: &mut [Vec<u8>], out: &mut Vec<u8>) -> bool {
        let Some((name, args)) = request.split_first_mut() else { return true };
        name.make_ascii_uppercase();
        if let Err(why) = self.run(name, args, out) {
            out.extend_from_slice(format!("-{why}\r\n").as_bytes());
        }
        name != b"QUIT"
    }

    fn run(&mut self, name: &[u8], args: &mut [Vec<u8>], out: &mut Vec<u8>) -> Outcome {
        match (name, &*args) {
            (b"PING", []) => out.extend_from_slice(b"+PONG\r\n"),
            (b"PING" | b"ECHO", [text]) => bulk(out, Some(text)),
            (b"GET", [key]) => bulk(out, self.get(key)),
            (b"MGET", [_, ..]) => {
                let bytes: usize = args.iter().filter_map(|key| self.get(key)).map(<[u8]>::len).sum();
                if bytes > MAX_REQUEST {
                    return Err("ERR the reply would be too long");
                }
                // The vector is allocated once, because a vector that grows needs up to twice the memory.
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
            // Every setting exists and has an empty value.
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

    /// Stores pairs of a key and a value. If there is not enough room, it stores none of them.
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

    /// Removes a key. Returns whether it was there.
    fn remove(&mut self, key: &[u8]) -> bool {
        let Some(old) = self.entries.remove(key) else { return false };
        self.bytes -= 2 * PLACE + key.len() + old.len();
        true
    }
}

/// An upper bound of the bytes that a reply has besides its text.
const HEADER: usize = 32;

fn header(out: &mut Vec<u8>, kind: u8, n: impl Display) {
    out.push(kind);
    write!(Text(out), "{n}\r\n").expect("a vector takes everything");
}

/// Appends formatted text to a vector.
struct Text<'a>(&'a mut Vec<u8>);

impl Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

fn bulk(out: &mut Vec<u8>, text: Option<&[u8]>) {
    let Some(text) = text else { return out.extend_from_slice(b"$-1\r\n") };
    out.reserve(text.len() + HEADER);
    header(out, b'$', text.len());
    out.extend_from_slice(text);
    out.extend_from_slice(b"\r\n");
}

/// A batch of requests of the client, and the expected replies.
#[derive(Debug, Default)]
pub struct Batch {
    /// The requests, on the wire.
    pub sent: Vec<u8>,
    /// The replies, on the wire.
    pub expected: Vec<u8>,
    /// The number of requests.
    pub requests: usize,
}

impl Batch {
    /// Makes batch number `round` of the client `id`: numbers, texts and lists. The client knows every reply in
    /// advance.
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

    /// Makes a batch of one request: client `id` stores a text that differs with `round`, or asks for it back.
    pub fn single(id: usize, round: usize) -> Self {
        let mut batch = Batch::default();
        let (key, value) = (format!("s{id}"), format!("value {} {}", round / 2, "x".repeat(50)));
        match round % 2 {
            0 => batch.add(&["SET", &key, &value], "+OK\r\n"),
            _ => batch.add(&["GET", &key], &format!("${}\r\n{value}\r\n", value.len())),
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
