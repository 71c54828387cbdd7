//! The lines of `src/instead.md`, as programs.

mod numbers;

use futures_lite::future::block_on;
use numbers::for_each_number;
use poll_io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, BufReader, BufStream, BufWriter,
    ErrorKind, Result, copy, copy_buf, duplex, prelude::*, split,
};
use std::{
    io::Cursor,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

fn poll_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

#[test]
fn write_all_can_be_resumed() {
    let (mut writer, mut reader) = duplex(4);
    let mut left = &b"hello, you"[..];
    assert!(poll_once(copy_buf(&mut left, &mut writer)).is_none());
    assert_eq!(left, b"o, you", "the slice holds the bytes that are left");
    block_on(async {
        assert_eq!(reader.read_array().await.unwrap(), *b"hell");
        assert!(poll_once(copy_buf(&mut left, &mut writer)).is_none());
        drop(reader);
        assert_eq!(copy_buf(&mut left, &mut writer).await.unwrap_err().kind(), ErrorKind::BrokenPipe);
    });
    assert_eq!(left, b"ou");
}

#[test]
fn read_exact_can_be_resumed() {
    let (mut writer, mut reader) = duplex(4);
    let mut memory = [0; 6];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    block_on(async {
        writer.write_all(b"hel").await.unwrap();
        assert!(poll_once(reader.read_buf_exact(buf.unfilled())).is_none());
        assert_eq!(buf.filled(), b"hel", "the buffer keeps the count");
        writer.write_all(b"lo!").await.unwrap();
        reader.read_buf_exact(buf.unfilled()).await.unwrap();
    });
    assert_eq!(buf.filled(), b"hello!");
}

#[test]
fn a_copy_can_be_limited_to_n_bytes() {
    let (mut reader, mut writer) = (&b"hello, you"[..], Vec::new());
    assert_eq!(block_on(copy(&mut reader.by_ref().take(5), &mut writer)).unwrap(), 5);
    assert_eq!((&writer[..], reader), (&b"hello"[..], &b", you"[..]));
}

#[test]
fn a_copy_can_be_stopped_and_keeps_its_counts() {
    let (mut writer, mut peer) = duplex(4);
    let mut reader = &b"hello, you"[..];
    {
        let mut copy = copy(&mut reader, &mut writer);
        assert!(poll_once(&mut copy).is_none());
        assert_eq!((copy.read(), copy.written(), copy.unwritten()), (10, 4, &b"o, you"[..]));
        assert_eq!(block_on(peer.read_array()).unwrap(), *b"hell");
        assert!(poll_once(&mut copy).is_none(), "another reference continues the copy");
        assert_eq!((copy.written(), copy.unwritten()), (8, &b"ou"[..]));
    }
    let mut left = &b"hello, you"[..];
    assert_eq!(block_on(peer.read_array()).unwrap(), *b"o, y");
    assert!(poll_once(copy_buf(&mut left, &mut writer)).is_none());
    assert_eq!(left, b"o, you", "the reader of a `copy_buf` keeps what was not written");
}

#[test]
fn bytes_can_be_put_back_in_front_of_a_stream() {
    let (mut far, near) = duplex(64);
    block_on(async {
        far.write_all(b"GET /").await.unwrap();
        let mut reader = BufReader::new(near);
        assert_eq!(reader.read_array().await.unwrap(), *b"GE");
        let (stream, rest) = reader.into_parts();
        let mut stream = Cursor::new(rest).chain(stream);
        assert_eq!(stream.read_array().await.unwrap(), *b"T /");
        stream.write_all(b"200").await.unwrap();
        assert_eq!(far.read_array().await.unwrap(), *b"200");

        // The task uses one direction at a time.
        far.write_all(b"more").await.unwrap();
        let (mut reader, mut writer) = split(Cursor::new(b"and ").chain(stream));
        writer.write_all(b"204").await.unwrap();
        assert_eq!(reader.read_array().await.unwrap(), *b"and more");
        assert_eq!(far.read_array().await.unwrap(), *b"204");
    });
}

#[test]
fn splitting_a_buffered_stream_keeps_the_buffered_bytes() {
    let (mut far, near) = duplex(64);
    block_on(async {
        far.write_all(b"one\ntwo\n").await.unwrap();
        let mut stream = BufStream::new(near);
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        let (mut reader, mut writer) = split(stream);
        assert_eq!(reader.read_array().await.unwrap(), *b"two\n");
        writer.write_all(b"three").await.unwrap();
        writer.flush().await.unwrap();
        assert_eq!(far.read_array().await.unwrap(), *b"three");
    });
}

#[test]
fn halves_can_be_borrowed_and_buffered() {
    let (mut near, mut far) = duplex(64);
    {
        let (reader, writer) = split(&mut near);
        let (mut reader, mut writer) = (BufReader::new(reader), BufWriter::new(writer));
        block_on(async {
            far.write_all(b"one\ntwo\n").await.unwrap();
            assert_eq!(reader.skip_until(b'\n').await.unwrap(), 4);
            writer.write_all(b"three").await.unwrap();
            writer.flush().await.unwrap();
        });
    }
    block_on(near.write_all(b"!")).unwrap();
    assert_eq!(block_on(far.read_array()).unwrap(), *b"three!");
}

/// A user's trait that combines several traits, as `AsyncReadWrite` does.
trait Stream: AsyncBufRead + AsyncWrite + AsyncSeek {}
impl<T: AsyncBufRead + AsyncWrite + AsyncSeek> Stream for T {}

#[test]
fn a_trait_object_can_combine_other_traits() {
    let mut stream: Box<dyn Stream + Unpin + Send> = Box::new(Cursor::new(b"one\n".to_vec()));
    let mut line = String::new();
    block_on(async {
        stream.read_line(&mut line).await.unwrap();
        stream.write_all(b"two").await.unwrap();
        stream.rewind().await.unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).await.unwrap();
        assert_eq!((&line[..], &all[..]), ("one\n", &b"one\ntwo"[..]));
    });
}

/// A stream that implements the traits on a shared reference, as the type of a connection can.
#[test]
fn a_stream_can_be_shared() {
    struct Shared(std::sync::Mutex<Vec<u8>>);

    impl AsyncWrite for &Shared {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
            self.0.lock().unwrap().extend_from_slice(buf);
            Poll::Ready(Ok(buf.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    let shared = std::sync::Arc::new(Shared(Vec::new().into()));
    let other = shared.clone();
    std::thread::spawn(move || block_on((&*other).write_all(b"a")).unwrap()).join().unwrap();
    block_on((&*shared).write_all(b"b")).unwrap();
    assert_eq!(*shared.0.lock().unwrap(), b"ab");
}

#[test]
fn numbers_without_a_method_can_be_read() {
    let mut reader = &[0x01, 0x02, 0x03, 0xac, 0x02, 0x07, 0x00][..];
    block_on(async {
        let [a, b, c] = reader.read_array().await.unwrap();
        assert_eq!(u32::from_be_bytes([0, a, b, c]), 0x01_02_03);
        let (mut varint, mut shift) = (0_u64, 0);
        loop {
            let byte = reader.read_u8().await.unwrap();
            varint |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        assert_eq!(varint, 300);
        assert_eq!(u16::from_ne_bytes(reader.read_array().await.unwrap()), u16::from_ne_bytes([7, 0]));
    });
}

#[test]
fn lines_can_be_bytes_and_keep_their_terminator() {
    let mut reader = &b"a\xff\r\nb"[..];
    block_on(async {
        let mut lines = AsyncBufReadExt::split(reader, b'\n');
        assert_eq!(lines.next_segment_ref().await.unwrap(), Some(&b"a\xff\r"[..]));
        let mut line = Vec::new();
        assert_eq!(reader.read_until(b'\n', &mut line).await.unwrap(), 4);
        assert_eq!(line, b"a\xff\r\n");
    });
}

#[test]
fn one_of_several_delimiters_can_be_found() {
    let mut reader = BufReader::with_capacity(3, &b"key=value;"[..]);
    let mut key = Vec::new();
    block_on(async {
        loop {
            let bytes = reader.fill_buf().await.unwrap();
            let end = bytes.iter().position(|byte| b"=;".contains(byte));
            key.extend_from_slice(&bytes[..end.unwrap_or(bytes.len())]);
            let used = end.map_or(bytes.len(), |end| end + 1);
            let over = end.is_some() || used == 0;
            reader.consume_unpin(used);
            if over {
                break;
            }
        }
    });
    assert_eq!(key, b"key");
}

/// Returns the number of bytes up to and including a blank line. Consumes nothing, so it is cancel safe.
async fn head_len<R: AsyncRead + Unpin>(reader: &mut BufReader<R>) -> Result<usize> {
    let mut seen = 0;
    loop {
        if reader.peek(seen + 1).await?.len() == seen {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let end = reader.buffer().windows(4).position(|bytes| bytes == b"\r\n\r\n");
        if let Some(at) = end {
            return Ok(at + 4);
        }
        seen = reader.buffer().len();
    }
}

#[test]
fn a_delimiter_can_have_several_bytes() {
    let (mut far, near) = duplex(64);
    let mut reader = BufReader::with_capacity(64, near);
    block_on(async {
        far.write_all(b"GET / HTTP/1.1\r\n\r").await.unwrap();
        assert!(poll_once(head_len(&mut reader)).is_none());
        far.write_all(b"\nbody").await.unwrap();
        let len = head_len(&mut reader).await.unwrap();
        assert_eq!(reader.peek_exact(len).await.unwrap(), b"GET / HTTP/1.1\r\n\r\n");
        reader.consume_unpin(len);
        drop(far);
        assert_eq!(head_len(&mut reader).await.unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(reader.buffer(), b"body");
    });
}

#[test]
fn frames_can_be_received_in_select() {
    let (mut far, near) = duplex(64);
    let mut reader = BufReader::with_capacity(64, near);
    block_on(async {
        let mut frames = Vec::new();
        for byte in *b"\0\x05hello\0\0\0\x03bye" {
            far.write_all(&[byte]).await.unwrap();
            let frame = async {
                let len = 2 + usize::from(u16::from_be_bytes(reader.peek_array().await?));
                let frame = reader.peek_exact(len).await?[2..].to_vec();
                reader.consume_unpin(len);
                Result::Ok(frame)
            };
            // The other branch is always ready.
            frames.extend(futures_lite::future::or(async { frame.await.map(Some) }, async { Ok(None) }).await.unwrap());
        }
        assert_eq!(frames, [&b"hello"[..], b"", b"bye"]);
    });
}

#[test]
fn lines_can_be_a_stream() {
    use futures_lite::StreamExt;

    let mut lines = (&b"one\ntwo"[..]).lines();
    let stream =
        futures_lite::stream::poll_fn(move |cx| Pin::new(&mut lines).poll_next_line(cx).map(Result::transpose));
    let all: Vec<String> = block_on(stream.map(Result::unwrap).collect());
    assert_eq!(all, ["one", "two"]);
}

#[test]
fn several_slices_can_be_filled_exactly() {
    let (mut head, mut body) = ([0; 2], [0; 3]);
    let mut reader = &b"hello"[..];
    block_on(async {
        for buf in [&mut head[..], &mut body] {
            reader.read_exact(buf).await.unwrap();
        }
    });
    assert_eq!((&head, &body), (b"he", b"llo"));
}

/// A protocol can limit the time of each operation with a timer of its runtime. No data is lost.
#[test]
fn an_operation_can_have_a_time_limit() {
    let (mut far, near) = duplex(8);
    let mut lines = BufReader::new(near).lines();
    block_on(async {
        far.write_all(b"on").await.unwrap();
        let timeout = futures_lite::future::yield_now();
        let line = futures_lite::future::or(async { Some(lines.next_line().await) }, async {
            timeout.await;
            None
        });
        assert!(line.await.is_none());
        far.write_all(b"e\n").await.unwrap();
        assert_eq!(lines.next_line().await.unwrap().as_deref(), Some("one"));
    });
}

/// A reader for synchronous code that can wait: `Pending` becomes `WouldBlock`, and the task is woken later.
struct Synchronous<'a, 'b, R> {
    reader: R,
    cx: &'a mut Context<'b>,
}

impl<R: AsyncRead + Unpin> std::io::Read for Synchronous<'_, '_, R> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let mut buf = BorrowedBuf::from(buf);
        match Pin::new(&mut self.reader).poll_read(self.cx, buf.unfilled()) {
            Poll::Ready(result) => result.map(|()| buf.len()),
            Poll::Pending => Err(ErrorKind::WouldBlock.into()),
        }
    }
}

#[test]
fn a_synchronous_parser_over_an_asynchronous_stream() {
    use std::io::Read;

    let (mut far, near) = duplex(8);
    let mut parser = Synchronous { reader: near, cx: &mut Context::from_waker(Waker::noop()) };
    let mut text = [0; 4];
    assert_eq!(parser.read(&mut text).unwrap_err().kind(), ErrorKind::WouldBlock);
    block_on(far.write_all(b"abc")).unwrap();
    assert_eq!(parser.read(&mut text).unwrap(), 3);
    assert_eq!(text[..3], *b"abc");
}

#[test]
fn a_copy_that_owns_its_ends() {
    let (mut far, near) = duplex(8);
    let (mut reader, mut writer) = split(near);
    let echo = std::thread::spawn(|| block_on(async move { copy(&mut reader, &mut writer).await }));
    block_on(async {
        far.write_all(b"abc").await.unwrap();
        far.shutdown().await.unwrap();
        assert_eq!(far.read_array().await.unwrap(), *b"abc");
    });
    assert_eq!(echo.join().unwrap().unwrap(), 3);
}

#[test]
fn a_buffered_reader_that_is_split() {
    let (mut far, near) = duplex(64);
    block_on(async {
        far.write_all(b"one\ntwo").await.unwrap();
        let mut stream = BufReader::new(near);
        assert_eq!(stream.skip_until(b'\n').await.unwrap(), 4);
        let (mut reader, mut writer) = split(stream);
        writer.write_all(b"three").await.unwrap();
        assert_eq!(reader.read_array().await.unwrap(), *b"two");
        assert_eq!(far.read_array().await.unwrap(), *b"three");
    });
}

/// Every distinct method of std and the peers on a trait: one here, or the words of its line in `src/instead.md`.
const UNION: [(&str, &[(&str, &str)]); 4] = [
    (
        "src/ext/read.rs",
        &[
            ("read", "read"),
            ("read_vectored", "read_vectored"),
            ("read_buf", "read_buf"),
            ("read_buf_exact", "read_buf_exact"),
            ("read_exact", "read_exact"),
            ("read_exact_vectored", "`read_exact` into several slices"),
            ("read_array", "read_array"),
            ("read_to_end", "read_to_end"),
            ("read_to_string", "read_to_string"),
            ("bytes", "bytes"),
            ("chain", "chain"),
            ("take", "take"),
            ("by_ref", "by_ref"),
            ("boxed_reader", "`boxed_reader()`"),
        ],
    ),
    (
        "src/ext/write.rs",
        &[
            ("write", "write"),
            ("write_vectored", "write_vectored"),
            ("write_all", "write_all"),
            ("write_all_vectored", "write_all_vectored"),
            ("write_buf", "`write_buf`"),
            ("write_all_buf", "`write_buf`"),
            ("write_fmt", "write_fmt"),
            ("flush", "flush"),
            ("close", "`close()`"),
            ("shutdown", "shutdown"),
            ("by_ref", "`by_ref` on a writer"),
            ("into_sink", "`into_sink`"),
        ],
    ),
    (
        "src/ext/buf_read.rs",
        &[
            ("fill_buf", "fill_buf"),
            ("consume", "consume_unpin"),
            ("read_until", "read_until"),
            ("skip_until", "skip_until"),
            ("read_line", "read_line"),
            ("lines", "lines"),
            ("split", "split"),
            ("has_data_left", "has_data_left"),
        ],
    ),
    (
        "src/ext/seek.rs",
        &[
            ("seek", "seek"),
            ("rewind", "rewind"),
            ("stream_position", "stream_position"),
            ("stream_len", "stream_len"),
            ("seek_relative", "seek_relative"),
        ],
    ),
];

#[test]
fn every_method_of_the_peers_is_here_or_has_a_replacement() {
    let file =
        |path: &str| std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let table = file("src/instead.md");
    for (path, peers) in UNION {
        let text = file(path);
        let mut here: Vec<_> =
            text.lines().filter_map(|line| line.strip_prefix("    fn ")?.split(['(', '<']).next()).collect();
        let all = here.len();
        for (peer, ours) in peers {
            let is_method = here.contains(ours);
            let is_said = table.lines().any(|line| line.split('|').nth(1).is_some_and(|cell| cell.contains(ours)));
            assert!(is_method || is_said, "{peer} is neither in {path} nor in src/instead.md");
            here.retain(|name| name != ours);
        }
        macro_rules! numbers {
            ($($_type:ty, $read:ident, $_read:ident, $write:ident, $_write:ident;)*) => {
                [$((stringify!($read), stringify!($write))),*]
            };
        }
        for (read, write) in for_each_number!(numbers) {
            let name = match path {
                "src/ext/read.rs" => read,
                "src/ext/write.rs" => write,
                _ => continue,
            };
            assert!(here.contains(&name), "{name}");
            here.retain(|other| *other != name);
        }
        println!("{path}: {all} methods; beyond the peers: {here:?}");
    }
}
