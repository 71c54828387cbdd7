//! C7: Generic code over a trait with an `async fn` cannot spawn its future either.
//!
//! Twins that do: `pass/split_spawn_generic.rs`, `pass/named_spawn_generic.rs`, `pass/hooks_spawn_generic.rs`.

#[path = "../designs/async_fn.rs"]
mod async_fn;
use async_fn::AsyncRead;

fn spawn<F: Future<Output = ()> + Send + 'static>(_: F) {}

fn serve<R: AsyncRead + Send + 'static>(mut reader: R) {
    spawn(async move {
        let mut buf = [0; 4];
        let _ = reader.read_exact(&mut buf).await;
    });
}

fn main() {}
