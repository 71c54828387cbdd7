//! C1: With `where Self: Sized` on each consumer, named futures leave the trait dyn compatible.

#[path = "../designs/named.rs"]
mod named;

fn object(_: Option<&mut dyn named::AsyncRead>) {}

pub fn main() {
    object(None);
}
