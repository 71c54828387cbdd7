//! Runs the tokio module and the futures module of async-compression over the same poll-io readers.

use super::{Runtime, both, noise, pair};
use async_compression::{futures, tokio};
use poll_io::{BufReader, Result, prelude::*};
use poll_io_compat::{Compat, IntoReader};

/// Returns noise, followed by text that compresses well.
fn text() -> Vec<u8> {
    let mut text = noise(3, 100_000);
    text.extend((0..20_000).flat_map(|n| format!("line {n}\n").into_bytes()));
    text
}

/// Reads to the end, and returns the bytes.
async fn all<M, T: IntoReader<M, Reader: Unpin>>(reader: T) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    reader.into_reader().read_to_end(&mut out).await?;
    Ok(out)
}

/// One connection carries a member for each codec, compressing module and decompressing module, one after the other.
/// Each decoder must leave the bytes after its member to the next decoder.
pub fn round_trips<R: Runtime>() {
    R::block_on(async {
        let (mut here, there) = pair::<R>().await.unwrap();
        let send = async move {
            let text = text();
            let source = || Compat::new(&text[..]);
            for _ in 0..2 {
                here.write_all(&all(tokio::bufread::GzipEncoder::new(source())).await?).await?;
                here.write_all(&all(futures::bufread::GzipEncoder::new(source())).await?).await?;
                here.write_all(&all(tokio::bufread::ZstdEncoder::new(source())).await?).await?;
                here.write_all(&all(futures::bufread::ZstdEncoder::new(source())).await?).await?;
            }
            here.shutdown().await
        };
        let receive = async {
            let text = text();
            let mut there = BufReader::new(there);
            for _ in 0..2 {
                assert!(all(tokio::bufread::GzipDecoder::new(Compat::new(&mut there))).await? == text);
            }
            for _ in 0..2 {
                assert!(all(tokio::bufread::ZstdDecoder::new(Compat::new(&mut there))).await? == text);
            }
            for _ in 0..2 {
                assert!(all(futures::bufread::GzipDecoder::new(Compat::new(&mut there))).await? == text);
            }
            for _ in 0..2 {
                assert!(all(futures::bufread::ZstdDecoder::new(Compat::new(&mut there))).await? == text);
            }
            assert!(!there.has_data_left().await?);
            Ok(())
        };
        both::<R>(send, receive).await;
    });
}
