//! Writes and reads records: text files with figures, and with the place where they were measured.

use crate::{
    callgrind,
    chart::Chart,
    contest::{CONTROL, Figure, Role, Row, best_peer, leanest_peer},
};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Returns the output of a command, or `unknown` if the command fails.
fn said(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output().ok().filter(|output| output.status.success());
    output.map_or_else(|| "unknown".into(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Returns the version of the compiler that builds these programs.
pub fn toolchain() -> String {
    said("rustc", &["--version"])
}

/// Returns the version of the C library, which copies memory.
pub fn libc() -> String {
    said("getconf", &["GNU_LIBC_VERSION"]).trim_start_matches("glibc ").to_owned()
}

/// Returns today's date.
pub fn date() -> String {
    said("date", &["+%Y-%m-%d"])
}

/// Returns the directory of the records.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../.ci/records")
}

/// Returns the head of a record: the date, the computer, the toolchain and the commit.
pub fn head() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let dirty = if said("git", &["status", "--porcelain"]).is_empty() { "" } else { ", changed" };
    format!(
        "# date: {}\n# machine: {}, {} threads, {}\n# toolchain: {}, release, fat LTO\n# commit: {}{dirty}\n",
        date(),
        cpu.trim_start_matches([':', ' ', '\t']),
        std::thread::available_parallelism().map_or(0, usize::from),
        said("uname", &["-sr"]),
        toolchain(),
        said("git", &["rev-parse", "--short", "HEAD"]),
    )
}

/// Returns the paths of the records of a kind. There is one, the newest, unless a person has added others.
fn of_kind(kind: &str) -> Vec<PathBuf> {
    let is_of_kind = |path: &PathBuf| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        path.extension().is_some_and(|end| end == "tsv")
            && name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-'))
    };
    let entries = fs::read_dir(directory()).expect("there are records");
    entries.map(|entry| entry.expect("it can be listed").path()).filter(is_of_kind).collect()
}

/// Writes a record, which replaces the earlier record of its kind. Returns its path.
pub fn keep(kind: &str, body: &str) -> PathBuf {
    for earlier in of_kind(kind) {
        fs::remove_file(earlier).expect("a record can be replaced");
    }
    let path = directory().join(format!("{kind}-{}.tsv", date()));
    fs::write(&path, head() + body).expect("the record can be written");
    path
}

/// Returns the newest record of a kind.
pub fn newest(kind: &str) -> String {
    let newest = of_kind(kind).into_iter().max().expect("it was measured");
    fs::read_to_string(newest).expect("it can be read")
}

/// Returns a line for each source file with the instructions of a row: of poll-io, and of the leanest peer.
pub fn profile(row: &Row) -> String {
    let spent = row.contestants.iter().filter(|contestant| matches!(contestant.role, Role::Ours | Role::Peer));
    let mut spent: Vec<_> = spent.map(|contestant| (contestant, callgrind::profile(row, contestant))).collect();
    let total = |files: &[(String, f64)]| files.iter().map(|(_, n)| n).sum::<f64>();
    spent.sort_by(|(a, a_files), (b, b_files)| {
        (a.role != Role::Ours).cmp(&(b.role != Role::Ours)).then(total(a_files).total_cmp(&total(b_files)))
    });
    let mut text = String::new();
    for (contestant, files) in spent.iter().take(2) {
        writeln!(text, "{}\t{}\t{:.1}", row.name, contestant.name, total(files)).expect("a String takes everything");
        for (file, n) in files {
            writeln!(text, "\t{file}\t{n:.1}").expect("a String takes everything");
        }
    }
    text
}

/// Returns a row in the format of a record, which separates fields with tabs.
pub fn line(row: &Row, figures: &[Figure]) -> String {
    let mut line = row.name.to_owned();
    for figure in figures {
        write!(line, "\t{}={:.2}", figure.name, figure.nanos).expect("a String takes everything");
        if let Some(n) = figure.instructions {
            write!(line, "/{n:.1}").expect("a String takes everything");
        }
        if figure.name != "poll-io" {
            write!(line, ":{:.3}", figure.ratio).expect("a String takes everything");
            if let Some((least, most)) = figure.spread {
                write!(line, ":{least:.3}:{most:.3}").expect("a String takes everything");
            }
        }
    }
    line.push('\n');
    line
}

/// Parses a line that [`line`](fn@line) has written, and returns the figures of the row.
pub fn figures(row: &Row, line: &str) -> Option<Vec<Figure>> {
    let fields = line.strip_prefix(row.name)?.strip_prefix('\t')?.split('\t');
    let figures = fields.filter_map(|field| {
        let (name, figure) = field.split_once('=')?;
        let mut parts = figure.split(':');
        let (spent, ratio) = (parts.next()?, parts.next().unwrap_or("1"));
        let spread = parts.next().zip(parts.next());
        let (nanos, instructions) = spent.split_once('/').map_or((spent, None), |(nanos, n)| (nanos, Some(n)));
        let contestant = row.contestants.iter().find(|contestant| contestant.name == name);
        let (name, role) = match contestant {
            Some(contestant) => (contestant.name, contestant.role),
            None => (name == CONTROL).then_some((CONTROL, Role::Bound))?,
        };
        Some(Figure {
            name,
            role,
            nanos: nanos.parse().ok()?,
            ratio: ratio.parse().ok()?,
            spread: spread.and_then(|(least, most)| Some((least.parse().ok()?, most.parse().ok()?))),
            instructions: instructions.and_then(|n| n.parse().ok()),
        })
    });
    Some(figures.collect())
}

/// Returns the figures, the ratio and the target of a row if the row misses its target for the best peer.
pub fn miss(row: &Row, record: &str) -> Option<(Vec<Figure>, f64, f64)> {
    let figures = record.lines().find_map(|line| figures(row, line))?;
    let target = row.targets.iter().find(|target| target.against.is_none())?.most;
    let best = best_peer(&figures)?.ratio;
    (best > target).then_some((figures, best, target))
}

/// Returns the value of `what` in the head of a record.
pub fn told<'a>(record: &'a str, what: &str) -> &'a str {
    let mut lines = record.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(what)?.strip_prefix(": "));
    lines.next().unwrap_or("unknown")
}

/// The contestants in the charts. The first is poll-io.
const SERIES: [&str; 5] = ["poll-io", "futures-util", "futures-lite", "tokio", "tokio-util"];

/// Returns the rows of a record, with the time of each of [`SERIES`] relative to the time of the best peer.
fn relative(record: &str) -> Vec<(String, Vec<Option<f64>>)> {
    let rows = record.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut fields = line.split('\t');
        let name = fields.next().unwrap_or_default().to_owned();
        // The time of poll-io divided by the time of the peer.
        let ratios = SERIES.map(|name| {
            let field = fields.clone().find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
            if name == SERIES[0] { Some(1.0) } else { field?.split(':').nth(1)?.parse::<f64>().ok() }
        });
        let best = ratios[1..].iter().flatten().copied().fold(0.0, f64::max);
        (name, ratios.map(|ratio| Some(best / ratio?)).to_vec())
    });
    // A row without peers has no comparison.
    rows.filter(|(_, relative)| relative[1..].iter().any(Option::is_some)).collect()
}

/// Returns whether a row of a chart has a peer. The bridges have none but tokio-util, which comes last.
pub fn has_peer(values: &[Option<f64>]) -> bool {
    values[1..4].iter().any(Option::is_some)
}

/// Draws every row of a record.
pub fn chart(record: &str) -> Chart {
    Chart {
        title: format!("Time of poll-io and its peers ({}, {})", told(record, "date"), told(record, "machine")),
        axis: "time, where the best peer's is 1 (left is faster)".into(),
        series: SERIES.map(str::to_owned).to_vec(),
        rows: relative(record),
    }
}

/// The groups of the small chart: the name of each, and the prefixes of the names of its rows.
const GROUPS: [(&str, &[&str]); 8] = [
    ("read_to_end, read_to_string", &["read_to_end", "read_to_string", "take "]),
    ("read, read_exact, fill_buf", &["read ", "read_exact", "fill_buf"]),
    ("numbers", &["read_u"]),
    ("lines, read_line, read_until", &["lines", "read_line", "read_until"]),
    ("copy, copy_buf, copy_bidirectional", &["copy"]),
    ("write_all, write_vectored", &["write_"]),
    ("split", &["split"]),
    ("nested adapters", &["stack"]),
];

/// Draws a record with a row for each group, which shows the geometric mean.
///
/// # Panics
///
/// Panics if a row of the methods is in no group. The rows of bridges are in no group, because tokio-util is their
/// only peer.
pub fn small_chart(record: &str) -> Chart {
    let rows = relative(record);
    let grouped = |name: &str| GROUPS.iter().any(|(_, starts)| starts.iter().any(|start| name.starts_with(start)));
    for (name, values) in &rows {
        assert!(grouped(name) || !has_peer(values), "{name} is in no group");
    }
    let mean = |values: &[f64]| (values.iter().map(|v| v.ln()).sum::<f64>() / values.len() as f64).exp();
    let groups = GROUPS.iter().map(|(name, starts)| {
        let inside = rows.iter().filter(|(name, _)| starts.iter().any(|start| name.starts_with(start)));
        let inside: Vec<_> = inside.map(|(_, values)| values).collect();
        let means = (0..4).map(|i| {
            let values: Vec<f64> = inside.iter().filter_map(|values| values[i]).collect();
            (!values.is_empty()).then(|| mean(&values))
        });
        (format!("{name} ({} rows)", inside.len()), means.collect())
    });
    Chart {
        title: "Time of poll-io and its peers, by groups of workloads".into(),
        axis: "geometric mean of the times, where the best peer's is 1 (left is faster)".into(),
        series: SERIES[..4].iter().map(|&name| name.to_owned()).collect(),
        rows: groups.collect(),
    }
}

/// Returns a row for the terminal: the time of poll-io, the best peer, the ratios, and whether the targets are
/// reached.
pub fn shown(row: &Row, figures: &[Figure]) -> String {
    let mut text = format!("{:<48}", row.name);
    let best = best_peer(figures);
    let ours = figures[0];
    let control = figures.last().map_or(1.0, |f| f.ratio);
    write!(text, "{:>12}", time(ours.nanos)).expect("a String takes everything");
    for figure in figures[1..].iter().filter(|f| f.name != CONTROL) {
        write!(text, "  {} {:.2}", figure.name, figure.ratio).expect("a String takes everything");
    }
    if let Some(best) = best {
        write!(text, "  | best {}: {:.3} (±{:.3})", best.name, best.ratio, (1.0 - control).abs()).expect("");
        if let Some((least, most)) = best.spread {
            write!(text, " [{least:.2}..{most:.2} by layout]").expect("");
        }
    }
    if let (Some(n), Some(peer)) = (ours.instructions, leanest_peer(figures)) {
        let theirs = peer.instructions.unwrap_or(f64::NAN);
        write!(text, "  | {n:.1} of {theirs:.1} instr ({}): {:.3}", peer.name, n / theirs).expect("");
    }
    for target in &row.targets {
        let reached = match target.against {
            None => best,
            Some(name) => figures.iter().find(|f| f.name == name),
        };
        let reached = reached.map_or(f64::NAN, |f| f.ratio);
        let verdict = if reached <= target.most { "ok" } else { "MISSED" };
        write!(text, "  | {} {:.2}: {verdict}", target.against.unwrap_or("target"), target.most).expect("");
    }
    text
}

/// Returns a time in a unit that suits it.
pub fn time(nanos: f64) -> String {
    match nanos {
        n if n < 10_000.0 => format!("{n:.2} ns"),
        n if n < 10_000_000.0 => format!("{:.1} µs", n / 1e3),
        n => format!("{:.1} ms", n / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::Contestant;

    #[test]
    fn a_line_has_the_figures_that_it_was_made_of() {
        let contestant = |name, role| Contestant { name, role, run: |n| n };
        let row = Row::new("a row: of 8", 1, [contestant("poll-io", Role::Ours), contestant("tokio", Role::Peer)]);
        let figure = |at: usize, ratio, instructions| {
            let Contestant { name, role, .. } = row.contestants[at];
            Figure { name, role, nanos: 2.5, ratio, spread: None, instructions }
        };
        let line = line(&row, &[figure(0, 1.0, Some(7.5)), figure(1, 0.25, None)]);
        assert_eq!(line, "a row: of 8\tpoll-io=2.50/7.5\ttokio=2.50:0.250\n");
        let read = figures(&row, line.trim_end()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", [figure(0, 1.0, Some(7.5)), figure(1, 0.25, None)]));
        assert!(figures(&row, "a row: of 80\tpoll-io=2.50").is_none());
    }
}
