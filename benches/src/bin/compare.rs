//! One program in both designs: `cargo compare`, and `cargo compare --features iterator-style`.
//!
//! The program is `designs/program.rs`. Its text is the same for both but for one `use`; what is printed is what that line
//! changes.

use poll_io_benches::{
    callgrind,
    contest::{Figure, Row},
    designs, overriding,
    sizes::{self, METHODS},
    weigh,
};

/// What a program may want to do, and the case in `tests/ui` that shows for each design whether it can.
const FACTS: [[&str; 3]; 11] = [
    ["a method on `&mut dyn AsyncRead`", "pass/split_dyn_call", "fail/iterator_dyn_call"],
    ["a method on `Box<dyn AsyncRead>`", "pass/split_dyn_object", "pass/iterator_dyn_workaround"],
    ["a method in `fn f<R: AsyncRead + ?Sized>`", "pass/split_unsized_generic", "fail/iterator_unsized_generic"],
    ["a generic function that spawns", "pass/split_spawn_generic", "fail/iterator_spawn_generic"],
    ["a future as the field of a struct", "pass/split_name_future", "fail/iterator_name_future"],
    ["a knob: `read_to_end(..).limit(max)`", "pass/split_limit", "fail/iterator_limit"],
    ["a module that implements std's Read too", "pass/split_std_read", "fail/iterator_std_read"],
    ["a type that is a Stream too", "pass/split_stream", "fail/iterator_stream"],
    ["a third party's Ext trait, on objects", "pass/split_third_party_ext", "fail/iterator_third_party_ext"],
    ["an implementor's own `read_exact`", "fail/split_override", "pass/iterator_override"],
    ["methods without an import of their own", "fail/split_import", "pass/iterator_import"],
];

/// Whether the other design is there.
const BOTH: bool = cfg!(feature = "iterator-style");
#[cfg(feature = "iterator-style")]
const OTHER_SIZES: Option<fn() -> [usize; METHODS.len()]> = Some(sizes::iterator_style);
#[cfg(not(feature = "iterator-style"))]
const OTHER_SIZES: Option<fn() -> [usize; METHODS.len()]> = None;

fn main() {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some(callgrind::ONE) {
        let mut next = || args.next().expect("it has a value");
        let (row, contestant, passes) = (next(), next(), next());
        callgrind::run_one(&rows(), &row, &contestant, passes.parse().expect("it is a number"));
        return;
    }
    println!("One program, benches/src/designs/program.rs, in each design. What differs in its text:\n");
    line("", "use poll_io::prelude::*", "use poll_io::iterator_style::prelude::*");
    line("", "split", "iterator-style");

    println!("\nWhat compiles (the cases are in tests/ui)\n");
    for [what, split, iterator_style] in FACTS {
        line(what, &verdict(split), &verdict(iterator_style));
    }

    println!("\nWhat it costs\n");
    for (i, method) in METHODS.into_iter().enumerate() {
        let bytes = |sizes: [usize; METHODS.len()]| format!("{} bytes", sizes[i]);
        line(
            &format!("the future of `{method}`"),
            &bytes(sizes::split()),
            &OTHER_SIZES.map_or_else(String::new, |sizes| bytes(sizes())),
        );
    }
    if callgrind::is_there() {
        for row in rows() {
            let count = |i: usize| format!("{:.1} instructions", callgrind::instructions(&row, &row.contestants[i]));
            line(row.name, &count(0), &if BOTH { count(1) } else { String::new() });
        }
    } else {
        println!("  (no instructions are counted: valgrind is not there)");
    }
    // A time means nothing by itself.
    for row in overriding::rows().iter().filter(|_| BOTH) {
        let figures = row.quickest(8, 5);
        let time = |name: &str| relative(&figures, name).map_or_else(String::new, |n| format!("{n:.2}"));
        let what = format!("`read_to_end` of {} in memory, time", row.name);
        line(&what, &format!("1.00 (±{:.2})", error(&figures)), &time("iterator-style"));
        line(
            "  the same from a reference that nobody sees through",
            &time("split, `&mut`"),
            &time("iterator-style, `&mut`"),
        );
    }

    println!("\nWhat it weighs (building)\n");
    let nothing = weigh::code("program_nothing", BOTH);
    let code = |program| format!("{} bytes", weigh::code(program, BOTH) - nothing);
    line(
        "the program's machine code",
        &code("program_split"),
        &if BOTH { code("program_iterator_style") } else { String::new() },
    );
    if !BOTH {
        println!(
            "\nThe other design is behind a feature, and beside this one with\n\n    cargo compare --features iterator-style"
        );
    }
}

fn rows() -> Vec<Row> {
    designs::rows().into_iter().chain([overriding::pieces()]).collect()
}

/// Prints one line; what is of the other design, if that is there.
fn line(what: &str, split: &str, iterator_style: &str) {
    let other = if BOTH { iterator_style } else { "" };
    println!("  {what:<63}{split:<28}{other}");
}

/// Returns whether a case compiles, by where it stands, and its name.
fn verdict(case: &str) -> String {
    let (place, name) = case.split_once('/').expect("a case is in a directory");
    format!("{} {name}", if place == "pass" { "yes" } else { "no " })
}

/// Returns the time of a contestant as a multiple of that of the first.
fn relative(figures: &[Figure], name: &str) -> Option<f64> {
    figures.iter().find(|figure| figure.name == name).map(|figure| 1.0 / figure.ratio)
}

/// Returns how far the same contestant is from itself in the same run.
fn error(figures: &[Figure]) -> f64 {
    figures.last().map_or(0.0, |control| (1.0 - control.ratio).abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_there() {
        for case in FACTS.iter().flat_map(|fact| &fact[1..]) {
            assert!(weigh::in_repository(&format!("tests/ui/{case}.rs")).exists(), "{case}");
        }
    }
}
