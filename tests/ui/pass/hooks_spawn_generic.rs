//! C7: With hooks, the futures belong to an Ext trait, so generic code can spawn them.

#[path = "../designs/hooks.rs"]
mod hooks;
use hooks::{AsyncRead, AsyncReadExt as _};

fn spawn<F: Future<Output = ()> + Send + 'static>(task: F) {
    std::thread::spawn(|| futures_lite::future::block_on(task)).join().unwrap();
}

fn serve<R: AsyncRead + Unpin + Send + 'static>(mut reader: R) {
    spawn(async move {
        let mut buf = [0; 4];
        reader.read_exact(&mut buf).await.unwrap();
        assert_eq!(&buf, b"hell");
    });
}

pub fn main() {
    serve(&b"hello"[..]);
}
