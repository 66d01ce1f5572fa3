//! What must hold for any model, tried on many; `cargo xtask conformance mutations` builds and starts it.
//!
//! A binary of its own, since it counts every byte that is allocated, and is worth optimizing.

mod case;
mod change;
mod determinism;
mod draws;
mod judge;
mod mutations;
mod neighbours;
mod report;
mod shuffle;

use std::process::ExitCode;

use clap::Command;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> ExitCode {
    let matches = Command::new("trials")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(determinism::command())
        .subcommand(mutations::command())
        .get_matches();
    let outcome = match matches.subcommand() {
        Some(("determinism", arguments)) => determinism::run(arguments),
        Some(("mutations", arguments)) => mutations::run(arguments),
        _ => Ok(ExitCode::from(2)),
    };
    outcome.unwrap_or_else(report::failure)
}
