//! Measures the blocks of `design.md`. `cargo study --help` describes the command.
//!
//! A figure that depends on the compiler is checked only on the toolchain that its block names. Times are not
//! checked. A record of them is in `.ci/records`.

mod blocks;
mod diagram;
mod references;
mod source;

use blocks::{BLOCKS, Block, Kind};
use clap::{Parser, builder::PossibleValuesParser};
use poll_io_benches::{callgrind, designs, record, weigh::in_repository};
use std::{alloc::System, fs, process::ExitCode};

/// Counts the allocated bytes, for the block on idle connections.
#[global_allocator]
static ALLOCATOR: cap::Cap<System> = cap::Cap::new(System, usize::MAX);

const DOCUMENT: &str = "design.md";

/// The name of the step that writes the references. Every run includes this step.
const LINKS: &str = "links";

/// Measures the blocks of design.md, writes each figure into its block, and writes every reference as a link.
///
/// Without BLOCK, this command measures all blocks. That takes some minutes. Other programs should not run
/// meanwhile, because they change the times.
#[derive(Parser)]
#[command(
    name = "cargo study",
    bin_name = "cargo study",
    after_help = "Examples:\n  cargo study sizes vtable   measure two blocks\n  \
        cargo study links          write the references alone\n  \
        cargo study --check        fail if a number that is the same in every run has changed"
)]
struct Args {
    /// Measure only these blocks; `links` measures none.
    #[arg(value_name = "BLOCK", value_parser = PossibleValuesParser::new(BLOCKS.iter().map(|block| block.name).chain([LINKS])))]
    blocks: Vec<String>,
    /// Write nothing, and fail if a checked figure differs from the figure in the document.
    #[arg(long)]
    check: bool,
    /// Run one contestant and measure nothing. A program that counts instructions calls this.
    #[arg(long, num_args = 3, value_names = ["ROW", "CONTESTANT", "PASSES"], hide = true)]
    one: Option<Vec<String>>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(one) = &args.one {
        let rows: Vec<_> =
            designs::rows().into_iter().chain(designs::async_bodies::rows()).chain(designs::pin_rows()).collect();
        callgrind::run_one(&rows, &one[0], &one[1], one[2].parse().expect("the passes are a number"));
        return ExitCode::SUCCESS;
    }
    let mut document = fs::read_to_string(in_repository(DOCUMENT)).expect("the document is there");
    let mut drifted = false;
    for block in
        BLOCKS.iter().filter(|block| args.blocks.is_empty() || args.blocks.iter().any(|name| name == block.name))
    {
        let Some((before, old, after)) = split(&document, block.name) else {
            eprintln!("{DOCUMENT} has no block named {}", block.name);
            drifted = true;
            continue;
        };
        if let Some(reason) = skipped(block, old, args.check) {
            println!("{}: skipped: {reason}", block.name);
            continue;
        }
        let new = (block.text)();
        let measured = format!("{before}{new}{after}");
        let same = references::linked(&measured).0 == references::linked(&document).0;
        println!("{}: {}", block.name, if same { "unchanged" } else { "changed" });
        if args.check && !same {
            println!("--- {DOCUMENT} has\n{old}--- measured\n{new}");
            drifted = true;
        } else if !args.check {
            document = measured;
        }
    }
    drifted |= finish(&document, args.check);
    if drifted {
        eprintln!("Some figures have changed. Run `cargo study`, and read the diff.");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Makes every reference a link and writes the document, or says whether it would change.
fn finish(document: &str, check: bool) -> bool {
    let (linked, for_docs) = references::linked(document);
    let files = [(DOCUMENT, linked), (references::FOR_DOCS, for_docs)];
    let mut drifted = false;
    for (path, new) in files {
        let place = in_repository(path);
        let same = fs::read_to_string(&place).is_ok_and(|old| old == new);
        if check && !same {
            println!("{path}: a reference is not a link, or has another target");
            drifted = true;
        } else if !check {
            fs::write(&place, new).expect("the file can be written");
        }
    }
    drifted
}

/// Returns the document up to a block, the text of the block, and the document from its end on.
fn split<'a>(document: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let head = format!("<!-- study:{name} -->\n");
    let start = document.find(&head)? + head.len();
    let end = start + document[start..].find(&format!("<!-- /study:{name} -->"))?;
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
            assert!(split(&document, block.name).is_some(), "{}", block.name);
            assert_eq!(document.matches(&format!("<!-- study:{} -->", block.name)).count(), 1, "{}", block.name);
        }
        assert_eq!(document.matches("<!-- study:").count(), BLOCKS.len());
    }
}
