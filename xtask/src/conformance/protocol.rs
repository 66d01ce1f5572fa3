//! `cargo xtask conformance protocol FILE…`: the protocol tests of Smithy models, run on crates made of those models.
//!
//! `generate` turns the client's cases into tests of the facade; here they are compiled and run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use codegen::Reason;
use serde_json::json;

use super::made::{Tests, Workshop};
use crate::failure::Failure;
use crate::generate::{self, Order};

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
        good &= outcome.tests.failed.is_empty();
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
    tests: Tests,
    skipped: BTreeMap<String, usize>,
}

fn judge(file: &Path, root: &Path) -> Result<Outcome, Failure> {
    let workshop = Workshop::new(root);
    let out = workshop.folder("protocol", file);
    let made = generate::make(&Order::new(file, &out), root)?;
    let mut outcome = Outcome::default();
    for skipped in &made.skipped {
        if let Reason::NoTest(_, why) = &skipped.reason {
            *outcome.skipped.entry(why.clone()).or_default() += 1;
        }
    }
    if made.has_cases {
        outcome.tests = test(&workshop, &out)?;
    } else if outcome.skipped.is_empty() {
        return Err(Failure::new(format!(
            "{} has no case for a client",
            file.display()
        )));
    }
    Ok(outcome)
}

/// Compiles the tests and runs them.
fn test(workshop: &Workshop<'_>, out: &Path) -> Result<Tests, Failure> {
    let arguments = [
        &["test", "--quiet", "--test", "protocol"],
        &Tests::FORMAT[..],
    ]
    .concat();
    let output = workshop.cargo(out, &arguments)?;
    let text = String::from_utf8_lossy(&output.stdout);
    if text.contains("test result: ") {
        return Ok(Tests::of(&text));
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!(
        "what was generated in {} does not compile\n\n{errors}",
        out.display()
    )))
}

impl Outcome {
    #[expect(clippy::print_stdout, reason = "the command's result")]
    fn print(&self, file: &Path) {
        let skipped: usize = self.skipped.values().sum();
        let failed = self.tests.failed.len();
        println!(
            "{}: {} passed, {skipped} skipped, {failed} failed",
            file.display(),
            self.tests.passed
        );
        for (reason, count) in &self.skipped {
            println!("  skipped {count}: {reason}");
        }
        for name in &self.tests.failed {
            println!("  FAILED {name}");
        }
    }

    #[expect(clippy::print_stdout, reason = "the command's result")]
    fn print_json(&self, file: &Path) {
        let object = json!({
            "file": file.display().to_string(), "passed": self.tests.passed, "deviated": {},
            "skipped": self.skipped, "failed": self.tests.failed.len(), "failures": self.tests.failed, "typed": self.tests.passed,
        });
        println!("{object}");
    }
}
