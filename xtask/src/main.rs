//! The project's chores, run as `cargo xtask COMMAND`.
//!
//! One file a command; `sync` is the only door to the disk for generated code.

mod bench;
mod conformance;
mod diff;
mod failure;
mod generate;
mod guide;
mod import;
mod order;
mod partitions;
mod regenerate;
mod sample;
mod sync;
mod workspace;

use std::process::ExitCode;

use clap::Command;

use crate::failure::Failure;

fn main() -> ExitCode {
    let matches = cli().get_matches();
    let outcome = workspace::root().and_then(|root| match matches.subcommand() {
        Some(("regenerate", arguments)) => regenerate::run(arguments, &root),
        Some(("generate", arguments)) => generate::run(arguments, &root),
        Some(("import", arguments)) => import::run(arguments, &root),
        Some(("diff", arguments)) => diff::run(arguments, &root),
        Some(("partitions", arguments)) => partitions::run(arguments, &root),
        Some(("bench", arguments)) => bench::run(arguments, &root),
        Some(("sample", arguments)) => sample::run(arguments, &root),
        Some(("publish-order", _)) => order::run(&root),
        Some(("conformance", arguments)) => conformance::run(arguments, &root),
        _ => Ok(ExitCode::from(2)),
    });
    outcome.unwrap_or_else(Failure::report)
}

fn cli() -> Command {
    Command::new("xtask")
        .bin_name("cargo xtask")
        .about("The project's chores: take in a model, make code from it, see that both agree")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(regenerate::command())
        .subcommand(generate::command())
        .subcommand(import::command())
        .subcommand(diff::command())
        .subcommand(partitions::command())
        .subcommand(bench::command())
        .subcommand(conformance::command())
        .subcommand(sample::command())
        .subcommand(order::command())
}
