//! The programs that are built only when they are asked for, and the processes that run them.

use poll_io_examples::round::{Load, Outcome};
use std::{
    env,
    ffi::OsStr,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// A program that belongs to a package outside of the workspace.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    /// Its package is in this folder below `examples`.
    package: &'static str,
    /// The name of the program, and the feature that it needs, if it needs one.
    name: &'static str,
    feature: Option<&'static str>,
    /// The target that the program is compiled for, if that is not this host.
    target: Option<&'static str>,
}

impl Program {
    const fn runtime(name: &'static str) -> Program {
        Program { package: "runtimes", name, feature: Some(name), target: None }
    }
}

pub const COMPIO: Program = Program::runtime("compio");
pub const MONOIO: Program = Program::runtime("monoio");
pub const GLOMMIO: Program = Program::runtime("glommio");
pub const EMBASSY: Program = Program::runtime("embassy");
pub const WASM: Program = Program { package: "runtimes", name: "wasm", feature: None, target: Some("wasm32-wasip1") };
/// Runs server and client over poll-io.
pub const BARE: Program = Program { package: "bare", name: "bare", feature: None, target: Some("thumbv7em-none-eabi") };
/// Runs the same store and the same requests without streams. The difference between the two is the cost of poll-io and
/// its futures.
pub const BARE_DIRECT: Program =
    Program { package: "bare", name: "direct", feature: None, target: Some("thumbv7em-none-eabi") };

/// The programs that serve.
pub const SERVERS: [&Program; 4] = [&COMPIO, &MONOIO, &GLOMMIO, &EMBASSY];

/// Says why a row has no figures.
#[derive(Debug)]
pub enum Error {
    /// This computer cannot run the row. That is not a failure.
    Unavailable(String),
    /// The row has failed.
    Failed(String),
}

impl From<io::Error> for Error {
    fn from(e: io::Error) -> Self {
        Error::Failed(e.to_string())
    }
}

/// Finds a program on the search path.
fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(name)).find(|path| path.is_file())
}

fn examples() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Program {
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Builds the program, and returns how to start it.
    pub fn build(&self) -> Result<Command, Error> {
        let runner = self.runner()?;
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let package = examples().join(self.package);
        let target_dir = examples().join("../target").join(self.package);
        let mut build = Command::new(&cargo);
        // cargo runs in the folder of the package, so that the configuration in this folder applies.
        build.current_dir(&package).args(["build", "--release", "--quiet", "--bin", self.name]);
        build.arg("--target-dir").arg(&target_dir);
        build.args(self.feature.iter().flat_map(|feature| ["--features", feature]));
        build.args(self.target.iter().flat_map(|target| ["--target", target]));
        let status = build.stdin(Stdio::null()).status()?;
        if !status.success() {
            return Err(Error::Failed(format!("cannot build `{}`; see the messages of cargo above", self.name)));
        }
        let mut path = target_dir.join(self.target.unwrap_or_default()).join("release").join(self.name);
        if self.target == Some("wasm32-wasip1") {
            path.set_extension("wasm");
        }
        let mut words = runner.into_iter();
        let Some(first) = words.next() else { return Ok(Command::new(path)) };
        let mut command = Command::new(first);
        command.args(words).arg(path);
        Ok(command)
    }

    /// Returns the command that runs the program. It is empty if the program runs by itself.
    fn runner(&self) -> Result<Vec<PathBuf>, Error> {
        let Some(target) = self.target else { return Ok(Vec::new()) };
        let unavailable = |why: String| Err(Error::Unavailable(why));
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let printed = Command::new(rustc).args(["--print", "target-libdir", "--target", target]).output()?;
        let dir = String::from_utf8_lossy(&printed.stdout);
        if !Path::new(dir.trim()).is_dir() {
            return unavailable(format!("the target is missing; run `rustup target add {target}`"));
        }
        if target == "wasm32-wasip1" {
            if let Some(wasmtime) = find("wasmtime") {
                return Ok(vec![wasmtime, "run".into()]);
            }
            let Some(node) = find("node") else { return unavailable("neither wasmtime nor node is installed".into()) };
            return Ok(vec![node, "--no-warnings".into(), examples().join("runtimes/wasi.mjs")]);
        }
        let Some(qemu) = find("qemu-system-arm") else {
            return unavailable("qemu-system-arm is not installed".into());
        };
        let options = ["-M", "mps2-an386", "-nographic", "-semihosting-config", "enable=on,target=native", "-kernel"];
        Ok([qemu].into_iter().chain(options.map(PathBuf::from)).collect())
    }

    /// Runs the program to its end, and returns what it prints.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<String, Error> {
        let output = self.build()?.args(args).stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
        if !output.status.success() {
            return Err(Error::Failed(format!("`{}` failed: {}", self.name, output.status)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// A process that runs the rounds of its rows one after the other.
pub struct Process {
    program: &'static Program,
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Process {
    pub fn start(program: &'static Program) -> Result<Process, Error> {
        let mut child = program.build()?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (requests, answers) = (child.stdin.take(), child.stdout.take());
        let answers = BufReader::new(answers.expect("it is piped"));
        Ok(Process { program, child, requests: requests.expect("it is piped"), answers })
    }

    pub fn program(&self) -> &'static Program {
        self.program
    }

    /// Runs one round of a row.
    pub fn round(&mut self, row: &str, load: Load) -> Result<Outcome, Error> {
        writeln!(self.requests, "{row} {load}")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        match answer.trim_end().split_once(' ') {
            Some(("ok", numbers)) => numbers.parse().map_err(Error::Failed),
            Some(("unavailable", why)) => Err(Error::Unavailable(why.to_owned())),
            Some(("failed", why)) => Err(Error::Failed(why.to_owned())),
            _ => Err(Error::Failed("the process has ended".to_owned())),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
