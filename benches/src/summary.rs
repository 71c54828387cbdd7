//! The sentences about speed in README.md, which a program writes from the newest record.

use crate::{chart::Chart, contest, record};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The marks around the sentences.
const MARKS: [&str; 2] = ["<!-- peers:summary -->\n", "<!-- /peers:summary -->"];

/// A ratio up to which a workload counts as even with the best peer: that is how far the same code differs from itself.
const EVEN: f64 = 1.02;

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md")
}

/// Says in how many workloads of a record poll-io is faster than every peer, and in which it is slowest.
fn summary(record: &str) -> String {
    let Chart { rows, .. } = record::chart(record);
    let mut ours: Vec<_> = rows
        .iter()
        .filter(|(_, values)| record::has_peer(values))
        .filter_map(|(name, values)| Some((values[0]?, name)))
        .collect();
    ours.sort_by(|a, b| a.0.total_cmp(&b.0));
    let faster = ours.iter().filter(|(ratio, _)| *ratio < 1.0).count();
    let slower = ours.iter().filter(|(ratio, _)| *ratio > EVEN).count();
    let median = contest::median(ours.iter().map(|(ratio, _)| *ratio));
    let (most, slowest) = ours[ours.len() - 1];
    format!(
        "poll-io takes less time than the fastest of tokio, futures-util and futures-lite in {faster} of {} workloads, in memory and over \
         TCP. In {} more it takes at most {:.0} % more, and in {slower} it is slower. The median workload takes {median:.2} of the time \
         of its fastest peer. The worst takes {most:.2} times as long (`{slowest}`).\n",
        ours.len(),
        ours.len() - faster - slower,
        (EVEN - 1.0) * 100.0,
    )
}

/// Returns README.md with the sentences of a record in it.
fn with_summary(readme: &str, record: &str) -> String {
    let (before, rest) = readme.split_once(MARKS[0]).expect("README.md has the first mark");
    let (_, after) = rest.split_once(MARKS[1]).expect("README.md has the second mark");
    [before, MARKS[0], &summary(record), MARKS[1], after].concat()
}

/// Writes the sentences into README.md.
pub fn write(record: &str) {
    let text = fs::read_to_string(readme()).expect("README.md can be read");
    fs::write(readme(), with_summary(&text, record)).expect("README.md can be written");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readme_says_what_the_newest_record_says() {
        let text = fs::read_to_string(readme()).expect("README.md can be read");
        assert_eq!(text, with_summary(&text, &record::newest("peers")), "`cargo peers --chart RECORD` writes it");
    }
}
