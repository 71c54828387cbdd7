//! Counts the figures of the README, and compares them with the README.
//!
//! `FIGURES=overwrite cargo test -p poll-io-example-compression --test figures` writes the figures. Only this command
//! measures the sizes of the programs, because that needs optimized builds of five programs.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const BEGIN: &str = "<!-- figures -->\n";
const END: &str = "<!-- /figures -->\n";

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cargo(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(args).current_dir(here()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it is text")
}

/// Returns the path and the version of the source of async-compression.
fn theirs() -> (PathBuf, String) {
    // Only the dependencies of this host were downloaded.
    let rustc =
        Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into())).arg("-vV").output().expect("rustc runs");
    let rustc = String::from_utf8(rustc.stdout).expect("it is text");
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).expect("it says its host");
    let metadata = cargo(&["metadata", "--format-version", "1", "--offline", "--filter-platform", host]);
    let path = metadata.split('"').find(|word| {
        let mut parts = word.rsplit(['/', '\\']);
        parts.next() == Some("Cargo.toml")
            && parts.find(|part| !part.is_empty()).is_some_and(|dir| dir.starts_with("async-compression-0"))
    });
    let dir = Path::new(path.expect("it is a dependency")).parent().expect("a file is in a directory");
    let name = dir.file_name().and_then(|name| name.to_str()).expect("it has a name");
    (dir.join("src"), name.replacen("async-compression-", "", 1))
}

/// Returns every line of code below `path`.
fn code(path: &Path) -> Vec<String> {
    if path.is_dir() {
        return fs::read_dir(path).unwrap().flat_map(|entry| code(&entry.unwrap().path())).collect();
    }
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(str::to_owned).collect()
}

fn declared(code: &[String]) -> usize {
    let kinds = ["pub struct ", "pub enum ", "pub trait "];
    code.iter().filter(|line| kinds.iter().any(|kind| line.starts_with(kind))).count()
}

/// Returns the types that a module of async-compression exports for gzip and zstd. The list of algorithms names them,
/// once for readers and once for writers.
fn exported(list: &[String]) -> usize {
    let of = |name| {
        let begin = format!("algos!(@algo {name} [\"{name}\"] ");
        let line = list.iter().find_map(|line| line.strip_prefix(&begin)).expect("the algorithm is in the list");
        line.split_whitespace().filter(|word| word.ends_with("coder")).count()
    };
    2 * (of("gzip") + of("zstd"))
}

/// Returns the size of the code of a probe in a release build, in bytes.
fn size(name: &str) -> u64 {
    cargo(&["build", "--release", "--quiet", "--example", name]);
    let target = cargo(&["metadata", "--format-version", "1", "--offline", "--no-deps"]);
    let target = target.split("\"target_directory\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let program = Path::new(target).join("release/examples").join(name);
    let output = Command::new("size").arg(program).output().expect("binutils are there");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().nth(1).and_then(|line| line.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap()
}

fn row(name: &str, figures: &[String; 4]) -> String {
    format!("| {name} | {} |\n", figures.join(" | "))
}

#[test]
fn the_readme_has_the_figures_that_are_counted() {
    let (source, version) = theirs();
    let lines = |dir: &str| code(&source.join(dir)).len();
    let (shared, tokio_lines, futures_lines) = (lines("generic"), lines("tokio"), lines("futures"));
    let ours = code(&here().join("src"));
    let types = exported(&code(&source.join("macros.rs")));

    let readme = fs::read_to_string(here().join("README.md")).unwrap();
    let (head, rest) = readme.split_once(BEGIN).expect("the block begins");
    let (old, tail) = rest.split_once(END).expect("the block ends");
    let overwrite = std::env::var("FIGURES").is_ok_and(|value| value == "overwrite");
    let program = if overwrite {
        let codecs = size("probe-codecs");
        let code = |name| (size(name) - codecs).to_string();
        row("bytes of code", &[code("probe-ours"), code("probe-tokio"), code("probe-futures"), code("probe-both")])
    } else {
        let line = old.lines().find(|line| line.starts_with("| bytes of code | "));
        format!("{}\n", line.expect("the code was measured"))
    };

    let mut block = String::from("| | this | its tokio module | its futures module | both |\n|---|--:|--:|--:|--:|\n");
    block += &row(
        "lines of code",
        &[ours.len(), shared + tokio_lines, shared + futures_lines, shared + tokio_lines + futures_lines]
            .map(|n| n.to_string()),
    );
    block += &row("public types and traits", &[declared(&ours), types, types, 2 * types].map(|n| n.to_string()));
    block += &program;
    let block = format!("{block}\nThe other crate is async-compression {version}.\n");
    if overwrite {
        fs::write(here().join("README.md"), format!("{head}{BEGIN}{block}{END}{tail}")).unwrap();
    } else {
        assert_eq!(old, block, "FIGURES=overwrite writes them");
    }
}
