//! Checks the reader and the writer against the clauses.

use compression_codecs::{
    GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder, core::Level, flate::params::FlateEncoderParams,
};
use futures_lite::future::block_on;
use poll_io::{
    prelude::*,
    test_util::{Fragmented, conformance},
};
use poll_io_compat::{Compat, IntoReader};
use poll_io_example_compression::{Codec, CodecReader, CodecWriter, Decode, Encode};

const TEXT: &[u8] = b"a text, a text, and a text once more, which makes it long enough to be worth it";

fn gzip() -> Encode<GzipEncoder> {
    Encode::new(GzipEncoder::new(FlateEncoderParams::from(Level::Default)))
}

fn zstd() -> Encode<ZstdEncoder> {
    Encode::new(ZstdEncoder::new(3))
}

/// Reads to the end, or to the place where the data is cut off.
fn read(data: &[u8], codec: impl Codec) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = block_on(CodecReader::new(data, codec).read_to_end(&mut out));
    out
}

#[test]
fn a_reader_keeps_them() {
    conformance::reader(|| CodecReader::new(TEXT, gzip()), &read(TEXT, gzip()));
    conformance::reader(|| CodecReader::new(TEXT, zstd()), &read(TEXT, zstd()));
    let (gzip, zstd) = (read(TEXT, gzip()), read(TEXT, zstd()));
    conformance::reader(|| CodecReader::new(&gzip[..], Decode::new(GzipDecoder::new())), TEXT);
    for seed in 0..20 {
        let source = || Fragmented::new(&zstd[..], seed);
        conformance::reader(|| CodecReader::new(source(), Decode::new(ZstdDecoder::new())), TEXT);
    }
}

/// Reads a byte at a time. Returns `None` if the reader does not end.
fn byte_by_byte(mut reader: impl AsyncRead + Unpin) -> Option<Vec<u8>> {
    let (mut data, mut byte) = (Vec::new(), [0]);
    while block_on(reader.read(&mut byte)).unwrap() == 1 {
        data.push(byte[0]);
        if data.len() > 10_000 {
            return None;
        }
    }
    Some(data)
}

/// A flush ends, however little room there is and however often the source waits. That of async-compression does not.
#[test]
fn a_flush_into_little_room_ends() {
    for seed in 0..20 {
        let data = byte_by_byte(CodecReader::new(Fragmented::new(TEXT, seed), gzip()));
        assert_eq!(read(&data.unwrap(), Decode::new(GzipDecoder::new())), TEXT);
    }
    let theirs = async_compression::tokio::bufread::GzipEncoder::new(Compat::new(Fragmented::new(TEXT, 1)));
    assert_eq!(byte_by_byte(theirs.into_reader()), None);
}

/// A decompressing writer follows the compressing writer, so the bytes that arrive are those that were written.
#[test]
fn writers_keep_them() {
    for capacity in [1, 100, 8192] {
        let decompressing = || CodecWriter::with_capacity(capacity, Vec::new(), Decode::new(GzipDecoder::new()));
        conformance::writer(
            || CodecWriter::with_capacity(capacity, decompressing(), gzip()),
            |writer| std::mem::take(writer.get_mut().get_mut()),
        );
        for seed in 0..20 {
            let sink = || Fragmented::new(Vec::new(), seed);
            let decompressing = || CodecWriter::with_capacity(capacity, sink(), Decode::new(ZstdDecoder::new()));
            conformance::writer(
                || CodecWriter::with_capacity(capacity, decompressing(), zstd()),
                |writer| std::mem::take(writer.get_mut().get_mut().get_mut()),
            );
        }
    }
}
