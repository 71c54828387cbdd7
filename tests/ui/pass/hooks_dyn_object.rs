//! C1: Poll-level hooks leave the trait dyn compatible.

#[path = "../designs/hooks.rs"]
mod hooks;

fn object(_: Option<&mut dyn hooks::AsyncRead>) {}

pub fn main() {
    object(None);
}
