//! C1: With `where Self: Sized` on each consumer the named futures have objects.

#[path = "../designs/named.rs"]
mod named;

fn object(_: Option<&mut dyn named::AsyncRead>) {}

pub fn main() {
    object(None);
}
