//! Which streams the users of a library can pass to it, and what the compiler reports for the others.
//!
//! The programs in `ui/pass` are modules of this file and run. The programs in `ui/fail` must not compile. The message
//! of the compiler is in a file beside each. `tests/ui.rs` of the root package works in the same way.
#![cfg(all(feature = "futures-03", feature = "hyper-1", feature = "std-io", feature = "tokio-1"))]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The toolchain that printed the messages. On another one, a program in `ui/fail` need only fail to compile.
const MESSAGES_ARE_OF: &str = "rustc 1.95.0 ";
/// The environment variable that names a copy of the programs to a second run, which writes the messages.
const COPY: &str = "POLL_IO_UI_COPY";

#[path = "ui/pass"]
mod pass {
    pub mod connect;
    pub mod several_families;
}

#[test]
fn connect() {
    pass::connect::main();
}

#[test]
fn several_families() {
    pass::several_families::main();
}

#[test]
fn ui_fail_cases_are_rejected() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fail");
    if let Some(copy) = env::var_os(COPY) {
        return trybuild::TestCases::new().compile_fail(PathBuf::from(copy).join("*.rs"));
    }
    let version = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into())).arg("--version").output();
    if version.expect("rustc runs").stdout.starts_with(MESSAGES_ARE_OF.as_bytes()) {
        return trybuild::TestCases::new().compile_fail(cases.join("*.rs"));
    }
    println!("the messages are of {MESSAGES_ARE_OF}; a copy without them must fail to compile all the same");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    fs::create_dir_all(&copy).expect("the target directory can be written");
    for case in fs::read_dir(cases).expect("the directory is there") {
        let path = case.expect("it can be listed").path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            fs::copy(&path, copy.join(path.file_name().expect("it has a name"))).expect("it can be copied");
        }
    }
    let status = Command::new(env::current_exe().expect("this program has a path"))
        .args(["--exact", "what_must_not_compile_does_not"])
        .env(COPY, copy)
        .env("TRYBUILD", "overwrite")
        .status();
    assert!(status.expect("this program runs again").success());
}
