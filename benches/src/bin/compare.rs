//! Compares the five designs. `cargo compare --help` describes the command.

use clap::{CommandFactory as _, Parser, error::ErrorKind};
use comfy_table::{Attribute, Cell, Color, Table, presets::NOTHING};
use poll_io_benches::{
    callgrind,
    contest::Row,
    designs,
    facts::{self, Answer, DESIGNS, FACTS},
    overriding,
    sizes::{self, METHODS},
    weigh::{self, in_repository},
};
use std::{collections::BTreeSet, fs, process::ExitCode};

/// Compares five designs for the methods of `AsyncRead` and `AsyncWrite`: what compiles in each, and what it costs.
#[derive(Parser)]
#[command(
    name = "cargo compare",
    bin_name = "cargo compare",
    after_help = "Examples:\n  cargo compare                  what compiles, and the sizes of the futures\n  \
        cargo compare --show dyn_call  a program that does not compile, with the message of the compiler\n  \
        cargo compare --measure        instructions, times and machine code as well"
)]
struct Args {
    /// Show a program that does not compile, and its message. CASE is the name of a row, or of a program in
    /// tests/ui/fail.
    #[arg(long, value_name = "CASE")]
    show: Option<String>,
    /// Also count instructions, measure times, and measure the size of a program in each design. Counting needs
    /// valgrind.
    #[arg(long)]
    measure: bool,
    /// Run one contestant and measure nothing. A program that counts instructions calls this.
    #[arg(long, num_args = 3, value_names = ["ROW", "CONTESTANT", "PASSES"], hide = true)]
    one: Option<Vec<String>>,
}

/// The programs whose size is measured, in the order of the designs.
const PROGRAMS: [&str; 5] = ["split", "iterator_style", "named", "constructor", "hooks"];

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(one) = &args.one {
        callgrind::run_one(&designs::rows(), &one[0], &one[1], one[2].parse().expect("the passes are a number"));
        return ExitCode::SUCCESS;
    }
    if let Some(case) = &args.show {
        show(case);
        return ExitCode::SUCCESS;
    }
    println!("Compares five designs, which differ in the place of methods such as `read_exact`.");
    println!(
        "A program in tests/ui or a test in tests/twins.rs proves each answer. `--show CASE` prints a program that does not compile."
    );
    compiles();
    costs(args.measure);
    conclusion();
    ExitCode::SUCCESS
}

/// Makes a table with the columns of `asked` first, and then a column for each design.
fn table(asked: &[&str]) -> Table {
    let mut table = Table::new();
    let names = asked.iter().copied().chain(DESIGNS.map(|(name, _)| name));
    table.load_preset(NOTHING).set_header(names.map(|name| Cell::new(name).add_attribute(Attribute::Bold)));
    table
}

fn compiles() {
    let mut table = table(&["case", "Can a caller or an implementor …"]);
    for fact in FACTS {
        let cells = [0, 1, 2, 3, 4].map(|design| match fact.answer(design) {
            Answer::Yes => Cell::new("yes").fg(Color::Green).add_attribute(Attribute::Bold),
            Answer::No => Cell::new("no").fg(Color::Red),
            Answer::Detour => Cell::new("another way").fg(Color::Yellow),
        });
        table.add_row([fact.case, fact.what].map(Cell::new).into_iter().chain(cells));
    }
    println!("\n{table}");
}

fn costs(measure: bool) {
    let mut table = table(&["What it costs"]);
    let mut line = |what: String, cells: [String; 5]| {
        table.add_row(std::iter::once(what).chain(cells));
    };
    let sizes = [sizes::split(), sizes::iterator_style(), sizes::named(), sizes::constructor(), sizes::hooks()];
    for (i, method) in METHODS.into_iter().enumerate() {
        line(format!("bytes of the future of `{method}`"), sizes.map(|sizes| sizes[i].to_string()));
    }
    if measure {
        measured(line);
    }
    println!("\n{table}");
}

/// Adds the figures that take minutes to measure.
fn measured(mut line: impl FnMut(String, [String; 5])) {
    if callgrind::is_there() {
        for row in designs::rows() {
            line(format!("instructions of {}", row.name), [0, 1, 2, 3, 4].map(|design| instructions(&row, design)));
        }
    } else {
        eprintln!("valgrind is not installed, so no instructions are counted");
    }
    for row in overriding::rows() {
        let figures = row.quickest(8, 5);
        let time = |suffix: &str| {
            DESIGNS.map(|(name, _)| {
                let figure = figures.iter().find(|figure| figure.name == format!("{name}{suffix}"));
                figure.map_or_else(String::new, |figure| format!("{:.2}", 1.0 / figure.ratio))
            })
        };
        line(format!("time of `read_to_end` of {} in memory", row.name), time(""));
        line("… through a reference that the optimizer cannot see through".to_owned(), time(", `&mut`"));
    }
    let nothing = weigh::code("program_nothing", true);
    let code = PROGRAMS.map(|program| weigh::code(&format!("program_{program}"), true) - nothing);
    line("bytes of the machine code of one program".to_owned(), code.map(|bytes| bytes.to_string()));
}

fn instructions(row: &Row, design: usize) -> String {
    format!("{:.0}", callgrind::instructions(row, &row.contestants[design]))
}

fn conclusion() {
    let mut table = Table::new();
    table.load_preset(NOTHING);
    for (design, reason) in [
        ("split", "if readers are boxed or passed as trait objects, and generic code spawns tasks over them."),
        ("iterator-style", "if every reader has a concrete type on one thread, and implementors know faster loops."),
        ("named", "if one import and one page matter most, and nobody overrides or calls on `&mut dyn`."),
        ("constructor", "if implementors override and generic code spawns, and nobody calls on `&mut dyn`."),
        ("hooks", "beside the split, for each loop that is faster in an implementor, trait objects included."),
    ] {
        table.add_row([Cell::new(format!("Choose {design}")).add_attribute(Attribute::Bold), Cell::new(reason)]);
    }
    println!("\n{table}");
    println!("\ndesign.md explains the choice. `cargo compare --measure` measures more of its figures.");
}

/// Prints a program that does not compile, and the message of the compiler.
fn show(case: &str) {
    let fails = || {
        let entries = fs::read_dir(in_repository("tests/ui/fail")).expect("the programs are there");
        let paths = entries.map(|entry| entry.expect("the directory can be listed").path());
        let sources = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        sources.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect::<BTreeSet<_>>()
    };
    let of_fact =
        DESIGNS.iter().map(|(_, prefix)| format!("{prefix}_{case}")).find(|program| facts::has("fail", program));
    let Some(program) = Some(case.to_owned()).filter(|case| facts::has("fail", case)).or(of_fact) else {
        let rows: Vec<_> = FACTS.iter().filter(|fact| fact.twins.is_none()).map(|fact| fact.case).collect();
        let programs: Vec<_> = fails().into_iter().collect();
        let message = format!(
            "no case `{case}` fails to compile\n\nrows: {}\n\nprograms: {}\n",
            rows.join(", "),
            programs.join(", ")
        );
        Args::command().error(ErrorKind::InvalidValue, message).exit();
    };
    let path = format!("tests/ui/fail/{program}.rs");
    let source = fs::read_to_string(in_repository(&path)).expect("the program is there");
    println!("{path}\n\n{source}");
    let message = facts::message(&program).expect("a program that must fail has its message");
    println!("The compiler prints:\n\n{}", message.trim_end());
}
