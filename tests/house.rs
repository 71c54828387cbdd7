//! Checks the promises of CONTRIBUTING about the source tree.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every source file of the three published packages, relative to the root.
fn sources() -> Vec<PathBuf> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).expect("the directory exists") {
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

/// Returns the lines of `text` without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default())
}

#[test]
fn unsafe_code_is_only_in_the_files_that_contributing_lists() {
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
            assert!(!word || expected, "{} uses unsafe and has no `expect(unsafe_code)` at its head", path.display());
            expected
        })
        .collect();
    assert_eq!(named, used);
}

/// Imports must point in one direction, as `design.md` says. The compiler checks that for packages. This test checks
/// the names that the sources use.
#[test]
fn imports_point_from_core_outwards() {
    for path in sources() {
        let text = read(&path);
        let forbidden: &[&str] = if path.starts_with("core") {
            &["poll_io::", "poll_io_compat", "tokio", "futures_", "memchr", "pin_project_lite"]
        } else if path.starts_with("src") {
            &["poll_io_compat", "tokio::", "futures_io", "futures_util"]
        } else if path.ends_with("futures_core_03.rs") {
            // This file makes streams of types of the root package.
            &[]
        } else {
            &["poll_io::"]
        };
        for line in code(&text) {
            // Messages may name the bridges, but code may not.
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

/// The adapters and the futures must not use the Ext traits, which are made of them. Tests and examples may.
#[test]
fn adapters_and_futures_do_not_import_the_ext_traits() {
    for path in sources().into_iter().filter(|path| path.starts_with("src/adapter") || path.starts_with("src/future")) {
        let text = read(&path);
        let library = text.split("#[cfg(test)]\n").next().unwrap_or_default();
        // A text in quotes may name a method.
        for line in code(library).filter(|line| !line.contains('"')) {
            let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            let named = words.any(|word| word == "ext" || word == "prelude" || word.ends_with("Ext"));
            assert!(!named, "{}: {line}", path.display());
        }
    }
}

/// Returns the public items of a source: the line of each item, its documentation, and whether it is inside a macro.
fn items(text: &str) -> Vec<(&str, Vec<&str>, bool)> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut out, mut in_macro, mut in_ext) = (Vec::new(), None, false);
    for (at, line) in lines.iter().enumerate() {
        let (code, indent) = (line.trim_start(), line.len() - line.trim_start().len());
        if code.starts_with("macro_rules!") && in_macro.is_none() {
            in_macro = Some(indent);
        } else if code == "}" {
            in_macro = in_macro.filter(|&outer| outer != indent);
            in_ext &= indent != 0;
        }
        let word =
            code.strip_prefix("pub ").map(|rest| rest.trim_start_matches("const ").trim_start_matches("unsafe "));
        let public = word.is_some_and(|rest| {
            ["fn ", "struct ", "enum ", "trait ", "macro "].iter().any(|kind| rest.starts_with(kind))
        });
        let method = in_ext && indent == 4 && code.starts_with("fn ");
        in_ext |= word.is_some_and(|rest| rest.starts_with("trait ") && rest.contains("Ext: "));
        let exported = code.starts_with("macro_rules!") && lines[..at].ends_with(&["#[macro_export]"]);
        if public || method || exported {
            let above = lines[..at].iter().rev().take_while(|line| {
                let line = line.trim();
                line.starts_with("//")
                    || line.starts_with("#[")
                    || !(line.is_empty() || line.ends_with(['{', '}', ';']))
            });
            out.push((code, above.map(|line| line.trim()).collect(), in_macro.is_some() && !exported));
        }
    }
    out
}

/// Every documented public function, method, macro and type has an example that runs. The example may be elsewhere for
/// - a future: its method has the example ("The future that .. returns");
/// - a type that a function returns: the function has the example ("made by ..");
/// - an Ext trait: each of its methods has an example;
/// - the Iterator style: its items have the names of the main design's items, except the two conversions;
/// - an accessor that a macro generates: the page of its type has an example.
#[test]
fn public_items_have_an_example_that_runs() {
    const ACCESSORS: [&str; 5] = ["new(", "get_ref(", "get_mut(", "get_pin_mut(", "into_inner("];
    let (mut seen, mut without) = (0, Vec::new());
    let turns = ["src/iterator_style/from_split.rs", "src/iterator_style/into_split.rs"].map(Path::new);
    let own = |path: &PathBuf| !path.starts_with("src/iterator_style") || turns.contains(&path.as_path());
    // The signature after "Equivalent to:" is a text, and is no example.
    let fences = |docs: &[&str], fence| docs.iter().filter(|line| line.contains(fence)).count();
    for path in sources().into_iter().filter(own) {
        let text = read(&path);
        for (item, docs, stamped) in items(&text) {
            let elsewhere = docs.contains(&"#[doc(hidden)]")
                || docs.iter().any(|line| {
                    line.contains("The future of [`")
                        || line.contains("The future that [`")
                        || line.to_lowercase().contains("made by [`")
                })
                || (item.starts_with("pub trait ") && item.contains("Ext: "))
                || (stamped && ACCESSORS.iter().any(|name| item.contains(&format!("fn {name}"))));
            seen += 1;
            if !elsewhere && fences(&docs, "```") == 2 * fences(&docs, "```text") {
                without.push(format!("{}: {item}", path.display()));
            }
        }
    }
    assert!(seen > 300, "the scan has found only {seen} items");
    assert!(without.is_empty(), "{}", without.join("\n"));
}

/// Some tests have a row for each method of the extension traits. A new method without a row would be a gap that no test shows.
#[test]
fn every_method_has_a_row_in_each_table_of_methods() {
    const TABLES: [&str; 7] = [
        "src/iterator_style",
        "tests/allocations.rs",
        "tests/behaviour/completed.rs",
        "tests/budget.rs",
        "tests/cancel_safety.rs",
        "tests/contract.rs",
        "tests/hostile.rs",
    ];
    // These methods return no future, and their adapters have tests of their own.
    const WITHOUT: [&str; 7] = ["by_ref", "chain", "consume_unpin", "inspect", "inspect_write", "limited", "take"];
    let extensions = ["read", "buf_read", "write", "seek"].map(|name| read(format!("src/ext/{name}.rs")));
    let methods = extensions.iter().flat_map(|text| text.lines()).filter_map(|line| {
        let name = line.strip_prefix("    fn ")?.split(['(', '<']).next()?;
        // `for_each_number!` in `tests/numbers` makes the rows of these methods.
        let is_number = name.contains(|c: char| c.is_ascii_digit());
        (!is_number && !WITHOUT.contains(&name)).then_some(name)
    });
    let methods: BTreeSet<&str> = methods.collect();
    assert!(methods.len() > 25, "the scan has found only {} methods", methods.len());
    let mut missing = Vec::new();
    for table in TABLES {
        let files = if root().join(table).is_file() {
            vec![PathBuf::from(table)]
        } else {
            sources().into_iter().filter(|path| path.starts_with(table)).collect()
        };
        let text: String = files.iter().map(read).collect();
        let words: BTreeSet<&str> =
            code(&text).flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_'))).collect();
        missing.extend(methods.difference(&words).map(|method| format!("{table} has no row for {method}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Nothing notices when an example that is not run goes stale.
#[test]
fn no_example_is_ignored() {
    let documents = ["README.md", "design.md", "src/differences.md", "compat/README.md", "core/README.md"];
    let guides = ["library", "migration", "runtimes"].map(|name| format!("compat/guide/{name}.md"));
    let all = sources().into_iter().chain(documents.map(PathBuf::from)).chain(guides.map(PathBuf::from));
    for path in all {
        for line in read(&path).lines().filter(|line| line.contains("```")) {
            let skipped = ["no_run", "ignore"].iter().any(|word| line.contains(word));
            assert!(!skipped, "{}: {line}", path.display());
        }
    }
}

/// A comment in `src/lib.rs` lists the modules in order of dependence, because rustfmt sorts the modules by name.
#[test]
fn modules_use_only_modules_that_the_list_puts_above_them() {
    let lib = read("src/lib.rs");
    let map = lib.split("// In the order of dependence").nth(1).expect("the list exists");
    let rank = |module: &str| {
        let mut lines = map.lines().skip(1).take_while(|line| line.starts_with("// - "));
        lines.position(|line| line.split('`').skip(1).step_by(2).any(|name| name == module))
    };
    // An item that the root re-exports belongs to its own module.
    let exports = lib.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next()?.split_once("::"));
    let exports: Vec<(&str, Vec<&str>)> = exports
        .map(|(module, names)| (module, names.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect()))
        .collect();
    let mut found = 0;
    for path in sources().into_iter().filter(|path| path.starts_with("src") && !path.ends_with("lib.rs")) {
        let own = path.iter().nth(1).and_then(|name| Path::new(name).file_stem()?.to_str()).expect("it is below src");
        let own_rank = rank(own).unwrap_or_else(|| panic!("the list in src/lib.rs lacks `{own}`"));
        let text = read(&path);
        let text: String = code(&text).filter(|line| !line.contains("#[doc")).collect::<Vec<_>>().join("\n");
        for used in text.split("crate::").skip(1) {
            // Either one path or a list of paths. The first word of each path counts.
            let mut depth = 0;
            let end = used.find(|c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth <= 0 && !(c.is_alphanumeric() || "_:".contains(c))
            });
            let used = &used[..end.unwrap_or(used.len())];
            let mut depth = 0;
            let paths = used.trim_start_matches('{').split(|c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth == 0 && c == ','
            });
            for name in paths.filter_map(|path| path.trim().split([':', '}']).next()).filter(|name| !name.is_empty()) {
                let from = exports.iter().find(|(_, names)| names.contains(&name)).map_or(name, |(module, _)| module);
                if let Some(used_rank) = rank(from) {
                    found += 1;
                    assert!(used_rank <= own_rank, "{} uses `{name}` of `{from}`, which is below it", path.display());
                }
            }
        }
    }
    assert!(found > 100, "the scan has found only {found} uses");
}

/// Each trait numbers its clauses from 1, and the page of the crate names the last number.
#[test]
fn the_trait_pages_have_the_clauses_that_the_crate_page_names() {
    let map = read("core/src/lib.rs");
    for (letter, page) in [("R", "async_read"), ("W", "async_write"), ("B", "async_buf_read"), ("S", "async_seek")] {
        let page = read(format!("core/src/{page}.rs"));
        let clauses: Vec<usize> = page
            .split(&format!("/// - **{letter}"))
            .skip(1)
            .map(|rest| rest.split("**").next().unwrap_or_default().parse().expect("a clause has a number"))
            .collect();
        assert!(clauses.iter().copied().eq(1..=clauses.len()), "{letter}: {clauses:?}");
        let range = format!("clauses {letter}1 to {letter}{} |", clauses.len());
        assert!(map.contains(&range), "core/src/lib.rs does not say \"{range}\"");
    }
}

/// The features of a package are those in its documentation table.
#[test]
fn the_tables_list_all_features() {
    for (manifest, document) in
        [("Cargo.toml", "src/lib.rs"), ("core/Cargo.toml", "core/README.md"), ("compat/Cargo.toml", "compat/README.md")]
    {
        let manifest = read(manifest);
        let features = manifest.split("[features]\n").nth(1).and_then(|rest| rest.split("\n[").next());
        let features: BTreeSet<&str> = features
            .expect("the manifest has features")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = "))
            .map(|(name, _)| name)
            .filter(|&name| name != "default")
            .collect();
        let text = read(document);
        let lines = text.lines().map(|line| line.trim_start_matches("//! "));
        let rows = lines.skip_while(|line| !line.starts_with("| feature ")).skip(2);
        let listed: BTreeSet<&str> =
            rows.take_while(|line| line.starts_with('|')).filter_map(|line| line.split('`').nth(1)).collect();
        assert_eq!(features, listed, "{document}");
    }
}

/// A source file has at most 450 lines, not counting comments and empty lines.
#[test]
fn no_source_file_is_too_long() {
    let lines = |path: &PathBuf| code(&read(path)).filter(|line| !line.trim().is_empty()).count();
    let long: Vec<_> = sources().into_iter().filter(|path| lines(path) > 450).collect();
    assert!(long.is_empty(), "{long:?}");
}
