//! C2: With `where Self: Sized` the trait is dyn compatible, and a consumer cannot be called on a `&mut dyn`.
//!
//! Twin: `pass/split_dyn_call.rs`; what still works is in `pass/iterator_dyn_workaround.rs`.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::AsyncRead;

async fn header(reader: &mut (dyn AsyncRead + Unpin)) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

fn main() {}
