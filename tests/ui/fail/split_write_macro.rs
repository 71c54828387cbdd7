//! C40: std's `write!(..).await` keeps its arguments alive across the await, so the task is not `Send`.
//!
//! Twin: `pass/split_write_macro.rs`, which uses the macro of poll-io.

use poll_io::prelude::*;

fn spawn<F: Future<Output = ()> + Send + 'static>(_: F) {}

fn log<W: AsyncWrite + Unpin + Send + 'static>(mut writer: W, status: u16) {
    spawn(async move {
        let _ = write!(writer, "status {status}\n").await;
    });
}

fn main() {}
