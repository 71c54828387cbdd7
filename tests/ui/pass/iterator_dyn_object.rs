//! C1: With `where Self: Sized` on each consumer the Iterator style has objects.

#[path = "../designs/iterator.rs"]
mod iterator;

fn object(_: Option<&mut dyn iterator::AsyncRead>) {}

pub fn main() {
    object(None);
}
