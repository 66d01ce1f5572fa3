//! What a user compiles: `build-cost BENCH_FOLDER TARGET_FOLDER ROUNDS`, every build from an empty target folder.
//!
//! CPU seconds of cargo and of all it waited for. The crates are fetched before, so that no download counts.

use std::path::Path;
use std::process::{Command, Output};

use bench_harness::{Failure, Goal, Row, Spread};
use nix::sys::resource::{UsageWho, getrusage};

const BUILDS: [(&str, &[&str], f64); 3] = [
    ("cold check", &["check"], 4.0),
    ("cold debug build", &["build"], 5.0),
    ("cold release build", &["build", "--release"], 6.0),
];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bench, target, rounds] = &arguments[..] else {
        return Err("usage: build-cost BENCH_FOLDER TARGET_FOLDER ROUNDS".into());
    };
    let (folder, target) = (Path::new(bench).join("build"), Path::new(target));
    let variants = ["types", "minimal"].map(|variant| folder.join(variant));
    for variant in &variants {
        cargo(variant, target, &["fetch"])?;
    }
    for (what, command, goal) in BUILDS {
        let mut builds = [Vec::new(), Vec::new()];
        for _ in 0..rounds.parse()? {
            for (variant, builds) in variants.iter().zip(&mut builds) {
                builds.push(measure(variant, target, command)?);
            }
        }
        report(what, goal, &builds);
    }
    Ok(())
}

/// What one build took.
struct Build {
    seconds: f64,
    crates: f64,
}

fn measure(variant: &Path, target: &Path, command: &[&str]) -> Result<Build, Failure> {
    if target.exists() {
        std::fs::remove_dir_all(target)?;
    }
    let before = children_seconds()?;
    let output = cargo(variant, target, command)?;
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    let is_unit = |line: &&str| line.contains("Compiling ") || line.contains("Checking ");
    Ok(Build {
        seconds: children_seconds()? - before,
        crates: log.lines().filter(is_unit).count() as f64,
    })
}

fn cargo(variant: &Path, target: &Path, command: &[&str]) -> Result<Output, Failure> {
    let output = Command::new("cargo")
        .args(command)
        .arg("--locked")
        .current_dir(variant)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .output()?;
    if output.status.success() {
        return Ok(output);
    }
    let why = String::from_utf8_lossy(&output.stderr);
    Err(format!("cargo {command:?} failed in {}:\n{why}", variant.display()).into())
}

/// CPU seconds of all processes that were started and waited for.
fn children_seconds() -> Result<f64, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let time = [usage.user_time(), usage.system_time()];
    Ok(time
        .iter()
        .map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6)
        .sum())
}

fn report(what: &str, goal: f64, [ours, theirs]: &[Vec<Build>; 2]) {
    let seconds = |builds: &[Build]| builds.iter().map(|build| build.seconds).collect::<Vec<_>>();
    let (our_seconds, their_seconds) = (seconds(ours), seconds(theirs));
    let figure =
        |seconds: &[f64]| format!("{:.1} CPU s", Spread::of(seconds.iter().copied()).median);
    let row = Row {
        benchmark: "build",
        what: format!("{what}, types and pager"),
        peer: "aws-sdk-ecr, no default features",
        ratio: Spread::ratio(&their_seconds, &our_seconds),
        goal: Goal::AtLeast(goal),
        ours: figure(&our_seconds),
        theirs: figure(&their_seconds),
    };
    row.print();
    if let ([ours, ..], [theirs, ..], "cold check") = (&ours[..], &theirs[..], what) {
        let row = Row {
            benchmark: "build",
            what: "crates compiled, types and pager, the user's own included".to_owned(),
            peer: "aws-sdk-ecr, no default features",
            ratio: Spread::once(theirs.crates / ours.crates),
            goal: Goal::AtLeast(67.0 / 16.0),
            ours: format!("{}", ours.crates),
            theirs: format!("{}", theirs.crates),
        };
        row.print();
    }
}
