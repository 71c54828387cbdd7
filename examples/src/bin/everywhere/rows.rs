//! The rows of the table: the code and the place of each, and the row that it is compared with.

use crate::{
    programs::{self, Program},
    runtimes,
};
use poll_io_examples::round::{Load, Outcome};
use std::{collections::BTreeSet, io};

/// Says how a round of a row runs.
#[derive(Clone, Copy)]
pub enum How {
    /// The round runs in this process.
    Here(fn(Load) -> io::Result<Outcome>),
    /// The round runs in another process. Its program is built when the row is asked for.
    There(&'static Program),
    /// The row runs once, in an emulator of a computer without an operating system. Its time is not measured.
    Bare,
}

/// A row that the table can have.
pub struct Row {
    /// The table and the command line use this name.
    pub name: &'static str,
    /// The transport that carries the bytes.
    pub transport: &'static str,
    pub how: How,
    /// The name of the row that this row is compared with.
    pub baseline: &'static str,
}

impl Row {
    const fn here(
        name: &'static str,
        transport: &'static str,
        run: fn(Load) -> io::Result<Outcome>,
        baseline: &'static str,
    ) -> Row {
        Row { name, transport, how: How::Here(run), baseline }
    }

    const fn there(
        name: &'static str,
        transport: &'static str,
        program: &'static Program,
        baseline: &'static str,
    ) -> Row {
        Row { name, transport, how: How::There(program), baseline }
    }

    /// Returns whether the row is built with this program.
    pub fn is_built_in(&self) -> bool {
        matches!(self.how, How::Here(_))
    }

    /// Returns whether the row can open a given number of connections.
    pub fn has_connections(&self) -> bool {
        matches!(self.transport, "tcp" | "http, tcp" | "io_uring")
    }
}

const DIRECT: &str = "tokio-direct";
const CURRENT: &str = "current-direct";
const COMPIO: &str = "compio-direct";

/// Every row. A row whose name ends in `-again` runs its baseline a second time, so the distance of its ratio from 1 is
/// noise.
pub const ROWS: [Row; 20] = [
    Row::here(DIRECT, "tcp", runtimes::tokio_direct, DIRECT),
    Row::here("tokio-again", "tcp", runtimes::tokio_direct, DIRECT),
    Row::here("tokio", "tcp", runtimes::tokio_multi, DIRECT),
    Row::here(CURRENT, "tcp", runtimes::current_direct, CURRENT),
    Row::here("current-again", "tcp", runtimes::current_direct, CURRENT),
    Row::here("tokio-current", "tcp", runtimes::tokio_current, CURRENT),
    Row::here("smol", "tcp", runtimes::smol, DIRECT),
    Row::here("tokio-on-smol", "tcp", runtimes::tokio_on_smol, DIRECT),
    Row::here("threads", "tcp", runtimes::threads, DIRECT),
    Row::here("hyper", "http, tcp", runtimes::upgraded, DIRECT),
    Row::here("memory", "duplex", runtimes::in_memory, DIRECT),
    Row::there(COMPIO, "io_uring", &programs::COMPIO, COMPIO),
    Row::there("compio-again", "io_uring", &programs::COMPIO, COMPIO),
    Row::there("compio", "io_uring", &programs::COMPIO, COMPIO),
    Row::there("monoio", "io_uring", &programs::MONOIO, CURRENT),
    Row::there("glommio", "io_uring", &programs::GLOMMIO, CURRENT),
    Row::there("embassy", "tcp", &programs::EMBASSY, CURRENT),
    Row::there("embassy-pipe", "its Pipe", &programs::EMBASSY, "memory"),
    Row::there("wasm", "duplex", &programs::WASM, "memory"),
    Row { name: "bare-metal", transport: "duplex", how: How::Bare, baseline: "bare-metal" },
];

/// Returns the rows that are asked for and their baselines, in the order of the table.
pub fn select(names: &[String], all: bool, default: impl Fn(&Row) -> bool) -> Vec<&'static Row> {
    let asked = ROWS.iter().filter(|row| match names {
        [] => all || default(row),
        names => all || names.iter().any(|name| name == row.name),
    });
    let asked: Vec<&Row> = asked.collect();
    let baselines = asked.iter().map(|row| row.baseline);
    // Each baseline runs a second time, which shows the noise.
    let again = |row: &Row| {
        row.name.ends_with("-again")
            && asked.iter().any(|asked| asked.baseline == row.baseline && asked.name != row.baseline)
    };
    let wanted: BTreeSet<&str> = asked.iter().map(|row| row.name).chain(baselines).collect();
    ROWS.iter().filter(|row| wanted.contains(row.name) || again(row)).collect()
}
