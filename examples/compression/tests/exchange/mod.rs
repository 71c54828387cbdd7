//! Sends compressed text in both directions of one connection. Tests of several packages run this code on their
//! runtimes.

use futures_lite::future::try_zip;
use poll_io::{BufReader, copy, prelude::*};
use poll_io_example_compression::{
    CodecReader, CodecWriter, Decode, Encode,
    codecs::{
        GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder, core::Level, flate::params::FlateEncoderParams,
        zstd::params::CParameter,
    },
};

/// Sends text that a writer compresses, and shuts the direction down. Then sends text that a reader compresses the
/// other way.
///
/// # Panics
///
/// Panics if an end fails, or the text that arrives differs.
pub async fn exchange(mut here: impl AsyncRead + AsyncWrite + Unpin, mut there: impl AsyncRead + AsyncWrite + Unpin) {
    let text: Vec<u8> = (0..20_000).flat_map(|n| format!("line {n} of {}\n", n * n % 977).into_bytes()).collect();
    let gzip = Encode::new(GzipEncoder::new(FlateEncoderParams::from(Level::Default)));
    let sending = async {
        let mut writer = CodecWriter::new(&mut there, gzip);
        writer.write_all(&text).await?;
        writer.shutdown().await
    };
    let receiving = async {
        let mut got = Vec::new();
        let mut reader = CodecReader::new(BufReader::new(&mut here), Decode::new(GzipDecoder::new()));
        reader.read_to_end(&mut got).await?;
        Ok(got)
    };
    let ((), got) = try_zip(sending, receiving).await.unwrap();
    assert!(got == text, "the text of the writer arrives");

    let zstd = Encode::new(ZstdEncoder::new(CParameter::quality(Level::Default)));
    let sending = async {
        copy(&mut CodecReader::new(&text[..], zstd), &mut here).await?;
        here.shutdown().await
    };
    let receiving = async {
        let mut got = Vec::new();
        let mut reader = CodecReader::new(BufReader::new(&mut there), Decode::new(ZstdDecoder::new()));
        reader.read_to_end(&mut got).await?;
        Ok(got)
    };
    let ((), got) = try_zip(sending, receiving).await.unwrap();
    assert!(got == text, "the text of the reader arrives");
}
