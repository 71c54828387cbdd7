//! C40: The macro of poll-io drops its arguments before the await.

use poll_io::prelude::*;

fn spawn<F: Future<Output = ()> + Send + 'static>(task: F) {
    std::thread::spawn(|| futures_lite::future::block_on(task)).join().unwrap();
}

fn log<W: AsyncWrite + Unpin + Send + 'static>(mut writer: W, status: u16) {
    spawn(async move {
        poll_io::write!(writer, "status {status}\n").await.unwrap();
    });
}

pub fn main() {
    log(Vec::new(), 200);
}
