//! Measures the size of the programs of [`designs`](crate::designs): builds each, and counts what the compiler
//! made.

use object::{Object as _, ObjectSection as _};
use rustc_demangle::demangle;
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant, SystemTime},
};

/// The input of the optimizer for one program.
#[derive(Clone, Debug)]
pub struct Given {
    /// The number of lines of LLVM IR in functions, before optimization.
    pub lines: usize,
    /// The names of the functions in the source.
    pub functions: BTreeSet<String>,
    /// The number of functions that exist only for the second type that implements the traits.
    pub further: usize,
    /// The number of slots in the vtables of a reader and of a writer.
    pub slots: (usize, usize),
}

/// Returns the path of a file in the repository.
pub fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn cargo(args: &[&str], program: &str, feature: bool) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    command.args(args).args(["--quiet", "--package", "poll-io-benches", "--example", program]);
    if feature {
        command.args(["--features", "iterator-style"]);
    }
    command.current_dir(in_repository("")).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
    command
}

fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| in_repository("target"), PathBuf::from)
}

/// Returns the input of the optimizer for a program.
pub fn given(program: &str, feature: bool) -> Given {
    compile(program, feature, &[]);
    read(&fs::read_to_string(ir(program)).expect("the compiler has written it"))
}

/// Returns the time that the compiler takes for a program whose dependencies are compiled.
pub fn compile_time(program: &str, feature: bool) -> Duration {
    compile(program, feature, &[]);
    time(|anew| compile(program, feature, &[anew]))
}

/// Returns the time that the compiler takes to build each program with optimization. Its dependencies are compiled before.
///
/// The programs take turns, and each time is the median of `rounds` builds.
pub fn release_times<const N: usize>(programs: [&str; N], rounds: usize) -> [Duration; N] {
    for program in programs {
        build(program, false, &[]);
    }
    let mut times = programs.map(|_| Vec::new());
    for _ in 0..rounds {
        for (program, times) in programs.iter().zip(&mut times) {
            times.push(time(|anew| build(program, false, &[anew])));
        }
    }
    times.map(|mut times| {
        times.sort();
        times[rounds / 2]
    })
}

/// Returns how long a build takes. Cargo skips a build that it has done, unless the arguments differ.
fn time(build: impl FnOnce(String)) -> Duration {
    let moment = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is later than 1970").as_nanos();
    let start = Instant::now();
    build(format!("--cfg=study=\"{moment}\""));
    start.elapsed()
}

fn ir(program: &str) -> PathBuf {
    target().join(format!("{program}.ll"))
}

fn compile(program: &str, feature: bool, more: &[String]) {
    // Nothing is optimized, and the names include types.
    let emit = format!("--emit=llvm-ir={}", ir(program).display());
    let unoptimized = [emit, "-Cno-prepopulate-passes".into(), "-Csymbol-mangling-version=v0".into()];
    build(program, feature, &[&unoptimized, more].concat());
}

/// Builds a program, with the arguments of a release. Its dependencies are those of a debug build.
fn build(program: &str, feature: bool, more: &[String]) {
    let status = cargo(&["rustc"], program, feature)
        .args(["--", "-Copt-level=3", "-Ccodegen-units=1", "-Cdebuginfo=0"])
        .args(["-Cdebug-assertions=off", "-Coverflow-checks=off"])
        .args(more)
        .status()
        .expect("cargo runs");
    assert!(status.success(), "{program} is built");
}

fn read(ir: &str) -> Given {
    let (mut lines, mut inside) = (0, false);
    let mut functions = BTreeSet::new();
    for line in ir.lines() {
        if let Some(rest) = line.strip_prefix("define ") {
            inside = true;
            let name = rest.split('@').nth(1).and_then(|rest| rest.split('(').next()).expect("a function has a name");
            // The names have no hash and no disambiguators, which differ between builds of a crate.
            functions.insert(format!("{:#}", demangle(name.trim_matches('"'))));
        }
        lines += usize::from(inside);
        inside &= line != "}";
    }
    let slots = |method: &str| {
        let vtables = ir.lines().filter(|line| line.starts_with("@vtable") && line.contains(method));
        vtables.map(slots).max().expect("an object is made of it")
    };
    Given {
        lines,
        further: functions.iter().filter(|name| name.contains("Second")).count(),
        functions,
        slots: (slots("9poll_read"), slots("10poll_write")),
    }
}

/// Returns the number of slots of a vtable: drop, size and alignment, which may share one constant, and the
/// methods.
fn slots(vtable: &str) -> usize {
    let entries = vtable.split("<{ ").nth(1).and_then(|rest| rest.split(" }>").next()).expect("a vtable has entries");
    entries
        .split(", ")
        .map(|entry| {
            entry.strip_prefix('[').and_then(|rest| rest.split(' ').next()).map_or(8, |n| n.parse().unwrap_or(0))
        })
        .sum::<usize>()
        / 8
}

/// Returns the size in bytes of the machine code of a program in release mode.
pub fn code(program: &str, feature: bool) -> u64 {
    let status = cargo(&["build", "--release"], program, feature).status().expect("cargo runs");
    assert!(status.success(), "{program} is built");
    let bytes = fs::read(target().join("release/examples").join(program)).expect("cargo has written it");
    let file = object::File::parse(&*bytes).expect("it is an ELF file");
    file.section_by_name(".text").expect("it has code").size()
}

#[cfg(test)]
mod tests {
    use super::*;

    const IR: &str = "\
@vtable.2 = private unnamed_addr constant <{ [24 x i8], ptr, ptr, ptr }> <{ [24 x i8] c\"\", ptr @_RNv9poll_read, ptr @a }>
@vtable.3 = private unnamed_addr constant <{ ptr, [16 x i8], ptr }> <{ ptr @drop, [16 x i8] c\"\", ptr @_RNv10poll_write }>
declare void @other()
define void @_RNvCs1CsaZ_7poll_io6Second(ptr %x) {
  ret void
}
define void @_RNvCs1b_3std4main() {
  ret void
}
define void @\"_ZN3std4exit17h0123456789abcdefE\"() {
  ret void
}
";

    #[test]
    fn slots_functions_and_lines_are_found() {
        let given = read(IR);
        assert_eq!((given.slots, given.lines, given.further), ((6, 4), 9, 1));
        assert_eq!(given.functions, ["poll_io::Second", "std::exit", "std::main"].map(String::from).into());
    }
}
