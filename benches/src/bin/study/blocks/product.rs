//! The blocks on the product, which show records.

use super::{head, row};
use crate::source::ours;
use poll_io_benches::{
    contest::{Figure, best_peer, leanest_peer},
    record,
    rows::rows,
    weigh::in_repository,
};
use std::collections::BTreeMap;

/// The record of the product with hooks and without, and the last commit that has the patch.
const HOOKS: (&str, &str) = (".ci/records/hooks-2026-11-26.tsv", "eab9f0c");

/// The targets, as ratios to the time of the best peer. They hold with hooks and without. All other rows have the
/// target [`ELSE`].
const TARGETS: [(&str, f64); 4] = [
    ("read_exact 16 B from BufReader", 0.55),
    ("read_exact 16 B from BufReader, not inlined", 0.70),
    ("write_all 16 B into BufWriter", 0.50),
    ("write_all 16 B into BufWriter, not inlined", 0.75),
];
const ELSE: f64 = 1.02;

/// The parts of the patch that added the hooks, with the paths of their files. The first matching path counts.
const PARTS: [(&str, &str); 8] = [
    ("the pointers", "core/src/forward.rs"),
    ("what lives in memory", "core/src/memory.rs"),
    ("the traits, and what overrides call", "core/"),
    ("the adapters", "src/adapter/"),
    ("the bridges", "compat/"),
    ("the futures and their budget", "src/future/"),
    ("the futures and their budget", "src/budget.rs"),
    ("the other design, and what tests are written with", "src/"),
];

/// Returns the last line of a block that shows a record: the commit, the hardware, the toolchain, and `more`.
fn measured(table: &str, more: &str) -> String {
    let [commit, machine, toolchain] = ["commit", "machine", "toolchain"].map(|what| record::told(table, what));
    format!("\nCommit {commit}, {more}{machine}; {toolchain}.\n\n")
}

/// Shows the rows of `cargo peers` that miss their target, and the files in which poll-io spends more instructions
/// than the leanest peer.
pub fn missed() -> String {
    let (table, profiles) = (record::newest("peers"), record::newest("profile"));
    let mut text = head(
        "what misses its bar",
        ["of the best peer's time", "bar", "instructions", "the leanest peer's", "where ours has more"],
    );
    for one in rows() {
        let Some((figures, best, target)) = record::miss(&one, &table) else { continue };
        let count = |figure: Option<&Figure>| {
            figure.and_then(|figure| figure.instructions).map_or_else(String::new, |count| format!("{count:.0}"))
        };
        text += &row(
            &code(one.name),
            [
                format!("{best:.2}"),
                format!("{target:.2}"),
                count(figures.first()),
                count(leanest_peer(&figures)),
                more(&profiles, one.name),
            ],
        );
    }
    text + &measured(&table, "")
}

/// Returns the files in which poll-io spends the most instructions that the peer does not, from the profile of a
/// row.
fn more(profiles: &str, name: &str) -> String {
    let mut spent: Vec<BTreeMap<&str, f64>> = Vec::new();
    let mut inside = false;
    for cells in profiles.lines().map(|line| line.split('\t').collect::<Vec<_>>()) {
        match cells[..] {
            ["", file, n] if inside => {
                let files = spent.last_mut().expect("a name is above the files");
                files.insert(file, n.parse().expect("it is a number"));
            }
            [other, _, _] if !other.is_empty() => {
                inside = other == name;
                spent.extend(inside.then(BTreeMap::new));
            }
            _ => {}
        }
    }
    let [own, theirs] = &spent[..] else { return String::new() };
    let mut more: Vec<_> = own.iter().map(|(file, n)| (file, n - theirs.get(file).unwrap_or(&0.0))).collect();
    more.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let shown = more.iter().take(3).filter(|(_, n)| *n >= 0.5).map(|(file, n)| {
        // A path in backticks is a reference to a file of the repository.
        if in_repository(file).is_file() { format!("`{file}` {n:.0}") } else { format!("{file} {n:.0}") }
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// Puts the code in the name of a row into backticks.
fn code(name: &str) -> String {
    ["Box<dyn>", "&mut dyn", "&[u8]"]
        .iter()
        .fold(name.replace("handed on", "forwarded"), |name, ty| name.replace(ty, &format!("`{ty}`")))
}

/// Shows the record of the hooks, and beside it the present figures of the product without hooks.
pub fn hooks() -> String {
    let table = ours(HOOKS.0);
    let of = |kind: &'static str| {
        table.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(move |cells| cells[0] == kind)
    };
    let number = |cell: &str| cell.parse::<f64>().expect("it is a number");
    let (peers, rows) = (record::newest("peers"), rows());
    let today = |name: &str| {
        let one = rows.iter().find(|one| one.name == name)?;
        let figures = peers.lines().find_map(|line| record::figures(one, line))?;
        Some(format!("{:.2}", best_peer(&figures)?.ratio))
    };
    let mut text = head(
        "poll-io at that commit",
        ["instructions without", "with", "", "time without", "with", "error", "target", "time without, today"],
    );
    for cells in of("row") {
        let (without, with) = (number(cells[2]), number(cells[3]));
        let (time, hooked, again) = (number(cells[4]), number(cells[5]), number(cells[6]));
        let target = TARGETS.iter().find(|(name, _)| *name == cells[1]).map_or(ELSE, |(_, target)| *target);
        let shown = |time: f64| if time > target { format!("{time:.2}") } else { format!("**{time:.2}**") };
        text += &row(
            &code(cells[1]),
            [
                format!("{without:.0}"),
                format!("{with:.0}"),
                format!("{:+.0} %", (with / without - 1.0) * 100.0),
                shown(time),
                shown(hooked),
                format!("±{:.2}", (again - time).abs()),
                format!("{target:.2}"),
                today(cells[1]).unwrap_or_default(),
            ],
        );
    }
    text += &head("a second harness, at the same commit", ["time without", "with"]);
    for cells in of("outside") {
        text += &row(&code(cells[1]), &cells[2..]);
    }
    text += &head("cost", ["without", "with"]);
    for cells in of("slots") {
        text += &row(&format!("slots of `dyn {}`", cells[1]), &cells[2..]);
    }
    let programs = ["a program of one type", "of two", "of objects"];
    for (cells, program) in of("code").zip(programs) {
        text += &row(&format!("bytes of machine code, {program}"), &cells[2..]);
    }
    text += &head("lines of the patch", ["more", "fewer"]);
    let mut lines: Vec<(&str, u32, u32)> = Vec::new();
    for cells in of("lines") {
        let Some((part, _)) = PARTS.iter().find(|(_, place)| cells[1].starts_with(place)) else { continue };
        let (more, fewer) = (cells[2].parse::<u32>(), cells[3].parse::<u32>());
        let (more, fewer) = (more.expect("it is a number"), fewer.expect("it is a number"));
        match lines.iter_mut().find(|line| line.0 == *part) {
            Some(line) => *line = (part, line.1 + more, line.2 + fewer),
            None => lines.push((part, more, fewer)),
        }
    }
    for (part, more, fewer) in &lines {
        text += &row(part, [more, fewer]);
    }
    let sum = |of: fn(&(&str, u32, u32)) -> u32| lines.iter().map(of).sum::<u32>();
    text += &row("all", [sum(|line| line.1), sum(|line| line.2)]);
    let again = format!(
        "{} turns; to run it again, `git checkout {}` and `.ci/hooks`; ",
        record::told(&table, "turns"),
        HOOKS.1
    );
    text + &measured(&table, &again)
}
