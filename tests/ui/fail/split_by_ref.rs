//! C27: A method name on the Ext traits of both readers and writers cannot be used on a stream that is both.
//!
//! Twin: `pass/split_by_ref.rs`: poll-io has `by_ref` on readers only.

trait AsyncReadExt {
    fn by_ref(&mut self) -> &mut Self {
        self
    }
}

trait AsyncWriteExt {
    fn by_ref(&mut self) -> &mut Self {
        self
    }
}

impl<T: poll_io::AsyncRead> AsyncReadExt for T {}
impl<T: poll_io::AsyncWrite> AsyncWriteExt for T {}

fn main() {
    let (mut here, _there) = poll_io::duplex(1);
    here.by_ref();
}
