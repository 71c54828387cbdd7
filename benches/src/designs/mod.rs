//! The compared designs, and the families futures-io and tokio. Each submodule has the same names, and includes the
//! [program](split::program), which it compiles for its traits.
//!
//! Each file is complete, because a program in `examples` includes it. So the files share only code that is not
//! measured: the program, the pointers and the budget. An implementor writes the lines between the marks
//! `implementor`, `forwarder` and `wrapper`; these lines are counted.

pub mod async_bodies;
pub mod by_mut;
pub mod constructor;
pub mod futures;
pub mod hooks;
#[cfg(feature = "iterator-style")]
pub mod iterator_style;
pub mod named;
pub mod split;
pub mod tokio;

use crate::contest::{Contestant, Role, Row};

/// Makes a row of one part of the program.
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
                    contestant("constructor", constructor::program::$part),
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
        row!("`read_exact` of 16 bytes, concrete type", read_exact_known),
        row!("`read_exact` of 16 bytes, `Box<dyn AsyncRead>`", read_exact_object),
        row!("`read_exact` where it can be overridden, concrete type", overridden_known),
        row!("`read_exact` where it can be overridden, `Box<dyn AsyncRead>`", overridden_object),
        row!("`write_all` of 16 bytes, `Box<dyn AsyncWrite>`", write_all_object),
    ]
}

/// Returns the rows that compare `Pin<&mut Self>` with `&mut self`.
pub fn pin_rows() -> Vec<Row> {
    let row = |name, pinned, by_mut| {
        let contestants = vec![contestant("`Pin<&mut Self>`", pinned), contestant("`&mut self`", by_mut)];
        Row { counted: true, ..Row::new(name, 1 << 11, contestants) }
    };
    vec![
        row("`read_exact`, concrete type", split::program::read_exact_known, by_mut::program::read_exact_known),
        row("`read_exact`, trait object", split::program::read_exact_object, by_mut::program::read_exact_object),
        row("`write_all`, trait object", split::program::write_all_object, by_mut::program::write_all_object),
    ]
}
