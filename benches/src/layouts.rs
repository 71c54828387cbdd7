//! Builds this program with its functions in another order.
//!
//! The place of a loop in the program can change a time of a few nanoseconds by a quarter. So several builds
//! measure the table. They differ only in the order of their functions, and the result of a row is the median over
//! the builds.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The number of shuffled builds that measure the table, beside the plain build.
pub const SHUFFLED: u32 = 2;

/// Returns the path of this program and of its shuffled builds. Builds those that do not exist.
///
/// If the linker cannot shuffle, returns only this program, and prints a message to stderr.
pub fn builds(shuffled: u32) -> Vec<PathBuf> {
    let mut builds = vec![env::current_exe().expect("a program knows where it is")];
    for seed in 1..=shuffled {
        let Some(build) = shuffle(seed) else {
            eprintln!(
                "measured with one build only, because the linker cannot shuffle functions (lld can, with --shuffle-sections)"
            );
            break;
        };
        builds.push(build);
    }
    builds
}

/// Builds the program with its functions in the order of `seed`, and returns its path.
fn shuffle(seed: u32) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    // This is another directory than that of the other builds. Otherwise the arguments of the linker would
    // rebuild this program each time.
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
