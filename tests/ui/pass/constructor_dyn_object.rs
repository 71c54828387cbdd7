//! C1: With `where Self: Sized` on each consumer, named futures with a constructor leave the trait dyn compatible.

#[path = "../designs/constructor.rs"]
mod constructor;

fn object(_: Option<&mut dyn constructor::AsyncRead>) {}

pub fn main() {
    object(None);
}
