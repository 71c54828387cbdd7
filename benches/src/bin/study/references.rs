//! Writes the references of `design.md` as links, and the targets of the links at the end of the document.
//!
//! A reference is a word in square brackets, such as `[C12]`, `[tokio#3005]` or the path of a file. This module
//! adds the brackets, sets the anchors of claims, requirements and decisions, and writes the targets. Paths lead to
//! files of the repository. The page on docs.rs has no such files, so it includes a second list of targets, which
//! takes precedence.

use poll_io_benches::weigh::in_repository;
use regex::{Captures, Regex};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
};

/// The targets for the page on docs.rs.
pub const FOR_DOCS: &str = "src/design_links.md";

const START: &str = "<!-- links -->\n";
const END: &str = "<!-- /links -->\n";
const REPOSITORY: &str = "https://github.com/poll-io/poll-io/blob/main/";

/// The repositories of issue threads, by the name before the number.
const REPOSITORIES: [(&str, &str); 18] = [
    ("async-compat", "smol-rs/async-compat"),
    ("async-compression", "Nullus157/async-compression"),
    ("async-std", "async-rs/async-std"),
    ("byteorder", "BurntSushi/byteorder"),
    ("bytes", "tokio-rs/bytes"),
    ("compio", "compio-rs/compio"),
    ("embedded-hal", "rust-embedded/embedded-hal"),
    ("futures-rfcs", "rust-lang-nursery/futures-rfcs"),
    ("futures-rs", "rust-lang/futures-rs"),
    ("http-body", "hyperium/http-body"),
    ("hyper", "hyperium/hyper"),
    ("portable-interoperable", "nrc/portable-interoperable"),
    ("quick-xml", "tafia/quick-xml"),
    ("rand", "rust-random/rand"),
    ("rand_core", "rust-random/rand_core"),
    ("rust", "rust-lang/rust"),
    ("tokio", "tokio-rs/tokio"),
    ("wstd", "bytecodealliance/wstd"),
];

/// The target of a reference.
#[derive(Clone, Debug)]
enum Target {
    /// An anchor in the document.
    Anchor(String),
    /// The address of a page on the web.
    Page(String),
    /// A path in the repository.
    File(String),
    /// The path of a chart in the repository.
    Chart(String),
}

/// Returns the document with every reference as a link, and the targets for docs.rs.
pub fn linked(document: &str) -> (String, String) {
    let body = document.split_once(START).map_or(document, |(body, _)| body);
    let mut writer = Writer { tokens: tokens(), targets: BTreeMap::new(), anchors: BTreeSet::new() };
    let mut text = String::with_capacity(document.len());
    let mut in_code = false;
    for line in body.lines() {
        in_code ^= line.starts_with("```");
        if in_code || line.starts_with("```") || line.starts_with("<!--") || line.starts_with('#') {
            text.push_str(line);
        } else {
            text.push_str(&writer.line(line));
        }
        text.push('\n');
    }
    let (mut here, mut for_docs) = (String::new(), String::new());
    for (label, target) in &writer.targets {
        let url = match target {
            Target::Anchor(url) | Target::Page(url) | Target::File(url) | Target::Chart(url) => url,
        };
        writeln!(here, "[{label}]: {url}").expect("a String takes everything");
        let elsewhere = match target {
            Target::Anchor(_) | Target::Page(_) => continue,
            Target::File(path) => format!("{REPOSITORY}{path}"),
            Target::Chart(path) => in_itself(path),
        };
        writeln!(for_docs, "[{label}]: {elsewhere}").expect("a String takes everything");
    }
    (format!("{text}{START}\n{here}\n{END}"), for_docs)
}

/// Returns a data address that contains the chart, for pages outside of the repository.
fn in_itself(path: &str) -> String {
    let svg = fs::read_to_string(in_repository(path)).expect("the chart is there");
    let mut url = String::from("data:image/svg+xml,");
    for byte in svg.bytes() {
        match byte {
            b'\n' | b'\r' => {}
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'=' | b',' | b';' => {
                url.push(char::from(byte));
            }
            _ => write!(url, "%{byte:02X}").expect("a String takes everything"),
        }
    }
    url
}

/// Returns the pattern of references, and the pattern of words that look like references but are not.
fn tokens() -> Regex {
    Regex::new(
        r"(?x)
          !\[[^\]]*\]\[(?<image>[^\]]+)\]       # an image, by a label
        | \[[^\]]*\]\([^)]*\) | <[^>]*>         # a link that is whole, or a tag
        | \[?`(?<code>[^`]+)`\]?                # code: the path of a file, or something else
        | \[?\b(?<row>[BCDR][0-9]+)\b\]?
        | \[?\b(?<thread>RFC\ [0-9]+|[A-Za-z_-]+\#[0-9]+)\b\]?
        ",
    )
    .expect("the pattern is one")
}

struct Writer {
    tokens: Regex,
    targets: BTreeMap<String, Target>,
    anchors: BTreeSet<String>,
}

impl Writer {
    /// Returns a line with its references as links.
    fn line(&mut self, line: &str) -> String {
        let (head, rest) = self.anchor(line);
        let tokens = self.tokens.clone();
        head + &tokens.replace_all(rest, |found: &Captures<'_>| self.reference(found))
    }

    /// Removes the head of a row or of a decision from the line, and returns it with its anchor. Only the first
    /// row of a number gets an anchor.
    fn anchor<'a>(&mut self, line: &'a str) -> (String, &'a str) {
        let plain = ["| ", "**"].into_iter().find_map(|start| Some((start, line.strip_prefix(start)?)));
        let marked = line.strip_prefix("<a id=\"").and_then(|rest| rest.split_once("\"></a>"));
        let (start, rest) = match (plain, marked) {
            (Some((start, rest)), _) => (start, rest.split_once("></a>").map_or(rest, |(_, rest)| rest)),
            (None, Some((_, rest))) => ("**", rest.strip_prefix("**").unwrap_or(rest)),
            (None, None) => return (String::new(), line),
        };
        let rest = rest.strip_prefix('[').unwrap_or(rest);
        let digits = rest.get(1..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
        let (name, after) = rest.split_at_checked(1 + digits).unwrap_or(("", rest));
        let is_row = start == "| " && name.starts_with(['C', 'R']) && after.trim_start_matches(']').starts_with(" |");
        let is_decision = start == "**" && name.starts_with('D') && after.starts_with('.');
        if digits == 0 || !(is_row || is_decision) || !self.anchors.insert(name.to_owned()) {
            return (String::new(), line);
        }
        let anchor = format!("<a id=\"{}\"></a>", name.to_lowercase());
        let head = if is_row { format!("| {anchor}{name}") } else { format!("{anchor}**{name}") };
        (head, after.trim_start_matches(']'))
    }

    /// Returns a reference as a link, and notes where it leads.
    fn reference(&mut self, found: &Captures<'_>) -> String {
        let whole = &found[0];
        let (label, target) = if let Some(image) = found.name("image") {
            let path = format!("benches/charts/{}", image.as_str());
            self.targets.insert(image.as_str().to_owned(), Target::Chart(path));
            return whole.to_owned();
        } else if let Some(code) = found.name("code") {
            // A path is a reference only while its file exists.
            let Some(path) = file(code.as_str()) else { return format!("`{}`", code.as_str()) };
            (format!("`{}`", code.as_str()), Target::File(path))
        } else if let Some(row) = found.name("row") {
            let target = match row.as_str() {
                row if row.starts_with('B') => Target::File("src/differences.md".into()),
                row => Target::Anchor(format!("#{}", row.to_lowercase())),
            };
            (row.as_str().to_owned(), target)
        } else if let Some(thread) = found.name("thread") {
            (thread.as_str().to_owned(), Target::Page(page(thread.as_str())))
        } else {
            return whole.to_owned();
        };
        let link = format!("[{label}]");
        self.targets.insert(label, target);
        link
    }
}

/// Returns the path of a file if the words name one, relative to the root or to `tests/ui`.
fn file(words: &str) -> Option<String> {
    let is_path = words.contains('/') && words.contains('.') && !words.contains([' ', '*', '<']);
    let paths = [words.to_owned(), format!("tests/ui/{words}")];
    paths.into_iter().find(|path| is_path && in_repository(path).is_file())
}

/// Returns the page of a thread or an RFC.
fn page(name: &str) -> String {
    if let Some(number) = name.strip_prefix("RFC ") {
        return format!("https://github.com/rust-lang/rfcs/pull/{number}");
    }
    let (repository, number) = name.split_once('#').expect("a thread has a number");
    let found = REPOSITORIES.iter().find(|(short, _)| *short == repository);
    let (_, repository) = found.unwrap_or_else(|| panic!("{name}: the repository is not in the list"));
    format!("https://github.com/{repository}/issues/{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_links_once() {
        let text = "\
| C1 | A claim, see C2, `tests/ui.rs` and `not/a file`. | S | `fail/iterator_dyn_call.rs` |
| R1 | asked | tokio#3005 |

**D1. A decision.** As RFC 445, C1 to C2; [a page](https://example.org/C9).

| R1 | D1, [`gone.rs`] |

![a chart][peers.svg]

```rust
// C1
```
";
        let (once, for_docs) = linked(text);
        assert!(
            once.contains("| <a id=\"c1\"></a>C1 | A claim, see [C2], [`tests/ui.rs`] and `not/a file`. |"),
            "{once}"
        );
        assert!(once.contains("| <a id=\"r1\"></a>R1 | asked | [tokio#3005] |"), "{once}");
        assert!(once.contains(
            "<a id=\"d1\"></a>**D1. A decision.** As [RFC 445], [C1] to [C2]; [a page](https://example.org/C9)."
        ));
        assert!(once.contains("\n| [R1] | [D1], `gone.rs` |\n"), "{once}");
        assert!(once.contains("\n// C1\n"), "{once}");
        assert!(once.contains("\n[`fail/iterator_dyn_call.rs`]: tests/ui/fail/iterator_dyn_call.rs\n"), "{once}");
        assert!(once.contains("\n[tokio#3005]: https://github.com/tokio-rs/tokio/issues/3005\n"), "{once}");
        assert!(
            for_docs.contains("[`tests/ui.rs`]: https://") && for_docs.contains("[peers.svg]: data:image"),
            "{for_docs}"
        );
        assert_eq!(linked(&once).0, once);
    }
}
