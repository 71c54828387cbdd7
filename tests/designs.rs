//! Reads the sources of both designs and checks that they have the same methods.

use std::{collections::BTreeSet, fs, path::Path};

/// Returns the names of the methods between `start` and the next line `}`, including methods in macro calls.
fn methods<'a>(source: &'a str, start: &str) -> BTreeSet<&'a str> {
    let body = source.split_once(start).unwrap_or_else(|| panic!("no {start}")).1;
    let body = body.split("\n}\n").next().expect("`split` returns at least one piece");
    let names = body.lines().filter_map(|line| line.trim_start().strip_prefix("fn "));
    names.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
}

/// Returns the first line of a trait.
fn head(name: &str) -> String {
    let bound = if name == "AsyncBufRead" { ": AsyncRead" } else { "" };
    format!("pub trait {name}{bound} {{")
}

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it is there and is text")
}

/// Each trait, with the name of its file in `core/src`, and in `src/ext` and `src/iterator_style`.
const TRAITS: [(&str, &str, &str); 4] = [
    ("AsyncRead", "async_read", "read"),
    ("AsyncWrite", "async_write", "write"),
    ("AsyncBufRead", "async_buf_read", "buf_read"),
    ("AsyncSeek", "async_seek", "seek"),
];

#[test]
fn iterator_style_traits_have_the_methods_of_the_core_and_ext_traits() {
    let mut all = 0;
    for (name, core, file) in TRAITS {
        let core = source(&format!("core/src/{core}.rs"));
        let ext = source(&format!("src/ext/{file}.rs"));
        let iterator_style = source(&format!("src/iterator_style/{file}.rs"));
        let core = methods(&core, &head(name));
        let ext = methods(&ext, &format!("pub trait {name}Ext: {name} {{"));
        let style = methods(&iterator_style, &head(name));
        assert!(!core.is_empty() && !ext.is_empty(), "the methods of {name} were not found");
        assert_eq!(style, core.union(&ext).copied().collect(), "{name}");
        all += style.len();
    }
    assert!(all > 80, "the methods for numbers, which a macro generates, were not found");
}

/// A pointer cannot forward all methods of these traits, so `clippy::missing_trait_methods` does not apply. This test
/// checks the methods that it can forward.
#[test]
fn pointers_and_wrappers_forward_every_poll_level_method() {
    let forward = source("src/iterator_style/forward.rs");
    for ((name, core, _), stamp) in TRAITS.into_iter().zip(["reads_as", "writes_as", "buf_reads_as", "seeks_as"]) {
        let core = source(&format!("core/src/{core}.rs"));
        let core = methods(&core, &head(name));
        assert_eq!(methods(&forward, &format!("macro_rules! {stamp} {{")), core, "{stamp}");
    }
}
