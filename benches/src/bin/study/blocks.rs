//! The blocks, and where their numbers come from.

use crate::source::{marked, methods, ours, theirs};
use poll_io_benches::{
    callgrind,
    chart::Chart,
    contest::{Figure, Row, best_peer, leanest_peer},
    designs, overriding, record,
    rows::rows,
    sizes::{self, METHODS},
    weigh::{self, Given, in_repository},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{Display, Write as _},
    fs,
    sync::OnceLock,
};

/// What a number depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sources alone.
    Read,
    /// The compiler.
    Compiled,
    /// The compiler, and valgrind is needed.
    Counted,
    /// The machine and the moment.
    Timed,
}

/// A part of the document that is written by a program.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// By which it is marked.
    pub name: &'static str,
    /// What it depends on.
    pub kind: Kind,
    /// Measures it.
    pub text: fn() -> String,
}

/// All of them.
pub const BLOCKS: &[Block] = &[
    Block { name: "methods", kind: Kind::Read, text: methods_of_traits },
    Block { name: "lines", kind: Kind::Read, text: lines },
    Block { name: "errors", kind: Kind::Read, text: errors },
    Block { name: "hooks", kind: Kind::Read, text: hooks },
    Block { name: "missed", kind: Kind::Read, text: missed },
    Block { name: "vtable", kind: Kind::Compiled, text: vtable },
    Block { name: "sizes", kind: Kind::Compiled, text: sizes },
    Block { name: "weight", kind: Kind::Compiled, text: weight },
    Block { name: "instructions", kind: Kind::Counted, text: instructions },
    Block { name: "override", kind: Kind::Timed, text: overrides },
];

/// The columns: what is compared, and the program that is it.
const DESIGNS: [(&str, &str); 6] = [
    ("split", "split"),
    ("iterator-style", "iterator_style"),
    ("named", "named"),
    ("hooks", "hooks"),
    ("futures-io", "futures"),
    ("tokio", "tokio"),
];

/// Returns the head of a table.
fn head(what: &str, columns: impl IntoIterator<Item = impl Display>) -> String {
    let mut rule = String::from("|---|");
    let mut text = format!("\n| {what} |");
    for column in columns {
        write!(text, " {column} |").expect("a String takes everything");
        rule.push_str("--:|");
    }
    text + "\n" + &rule + "\n"
}

/// Returns a row of a table.
fn row(what: &str, cells: impl IntoIterator<Item = impl Display>) -> String {
    let mut text = format!("| {what} |");
    for cell in cells {
        write!(text, " {cell} |").expect("a String takes everything");
    }
    text + "\n"
}

fn names() -> [&'static str; 6] {
    DESIGNS.map(|(name, _)| name)
}

/// Returns the last line of a block that depends on the compiler.
fn stamp() -> String {
    format!("\n{}, {}.\n\n", record::toolchain(), std::env::consts::ARCH)
}

fn design(file: &str) -> String {
    ours(&format!("benches/src/designs/{file}.rs"))
}

fn methods_of_traits() -> String {
    let mut text = head("required + provided", names());
    for (name, core, ext, futures, tokio) in [
        ("AsyncRead", "async_read", "read", "AsyncReadExt", "async_read"),
        ("AsyncWrite", "async_write", "write", "AsyncWriteExt", "async_write"),
    ] {
        let shown = |source: &str| {
            let (required, provided) = methods(source, name);
            format!("{required} + {provided}")
        };
        text += &row(
            &format!("`{name}`"),
            [
                shown(&ours(&format!("core/src/{core}.rs"))),
                shown(&ours(&format!("src/iterator_style/{ext}.rs"))),
                shown(&design("named")),
                shown(&design("hooks")),
                shown(&theirs("futures-io", "src/lib.rs")),
                shown(&theirs("tokio", &format!("src/io/{tokio}.rs"))),
            ],
        );
        let ext_name = format!("{name}Ext");
        let provided = |source: &str, name: &str| methods(source, name).1.to_string();
        let split = provided(&ours(&format!("src/ext/{ext}.rs")), &ext_name);
        text += &row(
            &format!("`{ext_name}`"),
            [
                split.clone(),
                "none".into(),
                "none".into(),
                split,
                provided(&theirs("futures-util", "src/io/mod.rs"), futures),
                provided(&theirs("tokio", &format!("src/io/util/{tokio}_ext.rs")), &ext_name),
            ],
        );
    }
    text + "\n"
}

fn lines() -> String {
    let sources = DESIGNS.map(|(_, file)| design(file));
    let count = |mark: &str| {
        sources.each_ref().map(|source| marked(source, mark).map_or_else(|| "as the pointer".into(), |n| n.to_string()))
    };
    head("lines", names())
        + &row("a reader in memory", count("implementor"))
        + &row("a pointer, reading and writing", count("forwarder"))
        + &row("a wrapper that keeps every override", count("wrapper"))
        + "\n"
}

/// The facts that `tests/ui` has a case of for at least two of the designs, and what the compiler says of each.
fn errors() -> String {
    const UI: [(&str, &str); 4] =
        [("split", "split_"), ("iterator-style", "iterator_"), ("named", "named_"), ("hooks", "hooks_")];
    let cases = |place: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(in_repository("tests/ui").join(place)).expect("the cases are there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        let sources = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        sources.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
    };
    let (pass, fail) = (cases("pass"), cases("fail"));
    let facts: BTreeSet<&str> =
        pass.union(&fail).filter_map(|case| UI.iter().find_map(|(_, prefix)| case.strip_prefix(prefix))).collect();
    let mut text = head("lines of the error", UI.map(|(name, _)| name));
    for fact in facts {
        let cells = UI.map(|(_, prefix)| {
            let case = format!("{prefix}{fact}");
            let lines = || ours(&format!("tests/ui/fail/{case}.stderr")).lines().count();
            match (pass.contains(&case), fail.contains(&case)) {
                (true, true) => format!("{}, or a way out", lines()),
                (false, true) => lines().to_string(),
                (true, false) => "compiles".into(),
                (false, false) => String::new(),
            }
        });
        if cells.iter().filter(|cell| !cell.is_empty()).count() > 1 {
            text += &row(&format!("`{fact}`"), cells);
        }
    }
    text + "\n"
}

/// What is to be reached of the best peer's time with hooks.
const HOOKED: [(&str, f64); 7] = [
    ("read_exact 16 B from BufReader", 0.70),
    ("read_exact 16 B from BufReader, in a task", 0.70),
    ("read_exact 16 B from BufReader, not inlined", 0.80),
    ("read_exact 16 B from &mut dyn of BufReader", 0.85),
    ("read_exact 16 B from Box<dyn> of BufReader", 0.85),
    ("write_all 16 B into BufWriter", 0.30),
    ("write_all 16 B into BufWriter, not inlined", 0.60),
];

/// Who gets how many lines of the patch that brings the hooks: where its files are, the first that fits.
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

/// Returns the last table of the newest record of a kind.
fn newest(kind: &str) -> String {
    let records = fs::read_dir(in_repository(".ci/records")).expect("there are records");
    let names = records.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned());
    let newest = names.filter(|name| name.starts_with(kind)).max().expect("it was measured");
    record::last(&ours(&format!(".ci/records/{newest}"))).to_owned()
}

/// Returns the last line of a block that is made of a record: where that was measured, and what else there is to be said.
fn measured(table: &str, more: &str) -> String {
    let [commit, machine, toolchain] = ["commit", "machine", "toolchain"].map(|what| record::told(table, what));
    format!("\nCommit {commit}, {more}{machine}; {toolchain}.\n\n")
}

/// Returns what is to be reached of the best peer's time.
fn bar(one: &Row) -> Option<f64> {
    one.targets.iter().find(|target| target.against.is_none()).map(|target| target.most)
}

/// Shows the rows of the table of peers that are beyond their bar, and in which files their instructions are spent that the
/// leanest peer does not need.
fn missed() -> String {
    let (table, profiles) = (newest("peers-"), newest("profile-"));
    let mut text = head(
        "what misses its bar",
        ["of the best peer's time", "bar", "instructions", "the leanest peer's", "where ours has more"],
    );
    for one in rows() {
        let figures = table.lines().find_map(|line| record::figures(&one, line));
        let (Some(bar), Some(figures)) = (bar(&one), figures) else { continue };
        let Some(best) = best_peer(&figures).map(|figure| figure.ratio).filter(|best| *best > bar) else { continue };
        let count = |figure: Option<&Figure>| {
            figure.and_then(|figure| figure.instructions).map_or_else(String::new, |count| format!("{count:.0}"))
        };
        text += &row(
            &code(one.name),
            [
                format!("{best:.2}"),
                format!("{bar:.2}"),
                count(figures.first()),
                count(leanest_peer(&figures)),
                more(&profiles, one.name),
            ],
        );
    }
    text + &measured(&table, "")
}

/// Returns the files in which we spend the most that the peer does not, by the profile of a row.
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
        // What is marked as a file is one of ours, which a test looks for.
        if in_repository(file).is_file() { format!("`{file}` {n:.0}") } else { format!("{file} {n:.0}") }
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// Marks what is code in the name of a row.
fn code(name: &str) -> String {
    ["Box<dyn>", "&mut dyn", "&[u8]"].iter().fold(name.to_owned(), |name, ty| name.replace(ty, &format!("`{ty}`")))
}

/// Shows the newest record of `.ci/hooks`.
fn hooks() -> String {
    let (table, rows) = (newest("hooks-"), rows());
    let of = |kind: &'static str| {
        table.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(move |cells| cells[0] == kind)
    };
    let number = |cell: &str| cell.parse::<f64>().expect("it is a number");
    let mut text = head(
        "with hooks and without",
        ["instructions without", "with", "", "of the best peer's time without", "with", "error"],
    );
    for cells in of("row") {
        let (without, with) = (number(cells[2]), number(cells[3]));
        let (time, hooked, again) = (number(cells[4]), number(cells[5]), number(cells[6]));
        let hooked_bar = HOOKED.iter().find(|(name, _)| *name == cells[1]).map(|(_, bar)| *bar);
        let own_bar = rows.iter().find(|one| one.name == cells[1]).and_then(bar).filter(|_| hooked_bar.is_some());
        let shown = |time: f64, bar: Option<f64>| match bar {
            Some(bar) if time > bar => format!("**{time:.2}** of {bar:.2}"),
            Some(bar) => format!("{time:.2} of {bar:.2}"),
            None => format!("{time:.2}"),
        };
        text += &row(
            &code(cells[1]),
            [
                format!("{without:.0}"),
                format!("{with:.0}"),
                format!("{:+.0} %", (with / without - 1.0) * 100.0),
                shown(time, own_bar),
                shown(hooked, hooked_bar),
                format!("±{:.2}", (again - time).abs()),
            ],
        );
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
    text + &measured(&table, &format!("{} turns; ", record::told(&table, "turns")))
}

fn given() -> &'static [Given; 6] {
    static GIVEN: OnceLock<[Given; 6]> = OnceLock::new();
    GIVEN.get_or_init(|| DESIGNS.map(|(_, program)| weigh::given(&format!("program_{program}"), true)))
}

fn vtable() -> String {
    let slots = given().each_ref().map(|given| given.slots);
    head("slots", names())
        + &row("`dyn AsyncRead`", slots.map(|(reader, _)| reader))
        + &row("`dyn AsyncWrite`", slots.map(|(_, writer)| writer))
        + &stamp()
}

fn sizes() -> String {
    let sizes =
        [sizes::split(), sizes::iterator_style(), sizes::named(), sizes::hooks(), sizes::futures(), sizes::tokio()];
    let mut text = head("bytes", names());
    for (i, method) in METHODS.into_iter().enumerate() {
        text += &row(&format!("`{method}`"), sizes.map(|sizes| sizes[i]));
    }
    text + &stamp()
}

fn weight() -> String {
    let given = given();
    let nothing = weigh::code("program_nothing", true);
    let code = DESIGNS.map(|(_, program)| weigh::code(&format!("program_{program}"), true) - nothing);
    let mut text = head("one program", names())
        + &row("lines of LLVM IR given to the optimiser", given.each_ref().map(|given| given.lines))
        + &row("functions", given.each_ref().map(|given| given.functions.len()))
        + &row("of them for one more reader", given.each_ref().map(|given| given.further))
        + &row("bytes of machine code", code);
    let without = weigh::given("program_split", false);
    let without_code = weigh::code("program_split", false) - weigh::code("program_nothing", false);
    let same = |what: &str, a: u64, b: u64| if a == b { format!("the same {a} {what}") } else { format!("{b} {what}") };
    let functions = given[0].functions.symmetric_difference(&without.functions).count();
    write!(
        text,
        "\nWith the feature `iterator-style` switched off, the program of the split design has {}, and of its functions {}.\n",
        same("bytes", code[0], without_code),
        if functions == 0 { "none is another".into() } else { format!("{functions} are others") },
    )
    .expect("a String takes everything");
    text += &few();
    text + &stamp()
}

/// What a program grows by that has a line, a copy and a write.
fn few() -> String {
    const FAMILIES: [(&str, &str); 5] = [
        ("poll-io", "poll"),
        ("futures-util", "futures"),
        ("futures-lite", "lite"),
        ("tokio", "tokio"),
        ("std, blocking", "blocking"),
    ];
    let nothing = weigh::code("few_nothing", false);
    head("`read_line`, `copy` and `write_all`", FAMILIES.map(|(name, _)| name))
        + &row(
            "bytes of machine code that they add",
            FAMILIES.map(|(_, program)| weigh::code(&format!("few_{program}"), false) - nothing),
        )
}

fn instructions() -> String {
    let mut text = head("instructions a call", names());
    for one in designs::rows() {
        let counts = one.contestants.iter().map(|contestant| callgrind::instructions(&one, contestant));
        text += &row(one.name, counts.map(|count| format!("{count:.0}")));
    }
    text + &stamp()
}

/// Writes a chart, and returns what shows it.
fn picture(name: &str, chart: &Chart) -> String {
    let path = format!("benches/charts/{name}.svg");
    fs::create_dir_all(in_repository("benches/charts")).expect("the directory can be made");
    fs::write(in_repository(&path), chart.svg()).expect("the chart can be written");
    format!("\n![{}, {}]({path})\n", chart.title, chart.axis)
}

/// Who is in the chart: what the eye tells apart.
const SHOWN: [&str; 4] = ["iterator-style", "futures-util", "tokio", "`to_vec`"];

/// The rounds of a race, and the races of a row.
const ROUNDS: usize = 5;
const RACES: usize = 20;

fn overrides() -> String {
    let rows = overriding::rows();
    let columns: Vec<&str> = rows[0].contestants.iter().map(|contestant| contestant.name).collect();
    let mut text = head("`read_to_end` of memory", columns.iter().chain(&["error"]));
    let mut record = String::new();
    let mut shown = Vec::new();
    for one in rows.iter().chain([&overriding::pieces()]) {
        let figures = one.quickest(RACES, ROUNDS);
        record += &record::line(one, &figures);
        // The last is the control.
        let (control, figures) = figures.split_last().expect("there is a control");
        let of = |name: &str| figures.iter().find(|figure| figure.name == name).map(|figure| 1.0 / figure.ratio);
        let cells = columns.iter().map(|name| of(name).map_or_else(String::new, |ratio| format!("{ratio:.2}")));
        let error = format!("±{:.2}", (1.0 - control.ratio).abs());
        text += &row(one.name, cells.chain([error]));
        shown.push((one.name.replace('`', ""), SHOWN.iter().map(|name| of(name)).collect()));
    }
    for (_, program) in DESIGNS {
        let took = weigh::compile_time(&format!("program_{program}"), true);
        writeln!(record, "compile\t{program}={:.2}s", took.as_secs_f64()).expect("a String takes everything");
    }
    record::append("study", &record);
    let chart = Chart {
        title: "Reading bytes that are in memory".into(),
        axis: "time as a multiple of the split design's; less is better".into(),
        series: SHOWN.iter().map(|name| name.replace('`', "")).collect(),
        rows: shown,
    };
    text += &picture("override", &chart);
    let machine = record::head();
    let machine = machine.lines().find_map(|line| line.strip_prefix("# machine: ")).unwrap_or("unknown").to_owned();
    text + &format!("\n{}, {}; {machine}.\n\n", record::date(), record::toolchain())
}
