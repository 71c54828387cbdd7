//! Counts the figures of the README, and compares them with the README.
//! `FIGURES=overwrite cargo test -p poll-io-example-socks --test figures` writes them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Returns the path and the version of the source of tokio-socks.
fn theirs() -> (PathBuf, String) {
    let rustc = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into())).arg("-vV").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata = String::from_utf8(metadata.stdout).unwrap();
    let in_its_folder = |path: &&str| path.ends_with("Cargo.toml") && path.contains("tokio-socks-");
    let path = Path::new(metadata.split('"').find(in_its_folder).expect("it is a dependency"));
    let dir = path.parent().unwrap();
    let version = dir.file_name().unwrap().to_str().unwrap().replacen("tokio-socks-", "", 1);
    (dir.join("src"), version)
}

/// Returns the lines of code of a file, without items behind `#[cfg(feature = "tor")]`.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let (mut out, mut skipped) = (Vec::new(), None);
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if line == "#[cfg(feature = \"tor\")]" {
            skipped = Some(indent);
        } else if let Some(outer) = skipped {
            // An item ends with a brace at its own indentation. A variant of an enum ends with its comma.
            if indent == outer && (line.starts_with('}') || line.ends_with(',')) {
                skipped = None;
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push(line.to_owned());
        }
    }
    out
}

fn count(root: &Path, files: &[&str], what: impl Fn(&str) -> bool) -> usize {
    files.iter().flat_map(|file| code(&root.join(file))).filter(|line| what(line)).count()
}

#[test]
fn the_figures_of_the_readme_are_true() {
    const BEGIN: &str = "<!-- figures -->\n";
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (root, version) = theirs();
    let own = ["src/lib.rs", "src/target.rs", "src/error.rs"];
    let io = ["io/mod.rs", "io/tokio.rs", "io/compat.rs", "io/compat/futures.rs"];
    let io: Vec<&str> = io.into_iter().filter(|file| root.join(file).exists()).collect();
    let all: Vec<&str> = io.iter().copied().chain(["tcp/socks5.rs", "error.rs"]).collect();
    let any = |_: &str| true;
    let cfg = |line: &str| line.starts_with("#[cfg(feature");
    let types = |line: &str| ["pub struct ", "pub enum ", "pub trait "].iter().any(|kind| line.starts_with(kind));
    let table = format!(
        "| | this package | tokio-socks {version} |\n|---|--:|--:|\n\
         | lines of code | {} | {} |\n\
         | of them, an I/O trait, its futures and its wrapper | 0 | {} |\n\
         | lines that name a runtime's feature | {} | {} |\n\
         | public types and traits | {} | {} |\n",
        count(here, &own, any),
        count(&root, &all, any),
        count(&root, &io, any),
        count(here, &own, cfg),
        count(&root, &all, cfg),
        count(here, &own, types),
        count(&root, &all, types),
    );
    let path = here.join("README.md");
    let page = fs::read_to_string(&path).unwrap();
    let (head, rest) = page.split_once(BEGIN).unwrap();
    let (written, tail) = rest.split_once("<!-- /figures -->").unwrap();
    if env::var("FIGURES").is_ok_and(|value| value == "overwrite") {
        fs::write(&path, format!("{head}{BEGIN}{table}<!-- /figures -->{tail}")).unwrap();
        return;
    }
    assert_eq!(written, table, "FIGURES=overwrite writes them");
}
