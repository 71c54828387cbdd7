//! C33: A trait with an `async fn` has no trait objects.
//!
//! Twins: `pass/async_fn_boxed.rs`, which boxes every call; `pass/split_dyn_object.rs`, which needs no box.

#[path = "../designs/async_fn.rs"]
mod async_fn;

fn object(_: &mut dyn async_fn::AsyncRead) {}

fn main() {}
