//! C8: In the Iterator style, code for a concrete type can spawn, because the compiler sees the type of the future.

use poll_io::iterator_style::AsyncRead;

fn spawn<F: Future<Output = ()> + Send + 'static>(task: F) {
    std::thread::spawn(|| futures_lite::future::block_on(task)).join().unwrap();
}

pub fn main() {
    let mut socket = &b"hello"[..];
    spawn(async move {
        let mut buf = [0; 4];
        socket.read_exact(&mut buf).await.unwrap();
        assert_eq!(&buf, b"hell");
    });
}
