//! What CONTRIBUTING promises about the tree itself.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file of the three published packages, relative to the root.
fn sources() -> Vec<PathBuf> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).expect("the directory is there") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    for dir in ["core/src", "src", "compat/src"] {
        walk(&root().join(dir), &mut out);
    }
    out.iter().map(|path| path.strip_prefix(root()).expect("it is below the root").to_path_buf()).collect()
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).expect("it is text")
}

/// The lines of `text` without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default())
}

#[test]
fn unsafe_code_is_where_contributing_says_and_nowhere_else() {
    let text = read("CONTRIBUTING.md");
    let list = text.split("<!-- unsafe -->").nth(1).and_then(|rest| rest.split("<!-- /unsafe -->").next());
    let named: BTreeSet<PathBuf> = list
        .expect("the list is marked")
        .lines()
        .filter_map(|line| line.split('`').nth(1))
        .map(PathBuf::from)
        .collect();
    let used: BTreeSet<PathBuf> = sources()
        .into_iter()
        .filter(|path| {
            let text = read(path);
            let word =
                code(&text).any(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|w| w == "unsafe"));
            let expected = code(&text).any(|line| line.contains("unsafe_code"));
            assert!(!word || expected, "{} uses unsafe and does not say so at its head", path.display());
            expected
        })
        .collect();
    assert_eq!(named, used);
}

/// `design.md` argues that imports point one way; the compiler sees to packages, this to what they name.
#[test]
fn imports_point_from_core_outwards() {
    for path in sources() {
        let text = read(&path);
        let forbidden: &[&str] = if path.starts_with("core") {
            &["poll_io::", "poll_io_compat", "tokio", "futures_", "memchr", "pin_project_lite"]
        } else if path.starts_with("src") {
            &["poll_io_compat", "tokio::", "futures_io", "futures_util"]
        } else if path.ends_with("futures_core_03.rs") {
            // Its subject is types of the root package.
            &[]
        } else {
            &["poll_io::"]
        };
        for line in code(&text) {
            // Messages may name the bridges; code may not.
            let line = if line.trim_start().starts_with("note") || line.contains('"') { "" } else { line };
            for word in forbidden {
                let named = line
                    .match_indices(word)
                    .any(|(at, _)| !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'));
                assert!(!named, "{}: {line}", path.display());
            }
        }
    }
}
