//! Tests a server of the protocol with `redis-cli` and `redis-benchmark`, if they are installed. Tests of several
//! packages use this file.

use std::{
    io::{self, BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
};

/// A server that runs in a process of its own.
pub struct Server {
    process: Child,
    port: String,
}

impl Server {
    /// Starts a program that serves and prints its address.
    pub fn start(command: &mut Command) -> Server {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let addr = line.split(' ').find(|word| word.starts_with("127.")).expect("it says where it serves");
        Server { port: addr.rsplit(':').next().unwrap().to_owned(), process }
    }

    /// Runs a client, and returns its output.
    fn asked_by(&self, program: &str, args: &[&str], input: &str) -> String {
        let mut client = Command::new(program)
            .args(["-p", &self.port])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        client.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = client.wait_with_output().unwrap();
        assert!(output.status.success(), "{program}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Checks that the server answers both tools.
    pub fn answers(&self) {
        if installed("redis-cli") {
            let script = "PING\nECHO \"a b\"\nSET a 41\nINCR a\nGET a\nMSET b 2 c 3\nMGET a b none\nEXISTS a b none\nDEL a\n\
                          GET a\nINCR c\nNOSUCH\nMSET a\nCOMMAND\nCONFIG GET save\n";
            let printed = self.asked_by("redis-cli", &["--no-raw"], script);
            let expected = [
                "PONG",
                "\"a b\"",
                "OK",
                "(integer) 42",
                "\"42\"",
                "OK",
                "1) \"42\"",
                "2) \"2\"",
                "3) (nil)",
                "(integer) 2",
                "(integer) 1",
                "(nil)",
                "(integer) 4",
                "(error) ERR unknown command",
                "(error) ERR wrong number of arguments",
                "(empty array)",
                "1) \"save\"",
                "2) \"\"",
            ];
            assert_eq!(printed.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(), expected);
            let large = "x".repeat(900_000);
            assert_eq!(self.asked_by("redis-cli", &["-x", "SET", "large"], &large).trim(), "OK");
            assert_eq!(self.asked_by("redis-cli", &["GET", "large"], "").trim(), large);
            assert_eq!(self.asked_by("redis-cli", &["QUIT"], "").trim(), "OK");
        }
        if installed("redis-benchmark") {
            let args = ["-q", "-n", "2000", "-c", "20", "-P", "8", "-t", "ping,set,get,incr,mset"];
            let printed = self.asked_by("redis-benchmark", &args, "");
            assert_eq!(printed.matches("requests per second").count(), 6, "{printed}");
        }
    }

    #[allow(dead_code, reason = "the programs of other packages are killed")]
    /// Interrupts the server as a terminal does. The server must then end normally.
    pub fn interrupt(mut self) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Server {
    /// Ends the server even if the test fails.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns whether a program is installed. If it is not, prints that to the terminal, even if the harness captures
/// output.
fn installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    if !there {
        io::stderr().write_all(format!("skipped: {program} is not installed here\n").as_bytes()).unwrap();
    }
    there
}
