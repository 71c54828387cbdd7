//! Checks the evidence of `design.md`: each cited file and test exists, and each program that serves as evidence is
//! cited. Every reference is a link; `cargo study links` writes the links.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).expect("the file is readable text")
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    Path::new(name).extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known))
}

/// Returns the document without anchors, without the brackets of links, and without the list of link targets.
fn plain() -> String {
    let document = read("design.md");
    let (body, _) = document.split_once("<!-- links -->").expect("the list of targets is at the end");
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(['[', '<']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let link = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        if let Some((_, after)) = rest.strip_prefix("<a id=\"").and_then(|rest| rest.split_once("></a>")) {
            rest = after;
        } else if let Some((label, after)) = link.filter(|(label, after)| is_label(label) && !after.starts_with('(')) {
            text.push_str(label);
            rest = after;
        } else {
            text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    text + rest
}

/// Returns whether words in brackets are a reference: on one line, without brackets inside.
fn is_label(words: &str) -> bool {
    !words.is_empty() && !words.contains(['[', '\n']) && definitions().contains_key(words)
}

/// Returns the link targets by their labels.
fn definitions() -> &'static BTreeMap<String, String> {
    static DEFINITIONS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| targets(&read("design.md")));
    &DEFINITIONS
}

fn targets(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix('[')?.split_once("]: "));
    lines.map(|(label, target)| (label.to_owned(), target.to_owned())).collect()
}

/// Returns the names of the Rust files in `directory`. Each name starts with the directory.
fn programs(directory: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("tests/ui").join(directory)).expect("the directory is there");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("it is text"));
    names.filter(|name| has_extension(name, &["rs"])).map(|name| format!("{directory}/{name}")).collect()
}

/// Returns the words between single backticks, outside of code blocks.
fn quoted(text: &str) -> BTreeSet<&str> {
    let mut outside = true;
    let lines = text.lines().filter(|line| {
        outside ^= line.starts_with("```");
        outside && !line.starts_with("```")
    });
    lines.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// Returns the table rows whose first cell is `letter` and a number, by that number.
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

/// Returns the decisions by number. A blank line ends a decision.
fn decisions(text: &str) -> BTreeMap<usize, &str> {
    let entries = text.split("\n**D").skip(1).map(|rest| {
        let (number, rest) = rest.split_once('.').expect("a number ends with a full stop");
        (number.parse().expect("it is a number"), rest.split("\n\n").next().expect("a split has a first piece"))
    });
    entries.collect()
}

/// Returns the files that `text` names, relative to the root or to `tests/ui`.
fn files(text: &str) -> Vec<PathBuf> {
    let names = quoted(text).into_iter().filter(|name| name.contains('/') && !name.contains([' ', '…', '<']));
    let names = names.filter(|name| has_extension(name, &["rs", "toml", "md"]) && !name.starts_with("io-traits"));
    let mut out = Vec::new();
    for name in names {
        let places = [root().join(name), root().join("tests/ui").join(name)];
        let place = places.iter().find(|place| place.is_file());
        out.push(place.unwrap_or_else(|| panic!("design.md cites {name}, which does not exist")).clone());
    }
    out
}

fn consecutive(numbers: impl Iterator<Item = usize>, what: char) -> usize {
    let numbers: Vec<_> = numbers.collect();
    assert!(numbers.iter().copied().eq(1..=numbers.len()), "{what}: {numbers:?}");
    numbers.len()
}

#[test]
fn every_cited_file_exists() {
    assert!(files(&plain()).len() > 80);
}

/// A quoted name of at least four words counts as the name of a test.
#[test]
fn every_cited_test_exists() {
    let text = plain();
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
fn every_claim_has_its_programs_and_every_program_has_its_claim() {
    let text = plain();
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
                assert!(
                    head.contains(&format!("C{number}: ")),
                    "the head of {} does not name C{number}",
                    name.display()
                );
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
fn every_failing_program_has_a_twin() {
    for name in programs("fail") {
        let program = read(Path::new("tests/ui").join(&name));
        let head = program.lines().take_while(|line| line.starts_with("//!")).collect::<Vec<_>>().join("\n");
        let twins = files(&head);
        assert!(head.contains("Twin") && !twins.is_empty(), "{name} names no twin");
        assert!(Path::new(root()).join("tests/ui").join(&name).with_extension("stderr").is_file(), "{name}");
    }
}

#[test]
fn every_decision_has_all_its_parts() {
    let text = plain();
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
fn every_requirement_is_checked_in_the_last_part() {
    let text = plain();
    let (before, after) = text.split_once("## The requirements walked again").expect("the part exists");
    let (asked, walked) = (rows(before, 'R'), rows(after, 'R'));
    consecutive(asked.keys().copied(), 'R');
    assert!(asked.keys().eq(walked.keys()));
    let numbers: BTreeSet<_> = decisions(&text).into_keys().collect();
    for (number, rows) in walked {
        let met_by = rows[0][1].split(", ").map(|name| name[1..].parse().expect("a decision is named by its number"));
        assert!(met_by.into_iter().all(|decision: usize| numbers.contains(&decision)), "R{number}");
    }
}

/// Each word that refers to a row, a decision, a thread or a file is a link, and each link has a target.
#[test]
fn every_reference_is_a_link() {
    let document = read("design.md");
    let (body, _) = document.split_once("<!-- links -->").expect("the list of targets is at the end");
    let mut in_code = false;
    let mut used = BTreeSet::new();
    for line in body.lines() {
        in_code ^= line.starts_with("```");
        if in_code || line.starts_with("```") || line.starts_with('#') || line.starts_with("<!--") {
            continue;
        }
        for (at, label) in definitions().keys().flat_map(|label| line.match_indices(&**label)) {
            let (before, after) = (&line[..at], &line[at + label.len()..]);
            let inside = |c: char| c.is_alphanumeric() || "_/.#-`".contains(c);
            let is_word =
                !before.ends_with(inside) && !after.starts_with(|c: char| c.is_alphanumeric() || "_#`/".contains(c));
            let is_anchor = before.ends_with("></a>") || before.ends_with("></a>**");
            let in_url = before.rfind("](").is_some_and(|start| !before[start..].contains(')'));
            if is_word && !is_anchor && !in_url {
                assert!(before.ends_with('[') && after.starts_with(']'), "no link: {label}: {line}");
                used.insert(label.to_owned());
            }
        }
    }
    for (label, target) in definitions() {
        assert!(used.contains(label.as_str()), "[{label}] is not used");
        if let Some(anchor) = target.strip_prefix('#') {
            assert_eq!(body.matches(&format!("<a id=\"{anchor}\"></a>")).count(), 1, "{label}");
        } else if !target.starts_with("https://") {
            assert!(root().join(target).is_file(), "[{label}] leads to {target}, which does not exist");
        }
    }
    for letter in ['C', 'D', 'R'] {
        assert!(definitions().keys().filter(|label| label.starts_with(letter)).count() > 10, "{letter}");
    }
}

/// The page on docs.rs needs other link targets and embedded images. These targets come before those of the document,
/// and rustdoc uses the first one.
#[test]
fn the_docs_rs_page_has_a_target_for_every_file_and_image() {
    let elsewhere = targets(&read("src/design_links.md"));
    for (label, target) in definitions() {
        if !target.starts_with('#') && !target.starts_with("https://") {
            let there = elsewhere.get(label).unwrap_or_else(|| panic!("[{label}] has no target for docs.rs"));
            let is_image = has_extension(target, &["svg"]);
            assert!(there.starts_with(if is_image { "data:image/svg+xml," } else { "https://" }), "{label}");
        }
    }
    let map = read("src/lib.rs");
    let (links, page) = ("include_str!(\"design_links.md\")", "include_str!(\"../design.md\")");
    assert!(map.find(links).is_some_and(|at| map[at..].contains(page)), "the targets come first");
}

#[test]
fn the_counts_in_the_document_are_up_to_date() {
    let text = plain();
    let claims = rows(&text, 'C');
    let against = claims.values().filter(|rows| !rows[0][2].contains('S') && rows[0][2] != "–").count();
    let twins = read("tests/twins.rs").lines().filter(|line| line.starts_with("fn c")).count();
    let threads = definitions().values().filter(|target| target.starts_with("https://github.com/")).count();
    let rest: [(usize, &str); 9] = [
        (claims.len(), "claims"),
        (against, "of them favor another design over ours"),
        (programs("fail").len(), "programs that must not compile"),
        (programs("pass").len(), "programs that must run"),
        (programs("unstable").len(), "programs that must not compile yet"),
        (twins, "tests of what compiles everywhere and differs"),
        (decisions(&text).len(), "decisions"),
        (text.matches("<!-- study:").count(), "blocks written by a program"),
        (threads, "threads and RFCs"),
    ];
    let count: Vec<_> = rest.into_iter().map(|(count, of)| format!("| {count} | {of} |")).collect();
    let count = format!("| | |\n|--:|---|\n{}\n", count.join("\n"));
    let (before, block) = text.split_once("<!-- count -->\n").expect("there is a count");
    assert!(!before.is_empty());
    let (block, after) = block.split_once("<!-- /count -->").expect("the count ends");
    if env::var_os("WRITE_COUNT").is_some() {
        let document = read("design.md").replace(block, &count);
        fs::write(root().join("design.md"), document).expect("design.md can be written");
    } else {
        assert_eq!(block, count, "set WRITE_COUNT=1 to update the counts");
    }
    assert_eq!(after.trim(), "", "the count is at the end of the document");
}
