//! A type that belongs to several families is accepted if the caller names the marker.

use poll_io::prelude::*;
use poll_io_compat::{Futures, IntoReader, Own, Tokio};

async fn first<M>(reader: impl IntoReader<M>) -> poll_io::Result<u8> {
    let mut reader = std::pin::pin!(reader.into_reader());
    reader.read_u8().await
}

pub fn main() {
    let bytes: &[u8] = b"hello";
    futures_lite::future::block_on(async {
        assert_eq!(first::<Own>(bytes).await.unwrap(), b'h');
        assert_eq!(first::<Tokio>(bytes).await.unwrap(), b'h');
        assert_eq!(first::<Futures>(bytes).await.unwrap(), b'h');
    });
}
