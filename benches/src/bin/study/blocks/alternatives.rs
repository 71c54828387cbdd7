//! The blocks on the decisions beside the place of the methods: `Pin`, the bodies of the methods, and idle
//! connections.

use super::{head, row, stamp};
use crate::{
    ALLOCATOR,
    source::{code_lines, marked, ours},
};
use poll_io_benches::{
    callgrind,
    contest::Row,
    designs::{self, async_bodies},
    idle,
    sizes::{self, METHODS},
    weigh,
};

/// Returns the instructions of a call for each contestant of a row.
fn counts(one: &Row) -> impl Iterator<Item = String> + '_ {
    one.contestants.iter().map(|contestant| format!("{:.0}", callgrind::instructions(one, contestant)))
}

/// Compares `Pin<&mut Self>` with `&mut self` in the poll methods of the same design.
pub fn pin() -> String {
    const PROGRAMS: [&str; 2] = ["split", "by_mut"];
    let sources = PROGRAMS.map(|program| ours(&format!("benches/src/designs/{program}.rs")));
    let lines = |mark: &str| sources.each_ref().map(|source| marked(source, mark).expect("the mark is there"));
    let given = PROGRAMS.map(|program| weigh::given(&format!("program_{program}"), true));
    let nothing = weigh::code("program_nothing", true);
    let code = PROGRAMS.map(|program| weigh::code(&format!("program_{program}"), true) - nothing);
    let futures = [sizes::split(), sizes::by_mut()];
    let bytes = |method: &str| {
        let at = METHODS.iter().position(|name| *name == method).expect("the method is measured");
        futures.map(|sizes| sizes[at])
    };
    let mut text = head("", ["`Pin<&mut Self>`", "`&mut self`"])
        + &row("lines of a reader in memory", lines("implementor"))
        + &row("lines of a wrapper with a field of its own", lines("counter"))
        + &row("lines of a reader that holds a future", lines("holder"))
        + &row("allocations of that reader", [0, 1])
        + &row("slots of `dyn AsyncRead`", given.each_ref().map(|given| given.slots.0))
        + &row("bytes of the future of `read_exact`", bytes("read_exact"))
        + &row("bytes of machine code, one program", code);
    for one in designs::pin_rows() {
        text += &row(&format!("instructions of {}", one.name), counts(&one));
    }
    text + &stamp()
}

/// Compares futures that are written by hand with `async fn` bodies, in a blanket Ext trait.
pub fn bodies() -> String {
    let [by_hand, by_compiler] = [async_bodies::by_hand::futures(), async_bodies::by_compiler::futures()];
    let source = ours("benches/src/designs/async_bodies.rs");
    let rows = async_bodies::rows();
    let mut text = head(
        "by hand / `async fn`",
        ["bytes of the future", "`Unpin`", "instructions, concrete type", "instructions, trait object", "lines"],
    );
    for (i, method) in async_bodies::METHODS.into_iter().enumerate() {
        let both = |cells: [String; 2]| cells.join(" / ");
        let unpin = |is: bool| String::from(if is { "yes" } else { "no" });
        let counted = |at: usize| counts(&rows[at]).collect::<Vec<_>>().join(" / ");
        let hand: usize =
            async_bodies::FILES[i].iter().map(|file| code_lines(&ours(&format!("src/future/{file}.rs")))).sum();
        let compiler = marked(&source, method).expect("the method is marked");
        text += &row(
            &format!("`{method}`"),
            [
                both([by_hand[i].0.to_string(), by_compiler[i].0.to_string()]),
                both([unpin(by_hand[i].1), unpin(by_compiler[i].1)]),
                counted(2 * i),
                counted(2 * i + 1),
                both([hand.to_string(), compiler.to_string()]),
            ],
        );
    }
    text + &stamp()
}

/// Shows the memory of a connection that waits for its next message.
pub fn idle() -> String {
    let mut text = head("a task that echoes messages of up to 8 KiB", ["bytes while it waits"]);
    for (name, bytes) in idle::figures(|| ALLOCATOR.allocated()) {
        text += &row(name, [bytes]);
    }
    text + &stamp()
}
