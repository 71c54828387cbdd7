//! C7: In the split, a future has a name and is `Send` if its parts are, so generic code can spawn it.

use poll_io::prelude::*;

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
