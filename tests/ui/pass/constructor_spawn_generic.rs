//! C7: A named future with a public constructor is `Send` if its parts are, and a function pointer always is.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::AsyncRead;

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
