//! C75: … and such a future is `Send` for all readers or for none. Here it is not, so generic code cannot spawn it.
//!
//! Twin: `pass/split_spawn_generic.rs`; `pass/erased_dyn_call.rs` has what works.

#[path = "../designs/erased.rs"]
mod erased;
use erased::AsyncRead;

fn spawn<F: Future<Output = ()> + Send + 'static>(_: F) {}

fn serve<R: AsyncRead + Unpin + Send + 'static>(mut reader: R) {
    spawn(async move {
        let mut buf = [0; 4];
        let _ = reader.read_exact(&mut buf).await;
    });
}

fn main() {}
