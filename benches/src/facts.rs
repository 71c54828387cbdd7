//! The facts about the designs, which the programs in `tests/ui` prove. The table and the diagram of `design.md`
//! and `cargo compare` show these facts.

use crate::weigh::in_repository;
use std::fs;

/// The candidates, in the order of the columns: the name, and the prefix of the names of its programs.
pub const DESIGNS: [(&str, &str); 5] = [
    ("split", "split"),
    ("iterator-style", "iterator"),
    ("named", "named"),
    ("constructor", "constructor"),
    ("hooks", "hooks"),
];

/// A property that a design has or lacks.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// The suffix of the names of its programs.
    pub case: &'static str,
    /// The text of the property, after "a caller can" or "an implementor can".
    pub what: &'static str,
    /// The number of the claim in `design.md`.
    pub claim: u32,
    /// The answers of a test in `tests/twins.rs`, if the programs compile in each design but behave
    /// differently.
    pub twins: Option<[bool; 5]>,
}

/// Whether a design has a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The program compiles and runs.
    Yes,
    /// The program does not compile, or the design cannot express it.
    No,
    /// The intended program does not compile, but another program does the same.
    Detour,
}

const fn fact(case: &'static str, what: &'static str, claim: u32) -> Fact {
    Fact { case, what, claim, twins: None }
}

/// The facts, in the order of the rows: those for callers, then those for implementors.
pub const FACTS: [Fact; 11] = [
    fact("dyn_call", "call a method on `&mut dyn AsyncRead`", 2),
    fact("unsized_generic", "call a method in `fn f<R: AsyncRead + ?Sized>`", 4),
    fact("spawn_generic", "spawn the future from generic code", 7),
    fact("name_future", "store the future in a struct", 10),
    Fact {
        twins: Some([true, false, true, false, true]),
        ..fact("lazy", "rely on no effect before the first poll", 57)
    },
    Fact {
        twins: Some([true, false, true, true, true]),
        ..fact("promise", "rely on `read_exact` to have filled the buffer", 19)
    },
    fact("import", "call a method without one more import", 26),
    fact("std_read", "call `std::io::Read` in the module of its impl", 20),
    fact("override", "override a method", 12),
    fact("forward", "reach the override through `&mut T`, `Box<T>`, `dyn`", 17),
    fact("wrapper", "forward the override from a wrapper", 54),
];

/// Returns whether the repository has a program.
pub fn has(place: &str, case: &str) -> bool {
    in_repository(&format!("tests/ui/{place}/{case}.rs")).is_file()
}

impl Fact {
    /// Returns the name of the program of a design.
    pub fn program(&self, design: usize) -> String {
        format!("{}_{}", DESIGNS[design].1, self.case)
    }

    /// Returns the answer of a design.
    pub fn answer(&self, design: usize) -> Answer {
        if let Some(twins) = self.twins {
            return if twins[design] { Answer::Yes } else { Answer::No };
        }
        let program = self.program(design);
        match (has("pass", &program), has("fail", &program)) {
            (true, false) => Answer::Yes,
            (true, true) => Answer::Detour,
            (false, _) => Answer::No,
        }
    }
}

/// Returns the message with which the compiler rejects a program that must fail.
pub fn message(case: &str) -> Option<String> {
    fs::read_to_string(in_repository(&format!("tests/ui/fail/{case}.stderr"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_program_or_a_test() {
        let tests = fs::read_to_string(in_repository("tests/twins.rs")).unwrap();
        for fact in FACTS {
            let shown = (0..DESIGNS.len()).any(|design| {
                let program = fact.program(design);
                has("pass", &program) || has("fail", &program)
            });
            assert!(shown != fact.twins.is_some(), "{}", fact.case);
            assert!(shown || tests.contains(&format!("fn c{}_", fact.claim)), "{}", fact.case);
        }
    }
}
