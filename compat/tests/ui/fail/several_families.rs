//! `&[u8]` is a reader of poll-io, of tokio and of futures-io, so the caller must name the marker.
//! Twin: `pass/several_families.rs`.

use poll_io_compat::IntoReader;

async fn first<M>(reader: impl IntoReader<M>) {
    let _ = reader.into_reader();
}

fn main() {
    let bytes: &[u8] = b"hello";
    let _ = first(bytes);
}
