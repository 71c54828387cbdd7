//! C61: `async fn` in a blanket Ext trait can be spawned from generic code and called on trait objects: there is one impl,
//! and the compiler sees into its future.

#[path = "../designs/async_body.rs"]
mod async_body;
use async_body::{AsyncRead, AsyncReadExt as _};
use futures_lite::future::block_on;

fn spawn<F: Future<Output = ()> + Send + 'static>(task: F) {
    std::thread::spawn(|| block_on(task)).join().unwrap();
}

fn serve<R: AsyncRead + Unpin + Send + 'static>(mut reader: R) {
    spawn(async move {
        let mut buf = [0; 4];
        reader.read_exact(&mut buf).await.unwrap();
        assert_eq!(&buf, b"hell");
    });
}

async fn header(reader: &mut (dyn AsyncRead + Unpin + Send)) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    serve(&b"hello"[..]);
    assert_eq!(&block_on(header(&mut &b"hello"[..])).unwrap(), b"hell");
}
