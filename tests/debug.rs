//! Checks that the `Debug` output of the types contains no bytes of the data that passes through them. The data may be
//! secret.

use futures_lite::future::{block_on, poll_once};
use poll_io::{prelude::*, *};
use std::{
    fmt::Debug,
    pin::Pin,
    task::{Context, Poll},
};

const SECRET: &[u8] = b"secret";

/// A stream whose own `Debug` shows no data, so any data in the output comes from the wrapper. It reads two lines with
/// the secret, then returns `Pending` for ever. Its writes return `Pending` too.
struct Quiet(usize);

impl Debug for Quiet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Quiet")
    }
}

const SCRIPT: &[u8] = b"secret\nsecret";

impl AsyncRead for Quiet {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let left = &SCRIPT[self.0..];
        if left.is_empty() {
            return Poll::Pending;
        }
        let n = left.len().min(buf.capacity());
        buf.append(&left[..n]);
        self.0 += n;
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for Quiet {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        match &SCRIPT[self.0..] {
            [] => Poll::Pending,
            left => Poll::Ready(Ok(left)),
        }
    }

    fn consume(mut self: Pin<&mut Self>, n: usize) {
        self.0 += n;
    }
}

impl AsyncWrite for Quiet {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
        Poll::Pending
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Pending
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Pending
    }
}

/// Fails if either form of `Debug` shows the secret, or shows two neighboring bytes of it as numbers.
#[track_caller]
fn silent(value: impl Debug) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!shown.is_empty());
        assert!(!shown.contains("secret") && !shown.contains("cret"), "{shown}");
        let numbers: Vec<&str> =
            shown.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for pair in SECRET.windows(2) {
            for [a, b] in
                [[format!("{}", pair[0]), format!("{}", pair[1])], [format!("{:x}", pair[0]), format!("{:x}", pair[1])]]
            {
                assert!(!numbers.windows(2).any(|words| words == [a.as_str(), b.as_str()]), "{shown}");
            }
        }
    }
}

/// Polls a future once, checks that it is pending, and checks its `Debug` output while it holds bytes.
#[track_caller]
fn silent_on_the_way<F: Future + Debug + Unpin>(mut future: F) {
    silent(&future);
    assert!(block_on(poll_once(&mut future)).is_none(), "the future is not pending: {future:?}");
    silent(&future);
}

#[test]
fn the_check_can_fail() {
    for shown in [format!("{SECRET:?}"), format!("{SECRET:x?}"), format!("{:?}", "secret")] {
        /// Shows the given text.
        struct Loud(String);
        impl Debug for Loud {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        assert!(std::panic::catch_unwind(|| silent(Loud(shown.clone()))).is_err(), "{shown}");
    }
}

#[test]
fn buffers_show_no_bytes() {
    let mut memory = [0; 16];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(SECRET);
    silent(&buf);
    let mut cursor = buf.unfilled();
    cursor.append(SECRET);
    silent(&cursor);
}

#[test]
fn adapters_show_no_bytes() {
    block_on(async {
        let mut reader = BufReader::new(Quiet(0));
        reader.fill_buf().await.unwrap();
        assert!(reader.buffer().starts_with(SECRET));
        silent(&reader);
        silent(reader.take(99));

        let mut lines = Quiet(0).lines();
        assert_eq!(lines.next_line_ref().await.unwrap(), Some("secret"));
        silent(&lines);
        silent_on_the_way(lines.next_line());
        silent(&lines);
        let mut lines = BufReader::with_capacity(4, Quiet(0)).lines().limit(5);
        assert!(lines.next_line().await.is_err());
        silent(&lines);

        let mut fields = Quiet(0).split(b'\n');
        assert_eq!(fields.next_segment_ref().await.unwrap(), Some(SECRET));
        silent(&fields);
        silent_on_the_way(fields.next_segment());
        silent(&fields);
        let mut fields = BufReader::with_capacity(4, Quiet(0)).split(b'\n').limit(5);
        assert!(fields.next_segment().await.is_err());
        silent(&fields);

        let mut limited = Quiet(0).limited(3);
        assert!(limited.read_exact(&mut [0; 4]).await.is_err());
        silent(limited);

        let mut writer = BufWriter::new(Quiet(0));
        writer.write_all(SECRET).await.unwrap();
        silent(&writer);
        let error = writer.into_inner().unwrap_err();
        silent(&error);
        silent(error.error());

        let mut writer = LineWriter::new(Quiet(0));
        writer.write_all(SECRET).await.unwrap();
        silent(&writer);
        silent(writer.into_inner().unwrap_err());

        let mut stream = BufStream::new(Quiet(0));
        stream.write_all(SECRET).await.unwrap();
        stream.fill_buf().await.unwrap();
        silent(&stream);

        silent(Quiet(0).chain(Quiet(0)));
        silent(Quiet(0).bytes());
        silent(Quiet(0).inspect(|_| {}));
        silent(Quiet(0).inspect_write(|_| {}));
        silent(join(Quiet(0), Quiet(0)));
        silent(Either::<_, Quiet>::Left(Quiet(0)));
        silent(repeat(b's'));
        silent((empty(), sink()));
    });
}

#[test]
fn pipes_show_no_bytes() {
    block_on(async {
        let (mut here, there) = duplex(64);
        here.write_all(SECRET).await.unwrap();
        silent((&here, &there));
        let (reader, writer) = split(there);
        silent((&reader, &writer));
        silent(reader.unsplit(writer).unwrap());
        let (reader, mut writer) = simplex(64);
        writer.write_all(SECRET).await.unwrap();
        silent((reader, writer));
    });
}

#[test]
fn futures_show_no_bytes() {
    let (mut bytes, mut text) = (SECRET.to_vec(), String::from("secret"));
    silent_on_the_way(Quiet(0).read_to_end(&mut bytes));
    silent_on_the_way(Quiet(0).read_to_end(&mut bytes).limit(99));
    silent_on_the_way(Quiet(0).read_to_string(&mut text));
    silent_on_the_way(Quiet(0).read_to_string(&mut text).limit(99));
    silent_on_the_way(Quiet(7).read_line(&mut text));
    silent_on_the_way(Quiet(7).read_line(&mut text).limit(99));
    silent_on_the_way(Quiet(7).read_until(b'\n', &mut bytes));
    silent_on_the_way(Quiet(7).skip_until(b'\n'));
    silent_on_the_way(Quiet(0).read_exact(&mut [0; 64]));
    silent_on_the_way(Quiet(0).read_array::<64>());
    silent_on_the_way(Quiet(7).read_u64());
    silent_on_the_way(Quiet(7).read_f64_le());
    let mut memory = [0; 64];
    silent_on_the_way(Quiet(7).read_buf_exact(BorrowedBuf::from(&mut memory[..]).unfilled()));
    silent_on_the_way(BufReader::new(Quiet(7)).peek(64));
    silent_on_the_way(BufReader::new(Quiet(7)).peek_exact(64));
    silent_on_the_way(BufReader::new(Quiet(7)).peek_array::<64>());

    silent_on_the_way(Quiet(0).write(SECRET));
    silent_on_the_way(Quiet(0).write_all(SECRET));
    silent_on_the_way(Quiet(0).write_vectored(&[IoSlice::new(SECRET)]));
    silent_on_the_way(Quiet(0).write_all_vectored(&mut [IoSlice::new(SECRET)]));
    silent_on_the_way(Quiet(0).write_u64(u64::from_be_bytes(*b"secrets!")));
    silent_on_the_way(Quiet(0).write_f32(1.5));
    let (mut writer, shown) = (Quiet(0), "secret");
    silent_on_the_way(poll_io::write!(writer, "{shown}"));

    silent_on_the_way(copy(&mut Quiet(0), &mut Quiet(0)));
    silent_on_the_way(copy(&mut Quiet(0), &mut Quiet(0)).on_progress(|_| {}));
    silent_on_the_way(copy_buf(&mut Quiet(0), &mut Quiet(0)));
    silent_on_the_way(copy_bidirectional(&mut Quiet(0), &mut Quiet(0)));
    let (mut a, mut b) = (Quiet(0), Quiet(0));
    let mut both = copy_bidirectional(&mut a, &mut b);
    assert!(block_on(poll_once(&mut both)).is_none());
    silent((both.a_to_b(), both.b_to_a()));
}

/// The error of a limit shows only the limit.
#[test]
fn errors_show_no_bytes() {
    block_on(async {
        let error = Quiet(0).read_line(&mut String::new()).limit(3).await.unwrap_err();
        silent(&error);
        silent(error.to_string());
        let error = (&b"secret\xff\n"[..]).read_line(&mut String::new()).await.unwrap_err();
        silent(&error);
        silent(error.to_string());
    });
}
