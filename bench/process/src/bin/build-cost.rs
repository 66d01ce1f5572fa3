//! What a user compiles: `build-cost BENCH_FOLDER TARGET_FOLDER ROUNDS`, every build from an empty target folder.
//!
//! CPU seconds of cargo and of all it waited for. The crates are fetched before, so that no download counts.

use std::path::{Path, PathBuf};
use std::process::Command;

use bench_harness::{Failure, Goal, Row, Spread};
use bench_process::{Measured, measure};

/// Two programs that do the same, ours and the peer's, and what their builds are to cost.
struct Pair {
    what: &'static str,
    peer: &'static str,
    folders: [&'static str; 2],
    builds: &'static [(&'static str, &'static [&'static str], Goal)],
    /// How much smaller our stripped release build is to be.
    size: Goal,
    /// How many fewer crates ours is to compile.
    crates: Goal,
}

const PAIRS: [Pair; 2] = [
    Pair {
        what: "types and pager",
        peer: "aws-sdk-ecr, no default features",
        folders: ["types", "minimal"],
        builds: &[
            ("cold check", &["check"], Goal::AtLeast(4.0)),
            ("cold debug build", &["build"], Goal::AtLeast(5.0)),
            (
                "cold release build",
                &["build", "--release"],
                Goal::AtLeast(6.0),
            ),
        ],
        size: Goal::None,
        crates: Goal::AtLeast(67.0 / 16.0),
    },
    Pair {
        what: "client with TLS",
        peer: "aws-sdk-ecr and aws-config",
        folders: ["blocking", "modern"],
        builds: &[(
            "cold release build",
            &["build", "--release"],
            Goal::AtLeast(4.0),
        )],
        size: Goal::AtLeast(3.0),
        crates: Goal::None,
    },
];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bench, target, rounds] = &arguments[..] else {
        return Err("usage: build-cost BENCH_FOLDER TARGET_FOLDER ROUNDS".into());
    };
    let (folder, target) = (Path::new(bench).join("build"), Path::new(target));
    for pair in &PAIRS {
        pair.measure(&folder, target, rounds.parse()?)?;
    }
    Ok(())
}

impl Pair {
    fn measure(&self, folder: &Path, target: &Path, rounds: usize) -> Result<(), Failure> {
        let folders = self.folders.map(|name| folder.join(name));
        for folder in &folders {
            measure(cargo(folder, target).arg("fetch"))?;
        }
        for (build, command, goal) in self.builds {
            let mut runs = [Vec::new(), Vec::new()];
            for _ in 0..rounds {
                for (folder, runs) in folders.iter().zip(&mut runs) {
                    runs.push(Build::new(folder, target, command)?);
                }
            }
            self.report(build, *goal, &runs);
        }
        Ok(())
    }

    fn report(&self, build: &str, goal: Goal, [ours, theirs]: &[Vec<Build>; 2]) {
        let seconds = |runs: &[Build]| runs.iter().map(|run| run.seconds).collect::<Vec<_>>();
        let figure = |runs: &[f64]| {
            let Spread { median, min, max } = Spread::of(runs.iter().copied());
            format!("{median:.1} ({min:.1} to {max:.1}) CPU s")
        };
        let (our_seconds, their_seconds) = (seconds(ours), seconds(theirs));
        let ratio = Spread::ratio(&their_seconds, &our_seconds);
        self.row(
            build,
            ratio,
            goal,
            [figure(&our_seconds), figure(&their_seconds)],
        );
        let ([ours, ..], [theirs, ..]) = (&ours[..], &theirs[..]) else {
            return;
        };
        let (Some(our_size), Some(their_size)) = (ours.size, theirs.size) else {
            return;
        };
        let megabytes = |size: f64| format!("{:.2} MB", size / 1e6);
        let sizes = [our_size, their_size].map(megabytes);
        self.row(
            "stripped size",
            Spread::once(their_size / our_size),
            self.size,
            sizes,
        );
        let crates = [ours.crates, theirs.crates].map(|crates| crates.to_string());
        let ratio = Spread::once(theirs.crates / ours.crates);
        self.row(
            "crates compiled, the user's own included",
            ratio,
            self.crates,
            crates,
        );
    }

    fn row(&self, what: &str, ratio: Spread, goal: Goal, [ours, theirs]: [String; 2]) {
        Row {
            benchmark: "build",
            what: format!("{what}, {}", self.what),
            peer: self.peer,
            ratio,
            goal,
            ours,
            theirs,
        }
        .print();
    }
}

/// What one build took, and what it made.
struct Build {
    seconds: f64,
    crates: f64,
    /// Bytes of the stripped program, where there is one for release.
    size: Option<f64>,
}

impl Build {
    fn new(folder: &Path, target: &Path, command: &[&str]) -> Result<Self, Failure> {
        if target.exists() {
            std::fs::remove_dir_all(target)?;
        }
        let build: Measured = measure(cargo(folder, target).args(command))?;
        let is_unit = |line: &&str| line.contains("Compiling ") || line.contains("Checking ");
        Ok(Self {
            seconds: build.cpu,
            crates: build.errors.lines().filter(is_unit).count() as f64,
            size: stripped_size(folder, target)?,
        })
    }
}

fn stripped_size(folder: &Path, target: &Path) -> Result<Option<f64>, Failure> {
    let name = folder.file_name().and_then(|name| name.to_str());
    let program = format!("bench-{}", name.unwrap_or_default());
    let program = target.join("release").join(program);
    if !program.exists() {
        return Ok(None);
    }
    let stripped: PathBuf = target.join("stripped");
    measure(Command::new("strip").arg("-o").args([&stripped, &program]))?;
    Ok(Some(std::fs::metadata(stripped)?.len() as f64))
}

fn cargo(folder: &Path, target: &Path) -> Command {
    let mut command = Command::new("cargo");
    command
        .arg("--locked")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never");
    command
}
