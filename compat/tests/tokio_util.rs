//! Streams of chunks and codecs are those of tokio-util, over poll-io streams in `Compat`.
#![cfg(all(feature = "tokio-1", feature = "futures-03"))]

use bytes::{Bytes, BytesMut};
use futures_lite::future::{block_on, try_zip};
use futures_util::{SinkExt, StreamExt, TryStreamExt, stream};
use poll_io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Result, test_util::Fragmented};
use poll_io_compat::{Compat, FromTokio};
use tokio_util::{
    codec::{Framed, FramedRead, FramedWrite, LengthDelimitedCodec, LinesCodec},
    io::{ReaderStream, StreamReader},
};

/// Makes two ends of a pipe that transfers a few bytes at a time.
fn pipe(seed: u64) -> (impl Both, impl Both) {
    let (here, there) = poll_io::duplex(16);
    (Fragmented::new(here, seed), Fragmented::new(there, !seed))
}

trait Both: poll_io::AsyncRead + poll_io::AsyncWrite + Unpin {}
impl<T: poll_io::AsyncRead + poll_io::AsyncWrite + Unpin> Both for T {}

#[test]
fn lines_go_through_framed() {
    for seed in 0..20 {
        let (here, there) = pipe(seed);
        let sent = ["one", "", "drei äöü", "a line that is longer than the pipe is wide"];
        let client = async {
            let mut framed = Framed::new(Compat::new(here), LinesCodec::new());
            for line in sent {
                framed.send(line).await?;
            }
            framed.get_mut().get_mut().shutdown().await?;
            framed.try_collect::<Vec<String>>().await
        };
        let server = async {
            let mut framed = Framed::new(Compat::new(there), LinesCodec::new());
            // The pipe is narrow. If an end answered while the other still sends, both would wait for ever.
            let mut lines = Vec::new();
            while let Some(line) = framed.next().await.transpose()? {
                lines.push(line);
            }
            for line in &lines {
                framed.send(line.to_uppercase()).await?;
            }
            framed.get_mut().get_mut().shutdown().await?;
            Ok(lines.len())
        };
        let (received, n) = block_on(try_zip(client, server)).unwrap();
        assert_eq!(n, sent.len());
        assert_eq!(received, sent.map(str::to_uppercase));
    }
}

#[test]
fn frames_go_through_framed() {
    let frames: Vec<Bytes> =
        [0_usize, 1, 7, 300, 5000].map(|n| Bytes::from(vec![u8::try_from(n % 251).unwrap(); n])).into();
    for seed in 0..20 {
        let (here, there) = pipe(seed);
        let sender = async {
            let mut sink = FramedWrite::new(Compat::new(here), LengthDelimitedCodec::new());
            for frame in &frames {
                sink.feed(frame.clone()).await?;
            }
            SinkExt::<Bytes>::close(&mut sink).await
        };
        let frames_received =
            FramedRead::new(Compat::new(there), LengthDelimitedCodec::new()).try_collect::<Vec<BytesMut>>();
        let ((), received) = block_on(try_zip(sender, frames_received)).unwrap();
        assert!(received.iter().eq(&frames));
    }
}

#[test]
fn a_reader_is_a_stream_of_chunks() {
    let data: Vec<u8> = (0..=255).cycle().take(20_000).collect();
    for seed in 0..20 {
        let reader = Fragmented::new(&data[..], seed);
        let chunks: Vec<Bytes> = block_on(ReaderStream::new(Compat::new(reader)).try_collect()).unwrap();
        assert!(chunks.iter().all(|chunk| !chunk.is_empty()));
        assert_eq!(chunks.concat(), data);
    }
}

#[test]
fn a_stream_of_chunks_is_a_reader() {
    let chunks = ["one\ntw", "", "o\nthr", "ee\n"];
    let reader = || FromTokio::new(StreamReader::new(stream::iter(chunks.map(|chunk| Result::Ok(Bytes::from(chunk))))));
    block_on(async {
        // The chunk is the buffer of the reader itself, so nothing is copied.
        let mut lines = reader().lines();
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().await? {
            all.push(line);
        }
        assert_eq!(all, ["one", "two", "three"]);
        let mut text = String::new();
        reader().read_to_string(&mut text).await?;
        assert_eq!(text, chunks.concat());
        let mut first = String::new();
        BufReader::new(reader()).read_line(&mut first).await?;
        assert_eq!(first, "one\n");
        Result::Ok(())
    })
    .unwrap();
}

#[test]
fn an_error_of_the_stream_is_one_of_the_reader() {
    let items = [Ok(Bytes::from("ok")), Err(std::io::Error::from(std::io::ErrorKind::TimedOut)), Ok(Bytes::from("on"))];
    let mut reader = FromTokio::new(StreamReader::new(stream::iter(items)));
    block_on(async {
        assert_eq!(reader.read_array().await.unwrap(), *b"ok");
        assert_eq!(reader.read_u8().await.unwrap_err().kind(), std::io::ErrorKind::TimedOut);
        assert_eq!(reader.read_array().await.unwrap(), *b"on");
    });
}
