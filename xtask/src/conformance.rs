//! `cargo xtask conformance …`: what others recorded, run through the product's code.
//!
//! `pages` and `tokens` are rows of botocore's paginator, `loader` models that Smithy's reference implementation judged,
//! `protocol` the tests that Smithy's own models have of their protocol, `models` any services' models, as far as the
//! compiler and their own examples can judge what is made of them, `mutations` models that were tampered with,
//! `determinism` models that say the same in another order, or more.
//!
//! xtask depends on no generated crate, so that it can regenerate them when they do not compile.
//! The runner is therefore a binary of its own, built and started here.

mod loader;
mod made;
mod models;
mod protocol;
mod trials;

use std::ffi::OsString;
use std::path::Path;
use std::process::{self, ExitCode};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::failure::Failure;

const PACKAGE: &str = "ecr-tests";
const BINARY: &str = "conformance";

pub(crate) fn command() -> Command {
    Command::new("conformance")
        .about("Run what others recorded through this code, and judge every row")
        .after_help(
            "Prints how many rows passed, deviated on purpose (by number), were skipped (by tag) and failed.\n\
             Exit code 1 if any failed.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(vectors("pages", "Listings: requests, pages, items, full results, tokens, errors"))
        .subcommand(vectors("tokens", "Resume tokens, both ways"))
        .subcommand(loader::command())
        .subcommand(protocol::command())
        .subcommand(models::command())
        .subcommands(trials::commands())
}

fn vectors(name: &'static str, about: &'static str) -> Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Command::new(name)
        .about(about)
        .arg(
            Arg::new("FILE")
                .help("Files of rows, one JSON object a line")
                .num_args(1..)
                .required(true)
                .value_parser(ValueParser::os_string()),
        )
        .arg(flag("json", "One JSON object a file"))
        .arg(flag("rows", "One JSON object a row and runner"))
}

pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let Some((kind, arguments)) = arguments.subcommand() else {
        return Ok(ExitCode::from(2));
    };
    match kind {
        "loader" => return loader::run(arguments),
        "protocol" => return protocol::run(arguments, root),
        "models" => return models::run(arguments, root),
        name if trials::is_one(name) => return trials::run(name, arguments, root),
        _ => {}
    }
    let mut passed_on = vec![OsString::from(kind)];
    for flag in ["json", "rows"] {
        if arguments.get_flag(flag) {
            passed_on.push(format!("--{flag}").into());
        }
    }
    passed_on.push("--".into());
    let files = arguments.get_many::<OsString>("FILE");
    passed_on.extend(files.into_iter().flatten().cloned());
    start(root, &passed_on)
}

/// Builds the runner and starts it here, where the files' names mean what the caller meant.
fn start(root: &Path, arguments: &[OsString]) -> Result<ExitCode, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = process::Command::new(cargo)
        .args(["run", "--quiet", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .args(["--package", PACKAGE, "--bin", BINARY, "--"])
        .args(arguments)
        .status()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
