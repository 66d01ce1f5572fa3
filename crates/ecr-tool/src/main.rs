//! `ecr`: what is in an Amazon ECR registry, listed to the end or resumed where a listing stopped.
//!
//! # Example: a sample registry, no account needed
//!
//! ```text
//! ecr describe-images --local --repository-name team/app
//! ```

mod checkpoint;
mod cli;
mod connection;
mod console;
mod debug;
mod failure;
mod identity;
mod json;
mod listing;
mod local;
mod newest;
mod operations;
mod progress;
mod query;
mod remedy;
mod service;
mod signals;
mod sweep;
mod table;
mod text;
mod value;

use std::process::ExitCode;

use cli::Asked;
use failure::{Exit, Failure};

fn main() -> ExitCode {
    let asked = match cli::read(std::env::args_os()) {
        Ok(asked) => asked,
        Err(answer) => return cli::answer(&answer).into(),
    };
    exit(match asked {
        Asked::Listing(listed, flags) => (listed.run)(listed.operation, &flags),
        Asked::Newest(flags) => newest::newest(&flags),
        Asked::Sweep(flags) => sweep::sweep(&flags),
        Asked::Local(flags) => local::serve(&flags),
    })
}

fn exit(done: Result<Exit, Failure>) -> ExitCode {
    let exit = done.unwrap_or_else(|failure| {
        console::complain(&failure);
        failure.exit()
    });
    exit.into()
}
