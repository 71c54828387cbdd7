//! The same program with its functions in other places.
//!
//! Where the linker puts a loop decides about a row of a few nanoseconds by a quarter of it. So the table is measured by
//! several builds that differ in nothing but the order of their functions, and a row's result is the median over them.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The builds of the table: the one that the linker makes by itself, and this many that it shuffles.
pub const SHUFFLED: u32 = 2;

/// Returns this program, and beside it the same program with its functions shuffled. Builds what is not there.
///
/// Without a linker that can shuffle there is only the first, and a line on stderr says so.
pub fn builds(shuffled: u32) -> Vec<PathBuf> {
    let mut builds = vec![env::current_exe().expect("a program knows where it is")];
    for seed in 1..=shuffled {
        let Some(build) = shuffle(seed) else {
            eprintln!("one layout only: the linker here cannot shuffle functions (lld can, by --shuffle-sections)");
            break;
        };
        builds.push(build);
    }
    builds
}

/// Builds the program with its functions in the order that `seed` gives, and returns where it is.
fn shuffle(seed: u32) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    // Beside the other builds, since a change of the linker's arguments would rebuild this program each time.
    let target = root.join("target/layouts");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(root)
        .args([
            "rustc",
            "--release",
            "--quiet",
            "-p",
            "poll-io-benches",
            "--features",
            "iterator-style",
            "--bin",
            "peers",
        ])
        .arg("--target-dir")
        .arg(&target)
        .arg("--")
        .arg(format!("-Clink-arg=-Wl,--shuffle-sections=.text*={seed}"))
        .status()
        .ok()?;
    let build = target.join(format!("peers-{seed}"));
    (status.success() && std::fs::copy(target.join("release/peers"), &build).is_ok()).then_some(build)
}
