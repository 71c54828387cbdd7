//! C23: A stream belongs to one family, or has one wrapper. It has one method of each name, no matter what is imported.

use futures_lite::future::block_on;
use poll_io::prelude::*;
use poll_io_compat::FromTokio;
use tokio::io::AsyncReadExt as _;

pub fn main() {
    let mut theirs = tokio::io::repeat(7);
    let mut ours = FromTokio::new(tokio::io::repeat(8));
    let mut buf = [[0; 4]; 2];
    block_on(async {
        theirs.read_exact(&mut buf[0]).await?;
        ours.read_exact(&mut buf[1]).await
    })
    .unwrap();
    assert_eq!(buf, [[7; 4], [8; 4]]);
}
