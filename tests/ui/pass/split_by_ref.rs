//! C27: In poll-io, `by_ref` is on readers only, so a stream has one such method. For a writer, write `(&mut writer)`.

use futures_lite::future::block_on;
use poll_io::prelude::*;

pub fn main() {
    let (mut here, mut there) = poll_io::duplex(8);
    block_on(async {
        there.write_all(b"hello").await?;
        let mut text = String::new();
        here.by_ref().take(2).read_to_string(&mut text).await?;
        assert_eq!(text, "he");
        poll_io::Result::Ok(())
    })
    .unwrap();
}
