//! Tests `serve` on every built-in runtime that serves, with `redis-cli` and `redis-benchmark`, if they are installed.

mod redis_tools;

use redis_tools::Server;
use std::process::Command;

fn answers(runtime: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_everywhere"));
    command.args(["serve", "--runtime", runtime, "--addr", "127.0.0.1:0"]);
    let server = Server::start(&mut command);
    server.answers();
    server.interrupt();
}

#[test]
fn redis_tools_are_answered_on_tokio() {
    answers("tokio");
}

#[test]
fn redis_tools_are_answered_on_one_thread_of_tokio() {
    answers("tokio-current");
}

#[test]
fn redis_tools_are_answered_on_smol() {
    answers("smol");
}

#[test]
fn redis_tools_are_answered_on_threads() {
    answers("threads");
}
