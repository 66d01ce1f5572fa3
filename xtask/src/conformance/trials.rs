//! `cargo xtask conformance mutations`, `… determinism`: what must hold for any model, tried on many.
//!
//! Starts the binary `trials`, which is optimized and counts what is allocated.

use std::ffi::OsString;
use std::path::Path;
use std::process::{self, ExitCode};

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command};

use crate::failure::Failure;

/// The commands of the binary, each with what it is about.
const COMMANDS: [(&str, &str); 2] = [
    (
        "determinism",
        "Models generated again, shuffled, and with more shapes: the same bytes, the same names",
    ),
    (
        "mutations",
        "Models with one change each: no panic, no hang, little memory, and each refusal names a place",
    ),
];

pub(super) fn commands() -> impl Iterator<Item = Command> {
    let command = |(name, about)| {
        Command::new(name).about(about).disable_help_flag(true).arg(
            Arg::new("ARGUMENTS")
                .help("A folder of models and options; `--help` lists them")
                .num_args(0..)
                .trailing_var_arg(true)
                .allow_hyphen_values(true)
                .value_parser(ValueParser::os_string()),
        )
    };
    COMMANDS.into_iter().map(command)
}

pub(super) fn is_one(name: &str) -> bool {
    COMMANDS.iter().any(|(known, _)| *known == name)
}

/// Builds the binary and starts it here, where a folder's name means what the caller meant.
pub(super) fn run(name: &str, arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let passed_on = arguments.get_many::<OsString>("ARGUMENTS");
    let status = process::Command::new(cargo)
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .args(["--package", "xtask", "--bin", "trials", "--", name])
        .args(passed_on.into_iter().flatten())
        .status()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
