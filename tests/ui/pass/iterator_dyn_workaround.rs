//! C3: In the Iterator style three ways still work on trait objects: a box, one more reference, and methods that take `self`.

use futures_lite::future::block_on;
use poll_io::iterator_style::AsyncRead;

pub fn main() {
    block_on(async {
        let mut buf = [0; 2];

        let mut boxed: Box<dyn AsyncRead + Unpin> = Box::new(&b"hello"[..]);
        boxed.read_exact(&mut buf).await?;
        assert_eq!(&buf, b"he");

        let mut slice = &b"hello"[..];
        let mut object: &mut (dyn AsyncRead + Unpin) = &mut slice;
        (&mut object).read_exact(&mut buf).await?;
        assert_eq!(&buf, b"he");

        let mut taken = object.take(2);
        taken.read_exact(&mut buf).await?;
        assert_eq!(&buf, b"ll");
        poll_io::Result::Ok(())
    })
    .unwrap();
}
