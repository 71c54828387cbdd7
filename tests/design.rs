//! `design.md` says nothing without evidence: what it cites exists, and what exists as evidence is cited.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).expect("it is there and is text")
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    Path::new(name).extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known))
}

/// The files of `directory`, by names that begin with its own, that end in `.rs`.
fn programs(directory: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("tests/ui").join(directory)).expect("the directory is there");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("it is text"));
    names.filter(|name| has_extension(name, &["rs"])).map(|name| format!("{directory}/{name}")).collect()
}

/// What stands between single backticks, outside blocks of code.
fn quoted(text: &str) -> BTreeSet<&str> {
    let mut outside = true;
    let lines = text.lines().filter(|line| {
        outside ^= line.starts_with("```");
        outside && !line.starts_with("```")
    });
    lines.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// The rows of tables whose first cell is `letter` and a number, by that number.
fn rows(text: &str, letter: char) -> BTreeMap<usize, Vec<Vec<&str>>> {
    let mut rows = BTreeMap::<_, Vec<_>>::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("| ")) {
        let cells: Vec<&str> = line.trim_end_matches('|').split(" | ").map(str::trim).collect();
        if let Some(number) = cells[0].strip_prefix(letter).and_then(|number| number.parse().ok()) {
            rows.entry(number).or_default().push(cells);
        }
    }
    rows
}

/// The decisions, by number, each to the blank line that ends it.
fn decisions(text: &str) -> BTreeMap<usize, &str> {
    let entries = text.split("\n**D").skip(1).map(|rest| {
        let (number, rest) = rest.split_once('.').expect("a number ends with a full stop");
        (number.parse().expect("it is a number"), rest.split("\n\n").next().expect("a split has a first piece"))
    });
    entries.collect()
}

/// The files that `text` names: those below the root, and those below `tests/ui`.
fn files(text: &str) -> Vec<PathBuf> {
    let names = quoted(text).into_iter().filter(|name| name.contains('/') && !name.contains([' ', '…', '<']));
    let names = names.filter(|name| has_extension(name, &["rs", "toml", "md"]) && !name.starts_with("io-traits"));
    let mut out = Vec::new();
    for name in names {
        let places = [root().join(name), root().join("tests/ui").join(name)];
        let place = places.iter().find(|place| place.is_file());
        out.push(place.unwrap_or_else(|| panic!("design.md cites {name}, which is not there")).clone());
    }
    out
}

fn consecutive(numbers: impl Iterator<Item = usize>, what: char) -> usize {
    let numbers: Vec<_> = numbers.collect();
    assert!(numbers.iter().copied().eq(1..=numbers.len()), "{what}: {numbers:?}");
    numbers.len()
}

#[test]
fn every_file_that_is_cited_exists() {
    assert!(files(&read("design.md")).len() > 80);
}

/// A name of a test is one with a file before it, in a piece of evidence.
#[test]
fn every_test_that_is_cited_exists() {
    let text = read("design.md");
    let mut cited = 0;
    for name in quoted(&text) {
        let words = name.split('_').count();
        if words < 4 || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
            continue;
        }
        let definition = format!("fn {name}(");
        assert!(files(&text).iter().any(|file| read(file).contains(&definition)), "design.md cites the test {name}");
        cited += 1;
    }
    assert!(cited > 30, "{cited}");
}

#[test]
fn every_claim_has_its_programs_and_every_program_its_claim() {
    let text = read("design.md");
    let claims = rows(&text, 'C');
    consecutive(claims.keys().copied(), 'C');
    let mut cited = BTreeSet::new();
    for (number, rows) in &claims {
        let [row] = &rows[..] else { panic!("C{number} has one row") };
        let [_, claim, speaks_for, evidence] = &row[..] else { panic!("C{number}: {row:?}") };
        assert!(claim.ends_with('.'), "C{number}");
        assert!(speaks_for.split(' ').all(|design| "SINPHAMO–".contains(design)), "C{number}: {speaks_for}");
        let block = evidence.strip_prefix("block `").and_then(|rest| rest.strip_suffix('`'));
        let measured = block.is_some_and(|block| text.contains(&format!("<!-- {block} -->\n\n|")));
        assert!(!files(evidence).is_empty() || measured, "C{number} has no evidence");
        for file in files(evidence) {
            let program = read(&file);
            let head = program.lines().take_while(|line| line.starts_with("//!")).collect::<Vec<_>>().join(" ");
            if let Ok(name) = file.strip_prefix(root().join("tests/ui")) {
                assert!(head.contains(&format!("C{number}: ")), "{} is not of C{number}", name.display());
                cited.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
        for test in quoted(evidence).into_iter().filter(|name| name.starts_with('c') && !name.contains('/')) {
            assert!(test.starts_with(&format!("c{number}_")), "C{number}: {test}");
        }
    }
    let programs: BTreeSet<_> = ["fail", "pass", "lint", "unstable"].into_iter().flat_map(programs).collect();
    assert_eq!(programs, cited);
    for test in read("tests/twins.rs").lines().filter_map(|line| line.strip_prefix("fn c")) {
        let name = format!("`c{}`", test.split('(').next().expect("a split has a first piece"));
        assert!(text.contains(&name), "design.md does not cite {name}");
    }
}

#[test]
fn every_program_that_must_fail_has_a_twin() {
    for name in programs("fail") {
        let program = read(Path::new("tests/ui").join(&name));
        let head = program.lines().take_while(|line| line.starts_with("//!")).collect::<Vec<_>>().join("\n");
        let twins = files(&head);
        assert!(head.contains("Twin") && !twins.is_empty(), "{name} names no twin");
        assert!(Path::new(root()).join("tests/ui").join(&name).with_extension("stderr").is_file(), "{name}");
    }
}

#[test]
fn every_decision_is_argued() {
    let text = read("design.md");
    let decisions = decisions(&text);
    consecutive(decisions.keys().copied(), 'D');
    for (number, entry) in decisions {
        for part in ["*Context.*", "*Options.*", "*Decision.*", "*Cost.*", "*Evidence.*"] {
            assert!(entry.contains(part), "D{number} has no {part}");
        }
        let evidence = entry.split("*Evidence.*").nth(1).expect("it has evidence");
        let claimed = evidence
            .split([' ', ',', ';', '.'])
            .any(|word| word.strip_prefix('C').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())));
        assert!(claimed || !files(evidence).is_empty(), "D{number} has no evidence");
    }
}

#[test]
fn every_requirement_is_walked_again() {
    let text = read("design.md");
    let (before, after) = text.split_once("## The requirements walked again").expect("the part is there");
    let (asked, walked) = (rows(before, 'R'), rows(after, 'R'));
    consecutive(asked.keys().copied(), 'R');
    assert!(asked.keys().eq(walked.keys()));
    let numbers: BTreeSet<_> = decisions(&text).into_keys().collect();
    for (number, rows) in walked {
        let met_by = rows[0][1].split(", ").map(|name| name[1..].parse().expect("a decision has a number"));
        assert!(met_by.into_iter().all(|decision: usize| numbers.contains(&decision)), "R{number}");
    }
}

#[test]
fn it_is_counted() {
    let text = read("design.md");
    let claims = rows(&text, 'C');
    let against = claims.values().filter(|rows| !rows[0][2].contains('S') && rows[0][2] != "–").count();
    let twins = read("tests/twins.rs").lines().filter(|line| line.starts_with("fn c")).count();
    let rest: [(usize, &str); 7] = [
        (claims.len(), "claims"),
        (against, "of them speak for another design and not for ours"),
        (programs("fail").len(), "programs must not compile"),
        (programs("pass").len(), "must run"),
        (twins, "tests see what compiles and differs"),
        (decisions(&text).len(), "decisions"),
        (text.matches("(r)").count() - 2, "threads and sources read"),
    ];
    let count: Vec<_> = rest.into_iter().map(|(count, of)| format!("| {count} | {of} |")).collect();
    let count = format!("| | |\n|--:|---|\n{}\n", count.join("\n"));
    let block = text.split("<!-- count -->\n").nth(1).and_then(|rest| rest.split("<!-- /count -->").next());
    assert_eq!(block, Some(&*count), "the block should be:\n{count}");
}
