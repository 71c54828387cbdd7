//! Uses every reader and writer of this crate.

use compression_codecs::{
    GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder, core::Level, flate::params::FlateEncoderParams,
    zstd::params::CParameter,
};
use poll_io_core::{AsyncRead, AsyncWrite, BorrowedBuf};
use poll_io_example_compression::{CodecReader, CodecWriter, Decode, Encode};
use std::{
    hint::black_box,
    pin::Pin,
    task::{Context, Waker},
};

fn main() {
    let (mut out, mut cx) = (black_box([0; 100]), Context::from_waker(Waker::noop()));
    let level = black_box(Level::Default);
    let gzip = || Encode::new(GzipEncoder::new(FlateEncoderParams::from(level)));
    let zstd = || Encode::new(ZstdEncoder::new(CParameter::quality(level)));
    let readers: [Pin<Box<dyn AsyncRead>>; 4] = [
        Box::pin(CodecReader::new(&b"text"[..], gzip())),
        Box::pin(CodecReader::new(&b"text"[..], zstd())),
        Box::pin(CodecReader::new(&b"text"[..], Decode::new(GzipDecoder::new()).multiple_members(true))),
        Box::pin(CodecReader::new(&b"text"[..], Decode::new(ZstdDecoder::new()).multiple_members(true))),
    ];
    for mut reader in black_box(readers) {
        let _ = black_box(reader.as_mut().poll_read(&mut cx, BorrowedBuf::from(&mut out[..]).unfilled()));
    }
    let writers: [Pin<Box<dyn AsyncWrite>>; 4] = [
        Box::pin(CodecWriter::new(Vec::new(), gzip())),
        Box::pin(CodecWriter::new(Vec::new(), zstd())),
        Box::pin(CodecWriter::new(Vec::new(), Decode::new(GzipDecoder::new()))),
        Box::pin(CodecWriter::new(Vec::new(), Decode::new(ZstdDecoder::new()))),
    ];
    for mut writer in black_box(writers) {
        let _ = black_box(writer.as_mut().poll_write(&mut cx, b"text"));
        let _ = black_box((writer.as_mut().poll_flush(&mut cx), writer.as_mut().poll_shutdown(&mut cx)));
    }
}
