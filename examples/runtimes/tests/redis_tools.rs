//! Tests the server on each runtime of this package with `redis-cli` and `redis-benchmark`, if they are installed. If
//! the kernel refuses `io_uring`, a test is skipped, and prints that.
#![cfg(all(feature = "compio", feature = "monoio", feature = "glommio", feature = "embassy"))]

#[path = "../../tests/redis_tools/mod.rs"]
mod redis_tools;

use redis_tools::Server;
use std::{
    fmt::Display,
    io::{self, Write},
    process::Command,
};

fn answers<T, E: Display>(program: &str, runtime: Result<T, E>) {
    if let Err(e) = runtime {
        let _ = writeln!(io::stderr(), "skipped: io_uring is refused: {e}");
        return;
    }
    Server::start(Command::new(program).args(["serve", "127.0.0.1:0"])).answers();
}

#[test]
fn redis_tools_are_answered_on_compio() {
    answers(env!("CARGO_BIN_EXE_compio"), compio::runtime::Runtime::new());
}

#[test]
fn redis_tools_are_answered_on_monoio() {
    answers(env!("CARGO_BIN_EXE_monoio"), poll_io_example_runtimes::on_monoio::runtime());
}

#[test]
fn redis_tools_are_answered_on_glommio() {
    answers(env!("CARGO_BIN_EXE_glommio"), poll_io_example_runtimes::on_glommio::runtime());
}

#[test]
fn redis_tools_are_answered_on_embassy() {
    answers::<_, io::Error>(env!("CARGO_BIN_EXE_embassy"), Ok(()));
}
