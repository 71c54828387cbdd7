//! The measured blocks of `design.md`. Each submodule has the blocks of one topic, and this file has the list of
//! blocks and the parts of a table. A block may import everything in `poll_io_benches`.

mod alternatives;
mod designs;
mod product;

use poll_io_benches::record;
use std::fmt::{Display, Write as _};

/// The kinds of figures, by what changes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A figure that depends on the sources alone.
    Read,
    /// A figure that depends on the compiler.
    Compiled,
    /// A figure that depends on the compiler, and that needs valgrind.
    Counted,
    /// A time, which differs in each run.
    Timed,
}

/// A part of the document that this program writes.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The name in the marks of the block.
    pub name: &'static str,
    /// The kind of its figures.
    pub kind: Kind,
    /// Measures the figures, and returns the text.
    pub text: fn() -> String,
}

/// Lists all blocks.
pub const BLOCKS: &[Block] = &[
    Block { name: "messages", kind: Kind::Read, text: designs::messages },
    Block { name: "designs", kind: Kind::Read, text: designs::facts },
    Block { name: "methods", kind: Kind::Read, text: designs::methods_of_traits },
    Block { name: "lines", kind: Kind::Read, text: designs::lines },
    Block { name: "errors", kind: Kind::Read, text: designs::errors },
    Block { name: "hooks", kind: Kind::Read, text: product::hooks },
    Block { name: "missed", kind: Kind::Read, text: product::missed },
    Block { name: "vtable", kind: Kind::Compiled, text: designs::vtable },
    Block { name: "sizes", kind: Kind::Compiled, text: designs::sizes },
    Block { name: "weight", kind: Kind::Compiled, text: designs::weight },
    Block { name: "idle", kind: Kind::Compiled, text: alternatives::idle },
    Block { name: "instructions", kind: Kind::Counted, text: designs::instructions },
    Block { name: "pin", kind: Kind::Counted, text: alternatives::pin },
    Block { name: "bodies", kind: Kind::Counted, text: alternatives::bodies },
    Block { name: "compile", kind: Kind::Timed, text: designs::compile },
    Block { name: "override", kind: Kind::Timed, text: designs::overrides },
];

/// Returns the head of a table.
fn head(what: &str, columns: impl IntoIterator<Item = impl Display>) -> String {
    aligned(what, columns, "--:")
}

/// Returns the head of a table with centered cells.
fn centered(what: &str, columns: impl IntoIterator<Item = impl Display>) -> String {
    aligned(what, columns, ":-:")
}

fn aligned(what: &str, columns: impl IntoIterator<Item = impl Display>, rule: &str) -> String {
    let mut rules = String::from("|---|");
    let mut text = format!("\n| {what} |");
    for column in columns {
        write!(text, " {column} |").expect("a String takes everything");
        write!(rules, "{rule}|").expect("a String takes everything");
    }
    text + "\n" + &rules + "\n"
}

/// Returns a row of a table.
fn row(what: &str, cells: impl IntoIterator<Item = impl Display>) -> String {
    let mut text = format!("| {what} |");
    for cell in cells {
        write!(text, " {cell} |").expect("a String takes everything");
    }
    text + "\n"
}

/// Returns the last line of a block that depends on the compiler.
fn stamp() -> String {
    format!("\nMeasured with {} on {}.\n\n", record::toolchain(), std::env::consts::ARCH)
}
