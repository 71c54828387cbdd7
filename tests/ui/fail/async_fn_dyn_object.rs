//! C33: A trait with an `async fn` has no trait objects.
//!
//! Twin: `pass/async_fn_boxed.rs`, with a box for every call; `pass/split_dyn_object.rs`, without.

#[path = "../designs/async_fn.rs"]
mod async_fn;

fn object(_: &mut dyn async_fn::AsyncRead) {}

fn main() {}
