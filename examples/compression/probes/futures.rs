//! Uses every reader and writer of the futures module of async-compression.

use async_compression::{
    Level,
    futures::{bufread, write},
};
use futures_lite::io::{AsyncRead, AsyncWrite};
use std::{
    hint::black_box,
    pin::Pin,
    task::{Context, Waker},
};

/// Makes and uses each reader and writer.
pub fn main() {
    let (mut out, mut cx) = (black_box([0; 100]), Context::from_waker(Waker::noop()));
    let level = black_box(Level::Default);
    let mut gzip = bufread::GzipDecoder::new(&b"text"[..]);
    gzip.multiple_members(true);
    let mut zstd = bufread::ZstdDecoder::new(&b"text"[..]);
    zstd.multiple_members(true);
    let readers: [Pin<Box<dyn AsyncRead>>; 4] = [
        Box::pin(bufread::GzipEncoder::with_quality(&b"text"[..], level)),
        Box::pin(bufread::ZstdEncoder::with_quality(&b"text"[..], level)),
        Box::pin(gzip),
        Box::pin(zstd),
    ];
    for mut reader in black_box(readers) {
        let _ = black_box(reader.as_mut().poll_read(&mut cx, &mut out));
    }
    let writers: [Pin<Box<dyn AsyncWrite>>; 4] = [
        Box::pin(write::GzipEncoder::with_quality(Vec::new(), level)),
        Box::pin(write::ZstdEncoder::with_quality(Vec::new(), level)),
        Box::pin(write::GzipDecoder::new(Vec::new())),
        Box::pin(write::ZstdDecoder::new(Vec::new())),
    ];
    for mut writer in black_box(writers) {
        let _ = black_box(writer.as_mut().poll_write(&mut cx, b"text"));
        let _ = black_box((writer.as_mut().poll_flush(&mut cx), writer.as_mut().poll_close(&mut cx)));
    }
}
