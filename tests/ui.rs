//! Shows which programs compile in each design. Each claim of `design.md` about the compiler is a pair of programs.
//!
//! `ui/fail` has programs that must not compile, each with the expected message. The head of each program names its
//! claim and its twin in `ui/pass`. The twin differs in the design or in one line. The twins are modules of this file,
//! so they are linked only once, and are linted and formatted. `ui/designs` has the designs that are not in the
//! library, reduced to what the claims need.
#![allow(clippy::duplicate_mod, reason = "each program of `ui/pass` is complete, as its twin is")]

use std::{env, fs, path::Path, process::Command};

/// The toolchain that the expected messages come from. With another toolchain, the programs of `ui/fail` only have to
/// fail.
const MESSAGES_ARE_OF: &str = "rustc 1.95.0 ";

#[path = "ui/pass"]
mod pass {
    pub mod associated_override;
    pub mod async_body_spawn_generic;
    pub mod async_fn_boxed;
    pub mod async_fn_buffer;
    pub mod async_fn_forward;
    pub mod by_mut_inner_future;
    pub mod by_mut_unpin;
    pub mod constructor_dyn_call;
    pub mod constructor_dyn_object;
    pub mod constructor_import;
    pub mod constructor_name_future;
    pub mod constructor_override;
    pub mod constructor_spawn_generic;
    pub mod constructor_unsized_generic;
    pub mod erased_dyn_call;
    pub mod hooks_dyn_call;
    pub mod hooks_dyn_object;
    pub mod hooks_forward;
    pub mod hooks_name_future;
    pub mod hooks_override;
    pub mod hooks_spawn_generic;
    pub mod hooks_std_read;
    pub mod hooks_unsized_generic;
    pub mod hooks_wrapper;
    pub mod inherent_dyn;
    pub mod iterator_dyn_call;
    pub mod iterator_dyn_object;
    pub mod iterator_dyn_workaround;
    pub mod iterator_forward;
    pub mod iterator_gained_by_core;
    pub mod iterator_import;
    pub mod iterator_local_reader;
    pub mod iterator_name_future;
    pub mod iterator_override;
    pub mod iterator_spawn_concrete;
    pub mod iterator_spawn_generic;
    pub mod iterator_unsized_generic;
    pub mod iterator_wrapper;
    pub mod named_dyn_call;
    pub mod named_dyn_object;
    pub mod named_import;
    pub mod named_name_future;
    pub mod named_spawn_generic;
    pub mod named_unsized_generic;
    pub mod opt_in_override;
    pub mod readiness_late_buffer;
    pub mod split_blanket_bridge;
    pub mod split_by_ref;
    pub mod split_dyn_call;
    pub mod split_dyn_ext;
    pub mod split_dyn_object;
    pub mod split_foreign;
    pub mod split_gained_by_ext;
    pub mod split_inherent;
    pub mod split_inner_future;
    pub mod split_late_buffer;
    pub mod split_limit;
    pub mod split_local_reader;
    pub mod split_message;
    pub mod split_name_future;
    pub mod split_override;
    pub mod split_read_while_writing;
    pub mod split_read_write_object;
    pub mod split_spawn_generic;
    pub mod split_std_read;
    pub mod split_std_read_prelude;
    pub mod split_stream;
    pub mod split_third_party_ext;
    pub mod split_two_families;
    pub mod split_unpin;
    pub mod split_unpin_future;
    pub mod split_unsized_generic;
    pub mod split_write_macro;
    pub mod unpin_supertrait;
}

/// Runs each program of `ui/pass` as a test.
macro_rules! programs {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            pass::$name::main();
        })*
    };
}

programs! {
    associated_override
    async_body_spawn_generic
    async_fn_boxed
    async_fn_buffer
    async_fn_forward
    by_mut_inner_future
    by_mut_unpin
    constructor_dyn_call
    constructor_dyn_object
    constructor_import
    constructor_name_future
    constructor_override
    constructor_spawn_generic
    constructor_unsized_generic
    erased_dyn_call
    hooks_dyn_call
    hooks_dyn_object
    hooks_forward
    hooks_name_future
    hooks_override
    hooks_spawn_generic
    hooks_std_read
    hooks_unsized_generic
    hooks_wrapper
    inherent_dyn
    iterator_dyn_call
    iterator_dyn_object
    iterator_dyn_workaround
    iterator_forward
    iterator_gained_by_core
    iterator_import
    iterator_local_reader
    iterator_name_future
    iterator_override
    iterator_spawn_concrete
    iterator_spawn_generic
    iterator_unsized_generic
    iterator_wrapper
    named_dyn_call
    named_dyn_object
    named_import
    named_name_future
    named_spawn_generic
    named_unsized_generic
    opt_in_override
    readiness_late_buffer
    split_blanket_bridge
    split_by_ref
    split_dyn_call
    split_dyn_ext
    split_dyn_object
    split_foreign
    split_gained_by_ext
    split_inherent
    split_inner_future
    split_late_buffer
    split_limit
    split_local_reader
    split_message
    split_name_future
    split_override
    split_read_while_writing
    split_read_write_object
    split_spawn_generic
    split_std_read
    split_std_read_prelude
    split_stream
    split_third_party_ext
    split_two_families
    split_unpin
    split_unpin_future
    split_unsized_generic
    split_write_macro
    unpin_supertrait
}

#[test]
fn ui_fail_cases_are_rejected() {
    if is_the_toolchain() || env::var_os(COPY).is_some() {
        trybuild::TestCases::new().compile_fail(cases().join("*.rs"));
    } else {
        println!("the expected messages come from {MESSAGES_ARE_OF}; the programs are tested without them");
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
        copy_sources(&cases(), &copy.join("fail"));
        copy_sources(&cases().with_file_name("designs"), &copy.join("designs"));
        let program = env::current_exe().expect("this program has a path");
        let status = Command::new(program)
            .args(["--exact", "ui_fail_cases_are_rejected"])
            .env(COPY, copy.join("fail"))
            .env("TRYBUILD", "overwrite")
            .status();
        assert!(status.expect("this program runs again").success());
    }
}

/// The programs of `ui/unstable` use features of the language and of std that are not stable, and that could change
/// decisions. Each program must be rejected without its feature. If one compiles, the feature is stable, and the
/// decisions that rest on its absence must be reviewed.
#[test]
fn unstable_programs_are_rejected() {
    let directory = cases().with_file_name("unstable");
    for entry in fs::read_dir(&directory).expect("the directory is there") {
        let path = entry.expect("it can be listed").path();
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unstable");
        let rejected = rustc().args(["--edition=2024", "--emit=metadata", "-o"]).arg(&out).arg(&path).output();
        assert!(!rejected.expect("rustc runs").status.success(), "{} is stable: see its head", path.display());

        let has_feature = fs::read_to_string(&path).expect("it is text").contains("cfg_attr(unstable");
        if is_the_toolchain() && has_feature {
            let mut compiler = rustc();
            compiler.args(["--edition=2024", "--cfg=unstable", "-o"]).arg(&out).arg(&path).env("RUSTC_BOOTSTRAP", "1");
            assert!(compiler.output().expect("rustc runs").status.success(), "{}", path.display());
            assert!(Command::new(&out).status().expect("the program runs").success(), "{}", path.display());
        }
    }
}

fn rustc() -> Command {
    Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()))
}

fn is_the_toolchain() -> bool {
    let version = rustc().arg("--version").output().expect("rustc runs").stdout;
    version.starts_with(MESSAGES_ARE_OF.as_bytes())
}

/// Names the copy to a second run of this program, which writes new messages.
const COPY: &str = "POLL_IO_UI_COPY";

fn cases() -> std::path::PathBuf {
    env::var_os(COPY).map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fail"), Into::into)
}

fn copy_sources(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target directory can be written");
    for entry in fs::read_dir(from).expect("the directory is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().expect("it has a name");
        if path.extension().is_some_and(|extension| extension == "rs") {
            fs::copy(&path, to.join(name)).expect("it can be copied");
        }
    }
}
