//! C7: Generic code over a trait that returns `impl Future` cannot spawn. Nothing promises that the future is `Send`,
//! and a future without a name cannot have a bound.
//!
//! Twins that do: `pass/split_spawn_generic.rs`, `pass/named_spawn_generic.rs`, `pass/hooks_spawn_generic.rs`.

use poll_io::iterator_style::AsyncRead;

fn spawn<F: Future<Output = ()> + Send + 'static>(_: F) {}

fn serve<R: AsyncRead + Unpin + Send + 'static>(mut reader: R) {
    spawn(async move {
        let mut buf = [0; 4];
        let _ = reader.read_exact(&mut buf).await;
    });
}

fn main() {}
