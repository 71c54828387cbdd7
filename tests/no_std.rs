//! Links and runs a program without std: without `alloc`, with `alloc`, and with the bridges that do not need std.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

fn build_and_run(tier: &str, features: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("no_std").join(tier);
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--manifest-path"])
        .arg(root.join("tests/no_std/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .args(features)
        // Flags for coverage or sanitizers would need std.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .status()
        .expect("cargo runs");
    assert!(built.success(), "{tier}: the program does not link");
    let ran = Command::new(target.join("release/poll-io-no-std")).status().expect("the program runs");
    assert!(ran.success(), "{tier}: {ran}");
}

#[test]
fn runs_without_an_allocator() {
    build_and_run("nothing", &[]);
}

#[test]
fn runs_with_an_allocator() {
    build_and_run("alloc", &["--features", "alloc"]);
}

#[test]
fn runs_with_the_bridges_that_do_not_need_std() {
    build_and_run("bridges", &["--features", "bridges"]);
}
