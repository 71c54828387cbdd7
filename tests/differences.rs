//! Checks that the table of decisions in `src/differences.md` is complete, and that each decision has a test.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Returns the last cell of each row of the table, by the id of the row. That cell describes our behavior.
fn table() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/differences.md");
    let text = fs::read_to_string(path).expect("the table exists");
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| B")) {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, topic, peers, here] = cells[..] else { panic!("this row does not have four cells: {line}") };
        assert!(!topic.is_empty() && !peers.is_empty() && !here.is_empty(), "{line}");
        assert!(rows.insert(id.to_lowercase(), here.to_string()).is_none(), "the table has {id} twice");
    }
    rows
}

/// Returns the ids in the test names of all packages.
fn tested() -> BTreeSet<String> {
    fn walk(dir: &Path, out: &mut BTreeSet<String>) {
        for entry in fs::read_dir(dir).expect("the directory is there") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("it is text");
                let mut lines = text.lines().map(str::trim).peekable();
                while let Some(line) = lines.next() {
                    let name = lines.peek().and_then(|next| next.strip_prefix("fn ")).filter(|_| line == "#[test]");
                    let parts = name.and_then(|name| name.split('(').next()).unwrap_or_default().split('_');
                    let is_id = |part: &&str| {
                        let digits = part.strip_prefix('b').unwrap_or_default().trim_end_matches('b');
                        digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
                    };
                    out.extend(parts.filter(is_id).map(String::from));
                }
            }
        }
    }
    let mut out = BTreeSet::new();
    for dir in ["tests", "core/tests", "compat/tests", "src", "core/src", "compat/src"] {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(dir), &mut out);
    }
    out
}

#[test]
fn every_decision_is_in_the_table() {
    let ids: BTreeSet<_> = table().into_keys().collect();
    let expected = (1..=63).map(|n| format!("b{n:02}")).chain(["b02b".to_string()]);
    assert_eq!(ids, expected.collect());
}

#[test]
fn every_decision_of_this_crate_has_a_test() {
    let tested = tested();
    for (id, here) in table() {
        assert_ne!(tested.contains(&id), here.starts_with("not ours"), "{id}: {here}");
    }
}

#[test]
fn every_id_in_a_test_name_is_in_the_table() {
    let table = table();
    let unknown: Vec<_> = tested().into_iter().filter(|id| !table.contains_key(id)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
