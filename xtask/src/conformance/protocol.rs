//! `cargo xtask conformance protocol FILE…`: the protocol tests of Smithy models, run on crates made of those models.
//!
//! `generate` turns the client's cases into tests of the facade; here they are compiled and run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use crate::failure::Failure;
use crate::generate::{self, Order};

/// How a case that is left out is told in the list of what was skipped: `no test `NAME`: REASON`.
const LEFT_OUT: &str = "no test `";

pub(super) fn command() -> Command {
    Command::new("protocol")
        .about("Requests and responses as Smithy's protocol tests have them, through crates generated from their model")
        .arg(
            Arg::new("FILE")
                .help("Smithy models in their JSON form, with httpRequestTests and httpResponseTests")
                .num_args(1..)
                .required(true)
                .value_parser(ValueParser::path_buf()),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("One JSON object a file"),
        )
}

pub(super) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let mut good = true;
    for file in arguments.get_many::<PathBuf>("FILE").into_iter().flatten() {
        let outcome = judge(file, root)?;
        good &= outcome.failures.is_empty();
        if arguments.get_flag("json") {
            outcome.print_json(file);
        } else {
            outcome.print(file);
        }
    }
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What came of a file's cases.
#[derive(Default)]
struct Outcome {
    passed: usize,
    skipped: BTreeMap<String, usize>,
    failures: Vec<String>,
}

fn judge(file: &Path, root: &Path) -> Result<Outcome, Failure> {
    let stem = file.file_stem().unwrap_or_default();
    let out = target(root).join("protocol").join(stem);
    let made = generate::make(&Order::new(file, &out), root)?;
    let mut outcome = Outcome::default();
    for skipped in &made.skipped {
        let named = skipped.reason.strip_prefix(LEFT_OUT);
        if let Some((_, reason)) = named.and_then(|named| named.split_once("`: ")) {
            *outcome.skipped.entry(reason.to_owned()).or_default() += 1;
        }
    }
    if made.has_cases {
        // What the workspace here is locked to is what the crates are built with.
        let lock = (root.join("Cargo.lock"), out.join("Cargo.lock"));
        std::fs::copy(&lock.0, &lock.1).map_err(|error| Failure::disk("copy", &lock.0, &error))?;
        outcome.count(&test(&out, root)?);
    } else if outcome.skipped.is_empty() {
        return Err(Failure::new(format!(
            "{} has no case for a client",
            file.display()
        )));
    }
    Ok(outcome)
}

fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// What the tests print; it is in it where they do not compile.
fn test(out: &Path, root: &Path) -> Result<String, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = process::Command::new(cargo)
        .args([
            "test",
            "--quiet",
            "--test",
            "protocol",
            "--",
            "--format=pretty",
            "--color=never",
        ])
        .current_dir(out)
        .env("CARGO_TARGET_DIR", target(root).join("protocol-target"))
        .output()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if text.contains("test result: ") {
        return Ok(text);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!(
        "what was generated in {} does not compile\n\n{errors}",
        out.display()
    )))
}

impl Outcome {
    fn count(&mut self, text: &str) {
        for line in text.lines() {
            match line
                .strip_prefix("test ")
                .and_then(|line| line.rsplit_once(" ... "))
            {
                Some((_, "ok")) => self.passed += 1,
                Some((name, _)) => self.failures.push(name.to_owned()),
                None => {}
            }
        }
    }

    #[expect(clippy::print_stdout, reason = "the command's result")]
    fn print(&self, file: &Path) {
        let skipped: usize = self.skipped.values().sum();
        let failed = self.failures.len();
        println!(
            "{}: {} passed, {skipped} skipped, {failed} failed",
            file.display(),
            self.passed
        );
        for (reason, count) in &self.skipped {
            println!("  skipped {count}: {reason}");
        }
        for name in &self.failures {
            println!("  FAILED {name}");
        }
    }

    #[expect(clippy::print_stdout, reason = "the command's result")]
    fn print_json(&self, file: &Path) {
        let object = json!({
            "file": file.display().to_string(), "passed": self.passed, "deviated": {},
            "skipped": self.skipped, "failed": self.failures.len(), "failures": self.failures, "typed": self.passed,
        });
        println!("{object}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_fails_is_named() {
        let mut outcome = Outcome::default();
        outcome.count("running 2 tests\ntest request_a ... ok\ntest response_b ... FAILED\n\ntest result: FAILED. 1 passed");
        assert_eq!(
            (outcome.passed, outcome.failures),
            (1, vec!["response_b".to_owned()])
        );
    }
}
