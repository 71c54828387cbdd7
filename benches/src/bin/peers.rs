//! The table of peers and of the bridges. `cargo peers --help` describes the command.
//!
//! A row prints as soon as it is measured, so the command shows its progress without a library.

use clap::{CommandFactory as _, Parser, error::ErrorKind};
use poll_io_benches::{
    callgrind,
    contest::{self, Figure, Row},
    curves, guard, layouts, record,
    rows::rows,
    summary,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// Compares poll-io with futures-util, futures-lite, tokio and std, workload by workload, and its bridges with tokio-util's.
///
/// Each row shows ratios of times from one run. A ratio below 1 means that poll-io is faster. Without WORDS, this command measures every
/// row with several builds, which differ in the order of their functions, and writes a record to `.ci/records`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Parser)]
#[command(
    name = "cargo peers",
    bin_name = "cargo peers",
    after_help = "Examples:\n  cargo peers read_exact       measure the rows with this word in their name, and write no record\n  \
        cargo peers --count --ours   print only the instructions of poll-io\n  \
        cargo peers --guard          fail if a row needs more instructions than the repository says"
)]
struct Args {
    /// Measure only the rows that have one of these words in their name.
    words: Vec<String>,
    /// Print the names of the rows.
    #[arg(long)]
    list: bool,
    /// How often each contestant runs for one figure.
    #[arg(long, default_value_t = 15)]
    rounds: usize,
    /// How many builds with shuffled functions to measure beside the plain build. The default is 2, or 0 with WORDS.
    #[arg(long, value_name = "N")]
    layouts: Option<u32>,
    /// Measure times, and count no instructions.
    #[arg(long, conflicts_with = "count")]
    time: bool,
    /// Count instructions, and measure no times. This needs valgrind.
    #[arg(long)]
    count: bool,
    /// Count only the instructions of poll-io.
    #[arg(long)]
    ours: bool,
    /// Print the rows in the format of a record.
    #[arg(long)]
    tsv: bool,
    /// Compare the instructions of each short row with those in `.ci/instructions.tsv`, and fail if a row needs over 3 % more.
    #[arg(long)]
    guard: bool,
    /// Write the instructions of each short row to `.ci/instructions.tsv`.
    #[arg(long, conflicts_with = "words")]
    keep: bool,
    /// Measure operations at many sizes, and fail if the cost of one grows faster than its size.
    #[arg(long, conflicts_with = "words")]
    curves: bool,
    /// Draw the charts of a record again.
    #[arg(long, value_name = "RECORD", conflicts_with = "words")]
    chart: Option<PathBuf>,
    /// Show which source files the instructions of the rows come from. Without WORDS, profile the rows that miss their target in the
    /// newest record. This needs line tables: `CARGO_PROFILE_RELEASE_DEBUG=line-tables-only`.
    #[arg(long)]
    profile: bool,
    /// Run one contestant and measure nothing. A program that counts instructions calls this.
    #[arg(long, num_args = 3, value_names = ["ROW", "CONTESTANT", "PASSES"], hide = true)]
    one: Option<Vec<String>>,
    /// Print the times of one row. The program calls this on its other builds.
    #[arg(long, value_name = "ROW", hide = true)]
    race: Option<String>,
}

/// Draws a record next to the other charts: every row in one, and the groups of rows in a small one. Then writes the sentences
/// of README.md.
fn draw(path: &Path) {
    let record = fs::read_to_string(path).expect("the record is there");
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("charts");
    for (name, chart) in [("peers", record::chart(&record)), ("peers-small", record::small_chart(&record))] {
        fs::write(charts.join(name).with_extension("svg"), chart.svg()).expect("the chart can be written");
    }
    summary::write(&record);
}

fn code(good: bool) -> ExitCode {
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures the times of a row by every build in turn, and returns the median over the builds of each figure.
fn race(row: &Row, rounds: usize, builds: &[PathBuf]) -> Vec<Figure> {
    let runs: Vec<_> = builds
        .iter()
        .map(|build| {
            let output = Command::new(build)
                .args(["--race", row.name, "--rounds", &rounds.to_string()])
                .output()
                .expect("a build of this program runs");
            assert!(output.status.success(), "{}: {}", row.name, String::from_utf8_lossy(&output.stderr));
            record::figures(row, String::from_utf8_lossy(&output.stdout).trim_end()).expect("it prints the row")
        })
        .collect();
    contest::merge(&runs)
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut rows = rows();
    if let Some(one) = &args.one {
        callgrind::run_one(&rows, &one[0], &one[1], one[2].parse().expect("the passes are a number"));
        return ExitCode::SUCCESS;
    }
    if let Some(name) = &args.race {
        let row = rows.iter().find(|row| row.name == name).expect("there is a row of that name");
        print!("{}", record::line(row, &row.race(args.rounds)));
        return ExitCode::SUCCESS;
    }
    if let Some(word) = args.words.iter().find(|word| !rows.iter().any(|row| row.name.contains(word.as_str()))) {
        let names: Vec<_> = rows.iter().map(|row| row.name).collect();
        let message = format!("no row has `{word}` in its name\n\nrows:\n  {}\n", names.join("\n  "));
        Args::command().error(ErrorKind::InvalidValue, message).exit();
    }
    let all = args.words.is_empty();
    rows.retain(|row| all || args.words.iter().any(|word| row.name.contains(word.as_str())));
    if args.list {
        for row in &rows {
            println!("{}", row.name);
        }
        return ExitCode::SUCCESS;
    }
    if args.guard || args.keep {
        if !callgrind::is_there() {
            println!("skipped: valgrind is not installed");
            return ExitCode::SUCCESS;
        }
        if args.keep {
            guard::keep(&rows);
            return ExitCode::SUCCESS;
        }
        return code(guard::check(&rows));
    }
    if args.curves {
        return code(curves::measure());
    }
    if let Some(path) = &args.chart {
        draw(path);
        return ExitCode::SUCCESS;
    }
    if args.profile {
        if all {
            let times = record::newest("peers");
            rows.retain(|row| record::miss(row, &times).is_some());
        }
        let text: String = rows.iter().map(record::profile).collect();
        print!("{text}");
        if all {
            println!("{}", record::keep("profile", &text).display());
        }
        return ExitCode::SUCCESS;
    }
    let count = !args.time && callgrind::is_there();
    if !args.time && !count {
        eprintln!("valgrind is not installed, so no instructions are counted");
    }
    let builds = match args.layouts.unwrap_or(if all { layouts::SHUFFLED } else { 0 }) {
        _ if args.count => Vec::new(),
        shuffled => layouts::builds(shuffled),
    };
    let mut text = String::new();
    for row in rows {
        let mut figures = if args.count { row.race(1) } else { race(&row, args.rounds, &builds) };
        if count && row.counted {
            let counted = if args.ours { 1 } else { usize::MAX };
            for (figure, contestant) in figures.iter_mut().zip(&row.contestants).take(counted) {
                figure.instructions = Some(callgrind::instructions(&row, contestant));
            }
        }
        let line = record::line(&row, &figures);
        if args.tsv {
            print!("{line}");
        } else {
            println!("{}", record::shown(&row, &figures));
        }
        text.push_str(&line);
    }
    if all {
        let path = record::keep("peers", &text);
        println!("{}", path.display());
        draw(&path);
    }
    ExitCode::SUCCESS
}
