//! Runs rounds, and makes medians, ratios and tables of them.

use crate::{
    programs::{BARE, BARE_DIRECT, Error, Process},
    rows::{How, Row},
};
use comfy_table::{CellAlignment, Table, presets::NOTHING};
use indicatif::{ProgressBar, ProgressStyle};
use poll_io_examples::round::{Load, Outcome};
use std::{fs, process::Command};

/// The outcome of each round of a row, or the reason why this computer cannot run the row.
type Rounds = Result<Vec<Outcome>, String>;

/// Runs every row in every round. Each round has another order, so that other load on this computer affects all rows.
fn rounds(rows: &[&Row], load: Load, rounds: usize, bar: &ProgressBar) -> Result<Vec<Rounds>, String> {
    let mut outcomes: Vec<Rounds> = rows.iter().map(|_| Ok(Vec::new())).collect();
    let mut processes: Vec<Process> = Vec::new();
    for round in 0..rounds {
        for n in 0..rows.len() {
            let which = (n + round) % rows.len();
            let row = rows[which];
            bar.set_message(format!("{}, round {} of {rounds}", row.name, round + 1));
            if outcomes[which].is_ok() {
                match once(row, load, &mut processes) {
                    Ok(Some(outcome)) if outcome.verified != outcome.requests => {
                        return Err(format!("{}: a reply is missing", row.name));
                    }
                    Ok(outcome) => {
                        let Ok(all) = &mut outcomes[which] else { unreachable!("it has just been seen") };
                        all.extend(outcome);
                    }
                    Err(Error::Unavailable(why)) => outcomes[which] = Err(why),
                    Err(Error::Failed(why)) => return Err(format!("{}: {why}", row.name)),
                }
            }
            bar.inc(1);
        }
    }
    Ok(outcomes)
}

fn once(row: &Row, load: Load, processes: &mut Vec<Process>) -> Result<Option<Outcome>, Error> {
    match row.how {
        How::Here(run) => Ok(Some(run(load)?)),
        How::There(program) => {
            if !processes.iter().any(|process| process.program() == program) {
                processes.push(Process::start(program)?);
            }
            let process = processes.iter_mut().find(|process| process.program() == program);
            process.expect("it has just been started").round(row.name, load).map(Some)
        }
        How::Bare => Ok(None),
    }
}

/// Returns the quartiles. Half of the values lie between the first and the third, and the second is the median.
fn quartiles(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|n| values[values.len() * n / 4])
}

/// Divides each round by the same round of the baseline. Returns the median, and the range of the middle half.
fn ratio(own: &[Outcome], base: &[Outcome], of: impl Fn(&Outcome) -> f64) -> [String; 2] {
    let [low, median, high] = quartiles(own.iter().zip(base).map(|(own, base)| of(own) / of(base)));
    [format!("{median:.3}"), format!("{low:.3}-{high:.3}")]
}

#[expect(clippy::cast_precision_loss, reason = "counts and nanoseconds, far below the limit")]
fn as_f64(n: u64) -> f64 {
    n as f64
}

fn rate(outcome: &Outcome) -> f64 {
    as_f64(outcome.verified as u64) / as_f64(outcome.nanos) * 1e9
}

/// Makes a table whose first `left` columns and last column are text, and whose other columns are numbers.
pub fn table(header: &[&str], left: usize) -> Table {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header(header);
    for column in table.column_iter_mut().skip(left).take(header.len() - left - 1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Makes the display that shows the progress of a command.
pub fn bar(steps: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").expect("the template is valid");
    ProgressBar::new(steps as u64).with_style(style)
}

fn position(rows: &[&Row], name: &str) -> usize {
    rows.iter().position(|row| row.name == name).expect("the baselines of all rows are selected")
}

/// Describes where the figures were taken: the computer, the toolchain, the commit, and the load of the computer.
pub fn place() -> String {
    let line = |path: &str, start: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines()
            .find_map(|line| line.strip_prefix(start))
            .map(|rest| rest.trim_matches([' ', '\t', ':']).to_owned())
    };
    let said = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output().ok().filter(|output| output.status.success());
        output.map_or_else(|| "unknown".to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = line("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let system = line("/proc/sys/kernel/osrelease", "").unwrap_or_default();
    let load = line("/proc/loadavg", "").unwrap_or_default();
    let commit = said("git", &["-C", env!("CARGO_MANIFEST_DIR"), "describe", "--always", "--dirty"]);
    let load = load.split(' ').next().unwrap_or_default();
    format!(
        "{cores} cores of {processor}, {} {system}; {}; poll-io at {commit}; load before: {load}",
        std::env::consts::OS,
        said("rustc", &["--version"]),
    )
}

/// Compares the rows under full load, and prints the table.
pub fn compare(rows: &[&Row], count: usize) -> Result<(), String> {
    let place = place();
    let bar = bar(count * rows.len());
    let outcomes = rounds(rows, Load::Full, count, &bar)?;
    let bare = rows.iter().any(|row| matches!(row.how, How::Bare)).then(|| {
        bar.set_message("bare-metal");
        bare()
    });
    bar.finish_and_clear();
    println!("{place}");
    let mut table = table(
        &[
            "row",
            "transport",
            "requests",
            "bytes",
            "verified",
            "bytes/task",
            "requests/s",
            "ratio",
            "middle half",
            "against",
        ],
        2,
    );
    let mut verified = Vec::new();
    let mut notes = Vec::new();
    for (row, rounds) in rows.iter().zip(&outcomes) {
        let start = [row.name.to_owned(), row.transport.to_owned()];
        if matches!(row.how, How::Bare) {
            match bare.as_ref().expect("it is one of the rows") {
                Ok(bare) => {
                    if bare.verified != bare.requests {
                        return Err(format!("{}: a reply is missing", row.name));
                    }
                    let cells = [bare.requests, bare.bytes, bare.verified, bare.task].map(|n| n.to_string());
                    let rest = ["-", "-", "-", "under an emulator"].map(str::to_owned);
                    table.add_row(start.into_iter().chain(cells).chain(rest));
                    verified.push(row);
                    notes.push(bare.sizes.clone());
                }
                Err(Error::Unavailable(why)) => not_run(&mut table, start, 7, why),
                Err(Error::Failed(why)) => return Err(format!("{}: {why}", row.name)),
            }
            continue;
        }
        match (rounds, &outcomes[position(rows, row.baseline)]) {
            (Ok(own), Ok(baseline)) => {
                let Outcome { requests, bytes, verified, task, .. } = own[0];
                let cells = [requests, bytes, verified, task].map(|n| n.to_string());
                let [_, rate, _] = quartiles(own.iter().map(rate));
                let [median, half] = ratio(own, baseline, |outcome| as_f64(outcome.nanos));
                let rest = [format!("{rate:.0}"), median, half, row.baseline.to_owned()];
                table.add_row(start.into_iter().chain(cells).chain(rest));
            }
            (Err(why), _) | (_, Err(why)) => not_run(&mut table, start, 7, why),
        }
        if rounds.is_ok() && !row.name.ends_with("-direct") && !row.name.ends_with("-again") {
            verified.push(row);
        }
    }
    println!("{table}");
    println!(
        "bytes/task is the size of the future that serves one connection. ratio is the time of the row, divided by the time of\n\
         the row in the last column in the same round: the median of {count} rounds, and the range of the middle half. A row\n\
         ending in -again runs its baseline a second time, so its ratio shows the noise."
    );
    for note in notes {
        println!("{note}");
    }
    println!("rows that ran examples/src/resp.rs, unchanged, with every reply verified: {}", verified.len());
    Ok(())
}

/// Adds a row that this computer cannot run.
pub fn not_run<const N: usize>(table: &mut Table, start: [String; N], empty: usize, why: &str) {
    let blank = std::iter::repeat_n("-".to_owned(), empty);
    table.add_row(start.into_iter().chain(blank).chain([format!("not run: {why}")]));
}

/// Compares the times of single requests, at each number of connections, and prints the table.
pub fn latency(rows: &[&Row], connections: &[usize], count: usize) -> Result<(), String> {
    let place = place();
    let bar = bar(count * rows.len() * connections.len());
    let mut table = table(
        &[
            "row",
            "connections",
            "requests/s",
            "p50 us",
            "ratio",
            "middle half",
            "p99 us",
            "ratio",
            "middle half",
            "against",
        ],
        1,
    );
    for &connections in connections {
        let outcomes = rounds(rows, Load::Single(connections), count, &bar)?;
        for (row, rounds) in rows.iter().zip(&outcomes) {
            let start = [row.name.to_owned(), connections.to_string()];
            match (rounds, &outcomes[position(rows, row.baseline)]) {
                (Ok(own), Ok(base)) => {
                    let [_, rate, _] = quartiles(own.iter().map(rate));
                    let mut cells = vec![format!("{rate:.0}")];
                    for of in [|outcome: &Outcome| as_f64(outcome.p50), |outcome: &Outcome| as_f64(outcome.p99)] {
                        let [_, median, _] = quartiles(own.iter().map(of));
                        cells.push(format!("{:.1}", median / 1000.0));
                        cells.extend(ratio(own, base, of));
                    }
                    cells.push(row.baseline.to_owned());
                    table.add_row(start.into_iter().chain(cells));
                }
                (Err(why), _) | (_, Err(why)) => not_run(&mut table, start, 7, why),
            }
        }
    }
    bar.finish_and_clear();
    println!("{place}\n{table}");
    println!(
        "Each connection sends one request and waits for its reply. p50 and p99 are the median of {count} rounds. ratio is the\n\
         value divided by that of the row in the last column in the same round: the median, and the range of the middle half."
    );
    Ok(())
}

/// The figures that the program without an operating system has printed.
struct Bare {
    requests: usize,
    bytes: usize,
    verified: usize,
    task: usize,
    sizes: String,
}

/// Runs the program for bare metal, and the program without poll-io.
fn bare() -> Result<Bare, Error> {
    let mut printed = Vec::new();
    for program in [&BARE, &BARE_DIRECT] {
        let text = program.run::<&str>(&[])?;
        let numbers = text.split_whitespace().filter_map(|word| word.parse().ok()).collect::<Vec<usize>>();
        let numbers: [usize; 8] = numbers
            .try_into()
            .map_err(|_| Error::Failed(format!("expected eight numbers from the program, but got: {text}")))?;
        printed.push(numbers);
    }
    let [ours, without] = [printed[0], printed[1]];
    let [requests, verified, bytes, task, ..] = ours;
    let sizes = |[_, _, _, _, flash, fixed, heap, stack]: [usize; 8]| {
        format!("{flash} bytes of flash; bytes of RAM: {fixed} static, {heap} heap, {stack} stack")
    };
    let sizes = format!(
        "bare-metal: {}; the same store and requests without streams or futures: {}.",
        sizes(ours),
        sizes(without)
    );
    Ok(Bare { requests, bytes, verified, task, sizes })
}
