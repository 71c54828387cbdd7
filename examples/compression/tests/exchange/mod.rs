//! Sends compressed text in both directions of one connection. Tests of several packages run this code on their
//! runtimes.

use futures_lite::future::try_zip;
use poll_io::{BufReader, Result, copy, prelude::*};
use poll_io_example_compression::{
    CodecReader, CodecWriter, Decode, Encode,
    codecs::{
        GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder, core::Level, flate::params::FlateEncoderParams,
        zstd::params::CParameter,
    },
};

/// Connects the two ends of [`first`] and [`second`].
///
/// # Panics
///
/// Panics if an end fails, or the text that arrives differs.
pub async fn exchange(mut here: impl AsyncRead + AsyncWrite + Unpin, mut there: impl AsyncRead + AsyncWrite + Unpin) {
    try_zip(first(&mut there), second(&mut here)).await.unwrap();
}

/// Sends text that a writer compresses, and shuts the direction down. Then receives the same text the other way.
///
/// # Panics
///
/// Panics if the text that arrives differs.
pub async fn first(io: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> Result<()> {
    let gzip = Encode::new(GzipEncoder::new(FlateEncoderParams::from(Level::Default)));
    let mut writer = CodecWriter::new(&mut *io, gzip);
    writer.write_all(&text()).await?;
    writer.shutdown().await?;
    receive(CodecReader::new(BufReader::new(io), Decode::new(ZstdDecoder::new()))).await
}

/// Receives the text of [`first`]. Then sends text that a reader compresses the other way, and shuts the direction
/// down.
///
/// # Panics
///
/// Panics if the text that arrives differs.
pub async fn second(io: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> Result<()> {
    receive(CodecReader::new(BufReader::new(&mut *io), Decode::new(GzipDecoder::new()))).await?;
    let zstd = Encode::new(ZstdEncoder::new(CParameter::quality(Level::Default)));
    copy(&mut CodecReader::new(&text()[..], zstd), io).await?;
    io.shutdown().await
}

fn text() -> Vec<u8> {
    (0..20_000).flat_map(|n| format!("line {n} of {}\n", n * n % 977).into_bytes()).collect()
}

async fn receive(mut reader: impl AsyncRead + Unpin) -> Result<()> {
    let mut got = Vec::new();
    reader.read_to_end(&mut got).await?;
    assert!(got == text(), "the text arrives");
    Ok(())
}
