//! The measurements of `design.md`: `cargo study` takes them and rewrites the marked blocks, `cargo study --check` fails when
//! a number that is the same in every run is not the one that stands there. With names of blocks, only those.
//!
//! What depends on the compiler is checked on the toolchain that the block names, and what is timed is not checked at all;
//! that is kept in `.ci/records`, with the machine.

mod blocks;
mod source;

use blocks::{BLOCKS, Block, Kind};
use poll_io_benches::{callgrind, designs, record, weigh::in_repository};
use std::{env, fs, process::ExitCode};

const DOCUMENT: &str = "design.md";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    if let [one, row, contestant, passes] = &args[..] {
        if one == callgrind::ONE {
            callgrind::run_one(&designs::rows(), row, contestant, passes.parse().expect("it is a number"));
            return ExitCode::SUCCESS;
        }
    }
    let (options, names): (Vec<_>, Vec<_>) = args.into_iter().partition(|arg| arg.starts_with('-'));
    let check = match &options[..] {
        [] => false,
        [option] if option == "--check" => true,
        _ => {
            eprintln!("study [--check] [BLOCK..]");
            return ExitCode::FAILURE;
        }
    };
    let mut document = fs::read_to_string(in_repository(DOCUMENT)).expect("the document is there");
    let mut drifted = false;
    for block in BLOCKS.iter().filter(|block| names.is_empty() || names.iter().any(|name| name == block.name)) {
        let Some((before, old, after)) = split(&document, block) else {
            eprintln!("{DOCUMENT} has no block {}", block.name);
            drifted = true;
            continue;
        };
        if let Some(reason) = skipped(block, old, check) {
            println!("{}: skipped: {reason}", block.name);
            continue;
        }
        let new = (block.text)();
        println!("{}: {}", block.name, if new == old { "as it was" } else { "another than it was" });
        if check && new != old {
            println!("--- {DOCUMENT} has\n{old}--- measured\n{new}");
            drifted = true;
        } else if !check {
            document = format!("{before}{new}{after}");
        }
    }
    if !check {
        fs::write(in_repository(DOCUMENT), document).expect("the document can be written");
    }
    if drifted {
        eprintln!("run `cargo study`, and see what has changed");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Returns the document up to a block, the text of the block, and the document from its end on.
fn split<'a>(document: &'a str, block: &Block) -> Option<(&'a str, &'a str, &'a str)> {
    let head = format!("<!-- study:{} -->\n", block.name);
    let start = document.find(&head)? + head.len();
    let end = start + document[start..].find(&format!("<!-- /study:{} -->", block.name))?;
    Some((&document[..start], &document[start..end], &document[end..]))
}

/// Returns why a block cannot be measured or checked here.
fn skipped(block: &Block, old: &str, check: bool) -> Option<&'static str> {
    if block.kind == Kind::Counted && !callgrind::is_there() {
        return Some("valgrind is not there");
    }
    match block.kind {
        Kind::Timed if check => Some("times are recorded, and not checked"),
        Kind::Counted | Kind::Compiled if check && !old.contains(&record::toolchain()) => Some("another toolchain"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_stands_in_the_document_once() {
        let document = fs::read_to_string(in_repository(DOCUMENT)).unwrap();
        for block in BLOCKS {
            assert!(split(&document, block).is_some(), "{}", block.name);
            assert_eq!(document.matches(&format!("<!-- study:{} -->", block.name)).count(), 1, "{}", block.name);
        }
        assert_eq!(document.matches("<!-- study:").count(), BLOCKS.len());
    }
}
