//! C8: Generic code can spawn after it has put its stream into a box, because a box of a trait object is a concrete type.

use poll_io::iterator_style::AsyncRead;

fn spawn<F: Future<Output = ()> + Send + 'static>(task: F) {
    std::thread::spawn(|| futures_lite::future::block_on(task)).join().unwrap();
}

fn serve<R: AsyncRead + Unpin + Send + 'static>(reader: R) {
    let mut reader: Box<dyn AsyncRead + Unpin + Send> = Box::new(reader);
    spawn(async move {
        let mut buf = [0; 4];
        reader.read_exact(&mut buf).await.unwrap();
        assert_eq!(&buf, b"hell");
    });
}

pub fn main() {
    serve(&b"hello"[..]);
}
