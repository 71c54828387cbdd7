//! C7: Generic code over an opt-in Ext trait cannot spawn a task that awaits one of its `impl Future`s.
//!
//! Twin: `pass/async_body_spawn_generic.rs`: through a blanket impl the compiler sees into the future.

#[path = "../designs/opt_in.rs"]
mod opt_in;
use opt_in::AsyncReadExt;

fn spawn<F: Future<Output = ()> + Send + 'static>(_: F) {}

fn serve<R: AsyncReadExt + Unpin + Send + 'static>(mut reader: R) {
    spawn(async move {
        let mut buf = [0; 4];
        let _ = reader.read_exact(&mut buf).await;
    });
}

fn main() {}
