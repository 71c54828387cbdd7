//! The blocks on the designs. Each has a column for every design, and for futures-io and tokio.

use super::{centered, head, row, stamp};
use crate::{
    diagram,
    source::{marked, methods, ours, theirs},
};
use poll_io_benches::{
    callgrind,
    chart::Chart,
    designs,
    facts::{self, Answer, FACTS},
    overriding, record,
    sizes::{self, METHODS},
    weigh::{self, Given, in_repository},
};
use std::{collections::BTreeSet, fmt::Write as _, fs, sync::OnceLock, time::Duration};

/// The columns: the name of each candidate, and its program.
const DESIGNS: [(&str, &str); 7] = [
    ("split", "split"),
    ("iterator-style", "iterator_style"),
    ("named", "named"),
    ("constructor", "constructor"),
    ("hooks", "hooks"),
    ("futures-io", "futures"),
    ("tokio", "tokio"),
];

fn names() -> [&'static str; 7] {
    DESIGNS.map(|(name, _)| name)
}

fn design(file: &str) -> String {
    ours(&format!("benches/src/designs/{file}.rs"))
}

/// Shows the messages with which the compiler rejects the Iterator style, one after the other.
pub fn messages() -> String {
    const STEPS: [(&str, &str); 3] = [
        ("iterator_dyn_object", "The method cannot be in a vtable:"),
        (
            "iterator_dyn_call",
            "A repair is `where Self: Sized` on the method, which leaves it out of the vtable. Then it cannot be called on the trait \
             object:",
        ),
        (
            "iterator_spawn_generic",
            "A repair is a function that is generic over the reader. It compiles. But a generic function that spawns that call does \
             not compile, because a spawned task must be `Send`:",
        ),
    ];
    let mut text = String::new();
    for (number, (case, said)) in (1..).zip(STEPS) {
        let message = facts::message(case).expect("the program must fail");
        let places = ["-->", ":::", "for more information", "= help: within"];
        let shown = message.lines().take_while(|line| !line.starts_with("note: required by"));
        let shown: Vec<_> = shown.filter(|line| !places.iter().any(|place| line.contains(place))).collect();
        write!(text, "\n{number}. {said}\n\n   ```text\n").expect("a String takes everything");
        for line in shown {
            writeln!(text, "   {line}").expect("a String takes everything");
        }
        text += "   ```\n";
        writeln!(text, "   This is `fail/{case}.rs`.").expect("a String takes everything");
    }
    text + "\n"
}

/// Shows the facts about each design, as a table and as a diagram.
pub fn facts() -> String {
    let mut text = centered("", facts::DESIGNS.map(|(name, _)| name));
    for (index, fact) in FACTS.iter().enumerate() {
        let who = if index < 7 { "a caller can" } else { "an implementor can" };
        let cells = [0, 1, 2, 3, 4].map(|design| match fact.answer(design) {
            Answer::Yes => "**yes**",
            Answer::Detour => "another way",
            Answer::No => "–",
        });
        text += &row(&format!("{who} {} (C{})", fact.what, fact.claim), cells);
    }
    fs::write(in_repository("benches/charts/designs.svg"), diagram::svg()).expect("the diagram can be written");
    text + "\n![The table above as a diagram: a dot for yes, a ring for another way, a cross for no][designs.svg]\n\n"
}

pub fn methods_of_traits() -> String {
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
                shown(&design("constructor")),
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
                "none".into(),
                split,
                provided(&theirs("futures-util", "src/io/mod.rs"), futures),
                provided(&theirs("tokio", &format!("src/io/util/{tokio}_ext.rs")), &ext_name),
            ],
        );
    }
    text + "\n"
}

pub fn lines() -> String {
    let sources = DESIGNS.map(|(_, file)| design(file));
    let count = |mark: &str| sources.each_ref().map(|source| marked(source, mark).expect("every design has it"));
    // These designs have no override to lose, so they forward the methods that a pointer forwards.
    let wrapper = DESIGNS.map(|(name, file)| match marked(&design(file), "wrapper") {
        Some(lines) => lines.to_string(),
        None if name == "constructor" => "cannot (C54)".into(),
        None => "as the pointer".into(),
    });
    head("lines", names())
        + &row("a reader in memory", count("implementor"))
        + &row("a pointer, reading and writing", count("forwarder"))
        + &row("a wrapper that keeps every override", wrapper)
        + "\n"
}

/// The facts for which `tests/ui` has a case in at least two of the designs, with the messages of the compiler.
pub fn errors() -> String {
    let cases = |place: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(in_repository("tests/ui").join(place)).expect("the cases are there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        let sources = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        sources.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
    };
    let (pass, fail) = (cases("pass"), cases("fail"));
    let facts: BTreeSet<&str> = pass
        .union(&fail)
        .filter_map(|case| facts::DESIGNS.iter().find_map(|(_, prefix)| case.strip_prefix(prefix)?.strip_prefix('_')))
        .collect();
    let mut text = head("lines of the error", facts::DESIGNS.map(|(name, _)| name));
    for fact in facts {
        let cells = facts::DESIGNS.map(|(_, prefix)| {
            let case = format!("{prefix}_{fact}");
            let lines = || ours(&format!("tests/ui/fail/{case}.stderr")).lines().count();
            match (pass.contains(&case), fail.contains(&case)) {
                (true, true) => format!("{}, or another way", lines()),
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

fn given() -> &'static [Given; 7] {
    static GIVEN: OnceLock<[Given; 7]> = OnceLock::new();
    GIVEN.get_or_init(|| DESIGNS.map(|(_, program)| weigh::given(&format!("program_{program}"), true)))
}

pub fn vtable() -> String {
    let slots = given().each_ref().map(|given| given.slots);
    head("slots", names())
        + &row("`dyn AsyncRead`", slots.map(|(reader, _)| reader))
        + &row("`dyn AsyncWrite`", slots.map(|(_, writer)| writer))
        + &stamp()
}

pub fn sizes() -> String {
    let sizes = [
        sizes::split(),
        sizes::iterator_style(),
        sizes::named(),
        sizes::constructor(),
        sizes::hooks(),
        sizes::futures(),
        sizes::tokio(),
    ];
    let mut text = head("bytes", names());
    for (i, method) in METHODS.into_iter().enumerate() {
        text += &row(&format!("`{method}`"), sizes.map(|sizes| sizes[i]));
    }
    text + &stamp()
}

pub fn weight() -> String {
    let given = given();
    let nothing = weigh::code("program_nothing", true);
    let code = DESIGNS.map(|(_, program)| weigh::code(&format!("program_{program}"), true) - nothing);
    let mut text = head("one program", names())
        + &row("lines of LLVM IR given to the optimizer", given.each_ref().map(|given| given.lines))
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
    text += &many();
    text + &stamp()
}

/// The families that have all the methods of the program of 32 calls, and their programs.
const MANY: [(&str, &str); 3] = [("poll-io", "many_poll"), ("futures-util", "many_futures"), ("tokio", "many_tokio")];

/// Shows the size of a program of 32 calls: the IR that the optimizer gets, and the machine code that the calls add.
fn many() -> String {
    let nothing = weigh::code("few_nothing", false);
    head("32 calls", MANY.map(|(name, _)| name))
        + &row("lines of LLVM IR given to the optimizer", MANY.map(|(_, program)| weigh::given(program, false).lines))
        + &row("bytes of machine code that they add", MANY.map(|(_, program)| weigh::code(program, false) - nothing))
}

/// Shows the time that the compiler takes for that program.
pub fn compile() -> String {
    const ROUNDS: usize = 7;
    let [nothing, times @ ..] = weigh::release_times(["few_nothing", MANY[0].1, MANY[1].1, MANY[2].1], ROUNDS);
    let seconds = |time: Duration| format!("{:.2}", time.as_secs_f64());
    let added = times.map(|time| time.saturating_sub(nothing).as_secs_f64());
    let mut text = head("seconds to build the program of 32 calls", MANY.map(|(name, _)| name));
    text += &row("all of it", times.map(seconds));
    text += &row("without the time of a program without calls", added.map(|added| format!("{added:.2}")));
    text += &row("that, as a multiple of the time of poll-io", added.map(|time| format!("{:.2}", time / added[0])));
    text + &stamp()
}

/// Shows how many bytes larger a program becomes if it reads a line, copies and writes.
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

pub fn instructions() -> String {
    let mut text = head("instructions a call", names());
    for one in designs::rows() {
        let counts = one.contestants.iter().map(|contestant| callgrind::instructions(&one, contestant));
        text += &row(one.name, counts.map(|count| format!("{count:.0}")));
    }
    text + &stamp()
}

/// Writes a chart, and returns the Markdown that shows the chart.
fn picture(name: &str, chart: &Chart) -> String {
    fs::write(in_repository(&format!("benches/charts/{name}.svg")), chart.svg()).expect("the chart can be written");
    format!("\n![{}, {}][{name}.svg]\n", chart.title, chart.axis)
}

/// The number of contestants in the chart. More would be hard to tell apart.
const SHOWN: [&str; 5] = ["iterator-style", "constructor", "hooks", "tokio", "`to_vec`"];

/// The number of rounds of a race, and of races for a row.
const ROUNDS: usize = 5;
const RACES: usize = 20;

pub fn overrides() -> String {
    let rows = overriding::rows();
    let columns: Vec<&str> = rows[0].contestants.iter().map(|contestant| contestant.name).collect();
    let mut text = head("`read_to_end` of memory", columns.iter().chain(&["error"]));
    let mut record = String::new();
    let mut shown = Vec::new();
    for one in rows.iter().chain([&overriding::pieces()]) {
        let figures = one.quickest(RACES, ROUNDS);
        record += &record::line(one, &figures);
        // The last contestant is the control.
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
    record::keep("study", &record);
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
