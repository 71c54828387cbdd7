//! Counts methods and lines in source files.

use poll_io_benches::weigh::in_repository;
use std::{env, fs, path::PathBuf, process::Command};

/// Returns a file of the repository.
pub fn ours(path: &str) -> String {
    fs::read_to_string(in_repository(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Returns a file of a package that is used here, in the version that is used.
pub fn theirs(package: &str, path: &str) -> String {
    let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--format-version=1", "--locked", "--quiet"])
        .current_dir(in_repository(""))
        .output()
        .expect("cargo runs");
    let text = String::from_utf8(output.stdout).expect("it is text");
    let manifests = text.split("\"manifest_path\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    let directory = manifests.map(PathBuf::from).filter_map(|path| path.parent().map(PathBuf::from)).find(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_prefix(package)
            .and_then(|rest| rest.strip_prefix('-'))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    fs::read_to_string(directory.expect("the package is used").join(path)).expect("it has this file")
}

/// Returns how many methods a trait requires, and how many it provides.
///
/// A macro provides one method for each `fn` that it is given.
pub fn methods(source: &str, name: &str) -> (usize, usize) {
    let head = |line: &&str| {
        let rest = line.trim_start().strip_prefix("pub trait ").and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with([':', ' ']))
    };
    let mut lines = source.lines().skip_while(|line| !head(line));
    let first = lines.next().unwrap_or_else(|| panic!("there is no trait {name}"));
    let indent = &first[..first.len() - first.trim_start().len()];
    let (mut required, mut provided) = (0, 0);
    let (mut open, mut macro_end) = (false, None);
    for line in lines.take_while(|line| *line != format!("{indent}}}")) {
        let text = line.trim_start();
        if text.starts_with("//") {
            continue;
        }
        let at = line.len() - text.len();
        if text.ends_with("! {") {
            macro_end = Some(at);
        } else if text == "}" && macro_end == Some(at) {
            macro_end = None;
        }
        if text.starts_with("fn ") {
            open = true;
        }
        if open && (macro_end.is_some() || text.ends_with(['{', '}'])) {
            provided += 1;
            open = false;
        } else if open && text.ends_with(';') {
            required += 1;
            open = false;
        }
    }
    (required, provided)
}

/// Returns the lines between `// <mark>` and `// </mark>`, the empty ones not counted; `None` if the mark is not there.
pub fn marked(source: &str, mark: &str) -> Option<usize> {
    let body = source.split_once(&format!("// <{mark}>\n"))?.1.split_once(&format!("// </{mark}>"))?.0;
    Some(body.lines().filter(|line| !line.trim().is_empty()).count())
}

/// Returns the lines of code of a source: those that are neither empty nor comments.
pub fn code_lines(source: &str) -> usize {
    source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_provided_and_stamped_methods_are_told_apart() {
        let source = "\
pub trait Reader {
    /// fn not_this();
    fn poll(
        &mut self,
    ) -> u8;

    fn hint(&self) -> usize
    where
        Self: Sized,
    {
        if true { 0 } else { 1 }
    }
    fn short(&self) {}

    numbers! {
        fn a() -> A;
        fn b() -> B;
    }
    fn last(&self);
}
";
        assert_eq!(methods(source, "Reader"), (2, 4));
        assert_eq!(marked("// <a>\nx\n\ny\n// </a>", "a"), Some(2));
    }
}
