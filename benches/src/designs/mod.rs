//! The designs that are compared, and the two families that are in use, each with the same names, and each with the
//! [program](split::program) compiled for it.
//!
//! Each file is whole, so that it can be a program of its own to be weighed. What stands between the marks
//! `implementor`, `forwarder` and `wrapper` is what somebody must write who makes one; its lines are counted.

pub mod futures;
pub mod hooks;
#[cfg(feature = "iterator-style")]
pub mod iterator_style;
pub mod named;
pub mod split;
pub mod tokio;

use crate::contest::{Contestant, Role, Row};

/// Stamps a row of one part of the program.
macro_rules! row {
    ($name:literal, $part:ident) => {
        Row {
            counted: true,
            ..Row::new(
                $name,
                1 << 11,
                vec![
                    contestant("split", split::program::$part),
                    #[cfg(feature = "iterator-style")]
                    contestant("iterator-style", iterator_style::program::$part),
                    contestant("named", named::program::$part),
                    contestant("hooks", hooks::program::$part),
                    contestant("futures-io", futures::program::$part),
                    contestant("tokio", tokio::program::$part),
                ],
            )
        }
    };
}

fn contestant(name: &'static str, run: fn(u64) -> u64) -> Contestant {
    Contestant { name, role: Role::Peer, run }
}

/// Returns the rows whose instructions are counted, with one contestant for each design.
pub fn rows() -> Vec<Row> {
    vec![
        row!("`read_exact` of 16 bytes, type known", read_exact_known),
        row!("`read_exact` of 16 bytes, `Box<dyn AsyncRead>`", read_exact_object),
        row!("`read_exact` where it can be overridden, type known", overridden_known),
        row!("`read_exact` where it can be overridden, `Box<dyn AsyncRead>`", overridden_object),
        row!("`write_all` of 16 bytes, `Box<dyn AsyncWrite>`", write_all_object),
    ]
}
