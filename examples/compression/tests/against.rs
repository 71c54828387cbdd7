//! Compares this crate with the tokio module and the futures module of async-compression, on the same pieces of the
//! same bytes.

use async_compression::{Level, futures, tokio};
use futures_lite::future::block_on;
use poll_io::{
    BorrowedBuf, BufReader, Error, ErrorKind, Result, duplex,
    prelude::*,
    test_util::{Builder, Fragmented},
};
use poll_io_compat::{Compat, IntoReader, IntoWriter};
use poll_io_example_compression::{
    Codec, CodecReader, CodecWriter, Decode, Encode,
    codecs::{
        self, DecodeV2, GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder,
        core::util::{PartialBuffer, WriteBuffer},
        flate::params::FlateEncoderParams,
        zstd::params::{CParameter, DParameter},
    },
};
use std::{
    pin::Pin,
    task::{Context, Waker},
};

/// The output, and the error that ended it.
type Outcome = (Vec<u8>, Option<ErrorKind>);

/// The best levels of zstd reserve hundreds of megabytes, so they have a test of their own.
const LEVELS: [Level; 5] = [Level::Fastest, Level::Default, Level::Precise(0), Level::Precise(-5), Level::Precise(9)];

fn gzip(level: Level) -> Encode<GzipEncoder> {
    Encode::new(GzipEncoder::new(FlateEncoderParams::from(level)))
}

fn zstd(level: Level) -> Encode<ZstdEncoder> {
    Encode::new(ZstdEncoder::new(CParameter::quality(level)))
}

fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Lines that compress well, between numbers that do not.
fn text(len: usize) -> Vec<u8> {
    let mut state = 1;
    let line = |n| format!("line {n}: {:x}\n", random(&mut state)).into_bytes();
    (0..).flat_map(line).take(len).collect()
}

/// Reads to the end or the first error, `room` bytes at a time.
fn read<M, T: IntoReader<M, Reader: Unpin>>(room: usize, reader: T) -> Outcome {
    let (mut reader, mut out, mut buf) = (reader.into_reader(), Vec::new(), vec![0; room]);
    loop {
        match block_on(reader.read(&mut buf)) {
            Ok(0) => return (out, None),
            Ok(n) => out.extend_from_slice(&buf[..n]),
            Err(e) => return (out, Some(e.kind())),
        }
    }
}

/// Writes pieces of random size, flushes between some of them if the flag is set, and shuts down.
fn write<M, T: IntoWriter<M, Writer: Unpin>>(
    writer: T,
    mut data: &[u8],
    mut seed: u64,
    flush: bool,
) -> Option<ErrorKind> {
    let mut writer = writer.into_writer();
    let all = async {
        while !data.is_empty() {
            let most = if random(&mut seed) % 2 == 0 { 10 } else { 10_000 };
            let n = 1 + usize::try_from(random(&mut seed)).unwrap() % most;
            let (piece, rest) = data.split_at(n.min(data.len()));
            writer.write_all(piece).await?;
            if flush && random(&mut seed) % 4 == 0 {
                writer.flush().await?;
            }
            data = rest;
        }
        writer.shutdown().await
    };
    block_on(all).err().map(|e: Error| e.kind())
}

/// Returns the bytes that the writer of `$make` writes to the sink, in pieces.
macro_rules! written {
    ($seed:expr, $flush:expr, $data:expr, |$sink:ident| $make:expr) => {{
        let mut out = Vec::new();
        let $sink = Fragmented::new(&mut out, $seed);
        let error = write($make, $data, $seed, $flush);
        (out, error)
    }};
}

/// Compresses by all three, with readers and writers, and compares the output.
macro_rules! compress {
    ($make:ident, $codec:ident, $text:expr, $level:expr, $seed:expr) => {{
        // There is enough room, so no read is cut short.
        const ROOM: usize = 1 << 20;
        let (text, level, seed): (&[u8], Level, u64) = ($text, $level, $seed);
        let source = || Fragmented::new(text, seed);
        let ours = read(ROOM, CodecReader::new(source(), $make(level)));
        assert_eq!(ours.1, None);
        assert!(ours == read(ROOM, tokio::bufread::$codec::with_quality(Compat::new(source()), level)));
        assert!(ours == read(ROOM, futures::bufread::$codec::with_quality(Compat::new(source()), level)));
        let flush = seed % 2 == 0;
        let ours = written!(seed, flush, text, |sink| CodecWriter::new(sink, $make(level)));
        assert_eq!(ours.1, None);
        let tokio = written!(seed, flush, text, |sink| tokio::write::$codec::with_quality(Compat::new(sink), level));
        assert!(ours == tokio);
        let futures =
            written!(seed, flush, text, |sink| futures::write::$codec::with_quality(Compat::new(sink), level));
        assert!(ours == futures);
    }};
}

/// The output does not depend on the splits. The source waits and the writer is flushed at random places.
#[test]
fn compressed_is_the_same_at_every_split() {
    for (seed, len) in [0, 1, 100, 5_000, 30_000].into_iter().cycle().take(25).enumerate() {
        let (text, level) = (text(len), LEVELS[seed % LEVELS.len()]);
        compress!(gzip, GzipEncoder, &text, level, seed as u64);
        compress!(zstd, ZstdEncoder, &text, level, seed as u64);
    }
}

/// Compresses in one piece.
fn compressed(codec: impl Codec, text: &[u8]) -> Vec<u8> {
    let (bytes, error) = read(text.len() + 1000, CodecReader::new(text, codec));
    assert_eq!(error, None);
    bytes
}

/// Decompresses whole, cut and damaged data by all three, with readers and writers, and compares the output.
macro_rules! decompress {
    ($codec:ident, $text:expr, $data:expr, $seed:expr) => {{
        let (text, data, seed): (&[u8], &[u8], u64) = ($text, $data, $seed);
        let source = || Fragmented::new(data, seed);
        let room = [1, 7, 4_000, 300_000][usize::try_from(seed % 4).unwrap()];
        let ours = [
            read(room, CodecReader::new(source(), Decode::new($codec::new()))),
            written!(seed, seed % 2 == 0, data, |sink| CodecWriter::new(sink, Decode::new($codec::new()))),
        ];
        let theirs = [
            read(room, tokio::bufread::$codec::new(Compat::new(source()))),
            read(room, futures::bufread::$codec::new(Compat::new(source()))),
            written!(seed, false, data, |sink| tokio::write::$codec::new(Compat::new(sink))),
            written!(seed, false, data, |sink| futures::write::$codec::new(Compat::new(sink))),
        ];
        for (own, pair) in ours.iter().zip(theirs.chunks(2)) {
            for their in pair {
                assert_eq!(own.1, their.1, "seed {seed}");
                if own.1.is_none() {
                    assert!(own.0 == text && their.0 == text, "seed {seed}");
                } else {
                    assert!(own.0.starts_with(&their.0), "seed {seed}: what was made before the error is handed out");
                }
            }
        }
    }};
}

#[test]
fn decompressed_is_the_same_at_every_split() {
    for (seed, len) in [0, 1, 100, 5_000, 30_000].into_iter().cycle().take(25).enumerate() {
        let (text, level) = (text(len), LEVELS[seed % LEVELS.len()]);
        decompress!(GzipDecoder, &text, &compressed(gzip(level), &text), seed as u64);
        decompress!(ZstdDecoder, &text, &compressed(zstd(level), &text), seed as u64);
    }
}

#[test]
fn cut_short_is_the_same_error_at_every_length() {
    let text = text(300);
    let data = compressed(gzip(Level::Best), &text);
    for len in 0..data.len() {
        decompress!(GzipDecoder, &text, &data[..len], len as u64);
    }
    let data = compressed(zstd(Level::Default), &text);
    for len in 0..data.len() {
        decompress!(ZstdDecoder, &text, &data[..len], len as u64);
    }
}

#[test]
fn damaged_is_the_same_error_at_every_bit() {
    let text = text(300);
    let data = compressed(gzip(Level::Best), &text);
    for bit in 0..data.len() * 8 {
        let mut data = data.clone();
        data[bit / 8] ^= 1 << (bit % 8);
        let outcome = |room| read(room, CodecReader::new(&data[..], Decode::new(GzipDecoder::new())));
        let theirs = read(4_000, tokio::bufread::GzipDecoder::new(Compat::new(&data[..])));
        for room in [1, 4_000] {
            assert_eq!(outcome(room), theirs, "bit {bit}");
        }
    }
}

#[test]
fn the_best_levels_are_the_same() {
    let text = text(5_000);
    for level in [Level::Best, Level::Precise(i32::MAX)] {
        let ours = (compressed(gzip(level), &text), None);
        assert!(ours == read(10_000, tokio::bufread::GzipEncoder::with_quality(Compat::new(&text[..]), level)));
        let ours = (compressed(zstd(level), &text), None);
        assert!(ours == read(10_000, tokio::bufread::ZstdEncoder::with_quality(Compat::new(&text[..]), level)));
    }
}

/// With the same parameters and dictionaries, the output is the same, and decompresses again.
#[test]
fn parameters_and_dictionaries_are_the_same() {
    let (text, level) = (text(20_000), CParameter::quality(Level::Default));
    let params = [CParameter::checksum_flag(true), CParameter::window_log(12)];
    let encoder = ZstdEncoder::new_with_params(level, &params);
    let data = compressed(Encode::new(encoder), &text);
    let source = Compat::new(&text[..]);
    let theirs = tokio::bufread::ZstdEncoder::with_quality_and_params(source, Level::Default, &params);
    assert!((data.clone(), None) == read(30_000, theirs));
    let decoder = Decode::new(ZstdDecoder::new_with_params(&[DParameter::window_log_max(12)]));
    assert!(read(100, CodecReader::new(&data[..], decoder)) == (text.clone(), None));

    let dictionary = &text[5_000..9_000];
    let data = compressed(Encode::new(ZstdEncoder::new_with_dict(level, dictionary).unwrap()), &text);
    let source = Compat::new(&text[..]);
    let theirs = futures::bufread::ZstdEncoder::with_dict(source, Level::Default, dictionary).unwrap();
    assert!((data.clone(), None) == read(30_000, theirs));
    let decoder = Decode::new(ZstdDecoder::new_with_dict(dictionary).unwrap());
    assert!(read(100, CodecReader::new(&data[..], decoder)) == (text, None));
}

/// A read that ends because its buffer is full does not flush the codec.
#[test]
fn small_buffers_cost_no_compression() {
    let text = text(30_000);
    for level in LEVELS {
        assert!(read(100, CodecReader::new(&text[..], gzip(level))).0 == compressed(gzip(level), &text));
        assert!(read(100, CodecReader::new(&text[..], zstd(level))).0 == compressed(zstd(level), &text));
    }
}

/// Reads members one by one, and all of them together in both directions.
fn members<D: DecodeV2>(texts: &[Vec<u8>], data: &[u8], codec: impl Fn() -> D) {
    for seed in 0..20 {
        let mut source = Fragmented::new(data, seed);
        for text in texts {
            assert!(read(77, CodecReader::new(&mut source, Decode::new(codec()))) == (text.clone(), None));
        }
        assert_eq!(read(10, source), (Vec::new(), None));
        let all = || Decode::new(codec()).multiple_members(true);
        assert!(read(1_000, CodecReader::new(Fragmented::new(data, seed), all())) == (texts.concat(), None));
        assert!(written!(seed, true, data, |sink| CodecWriter::new(sink, all())) == (texts.concat(), None));
    }
}

#[test]
fn members_follow_one_another_or_are_left_alone() {
    let texts = [text(100), Vec::new(), text(20_000)];
    let data: Vec<u8> = texts.iter().flat_map(|text| compressed(gzip(Level::Default), text)).collect();
    members(&texts, &data, GzipDecoder::new);
    let data: Vec<u8> = texts.iter().flat_map(|text| compressed(zstd(Level::Default), text)).collect();
    members(&texts, &data, ZstdDecoder::new);
}

#[test]
fn what_is_behind_the_end_is_not_taken_by_a_writer() {
    let data = compressed(gzip(Level::Default), b"text");
    let mut writer = CodecWriter::new(Vec::new(), Decode::new(GzipDecoder::new()));
    block_on(async {
        writer.write_all(&data).await?;
        assert!(writer.write(b"more").await.is_err());
        writer.shutdown().await?;
        writer.shutdown().await?;
        writer.flush().await
    })
    .unwrap();
    assert_eq!(writer.into_inner(), b"text");
}

/// The bytes of the source are compressed, flushed and sent as soon as the source waits.
#[test]
fn a_peer_gets_what_there_is_while_the_source_waits() {
    let (mut typed, source) = duplex(100);
    let mut compressing = CodecReader::new(BufReader::new(source), zstd(Level::Default));
    let mut seen = Decode::new(ZstdDecoder::new());
    block_on(async {
        for word in ["one", "two", "three"] {
            typed.write_all(word.as_bytes()).await?;
            let mut data = [0; 100];
            let n = compressing.read(&mut data).await?;
            let (mut out, mut input) = ([0; 100], PartialBuffer::new(&data[..n]));
            let mut output = WriteBuffer::new_initialized(&mut out);
            seen.run(&mut input, &mut output)?;
            assert_eq!(output.written(), word.as_bytes());
        }
        Result::Ok(())
    })
    .unwrap();
}

/// An error of the source is returned after the bytes before it. The codec continues after the error.
#[test]
fn an_error_of_the_source_overtakes_nothing_and_ends_nothing() {
    let data = compressed(gzip(Level::Default), b"before, after");
    let (front, back) = data.split_at(data.len() / 2);
    let source = Builder::new().read(front).read_error(ErrorKind::TimedOut.into()).read(back).build();
    let mut reader = CodecReader::new(BufReader::new(source), Decode::new(GzipDecoder::new()));
    let mut text = Vec::new();
    block_on(async {
        let error = reader.read_to_end(&mut text).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        reader.read_to_end(&mut text).await
    })
    .unwrap();
    assert_eq!(text, b"before, after");
}

/// A reader that returns one byte at a time, and whose bytes produce no output for long, does not block the thread.
#[test]
fn many_small_pieces_give_the_others_their_turn() {
    let mut data = compressed(gzip(Level::Default), b"text");
    // The header has a comment of 100,000 bytes, which produces no output.
    data[3] = 0b1_0000;
    data.splice(10..10, std::iter::repeat_n(b'c', 100_000).chain([0]));
    let source = BufReader::with_capacity(1, &data[..]);
    let mut reader = CodecReader::new(source, Decode::new(GzipDecoder::new()));
    let mut memory = [0; 10];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let mut cx = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut reader).poll_read(&mut cx, buf.unfilled()).is_pending());
    assert_eq!(read(10, reader), (b"text".to_vec(), None));
}

/// Every other codec of the crate works without more code.
#[test]
fn a_codec_that_nobody_wrapped() {
    let text = text(30_000);
    let codec = codecs::DeflateEncoder::new(FlateEncoderParams::from(Level::Default));
    let data = compressed(Encode::new(codec), &text);
    let back = read(1_000, CodecReader::new(&data[..], Decode::new(codecs::DeflateDecoder::new())));
    assert!(back == (text, None));
}
