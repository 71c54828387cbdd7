//! C37: Each family has a wrapper, and a blanket impl that applies the wrapper. A marker type keeps the blanket impls
//! apart, and the compiler infers the marker.

use futures_lite::future::block_on;
use poll_io::prelude::*;
use poll_io_compat::IntoReader;

async fn first<M>(reader: impl IntoReader<M, Reader: Unpin>) -> poll_io::Result<u8> {
    reader.into_reader().read_u8().await
}

pub fn main() {
    assert_eq!(block_on(first(poll_io::repeat(1))).unwrap(), 1);
    assert_eq!(block_on(first(tokio::io::repeat(2))).unwrap(), 2);
    assert_eq!(block_on(first(futures_util::io::repeat(3))).unwrap(), 3);
}
