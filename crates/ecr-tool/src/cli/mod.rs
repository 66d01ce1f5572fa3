//! The command line: what there is to say, and what was said.

mod flags;
mod help;
mod members;
mod names;
mod numbers;
mod target;

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::ErrorKind;
use clap::{ArgMatches, Command, Error};

use crate::failure::Exit;
use crate::newest;
use crate::operations::{self, Listed};
use crate::sweep;

pub(crate) use flags::{
    Output, Paging, Start, checkpoint, file_name, output, output_name, progress, query, quiet,
    remarks,
};
pub(crate) use members::{request, text};
pub(crate) use names::kebab;
pub(crate) use numbers::whole;
pub(crate) use target::{Target, flags as registry, target};

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// A listing of the service.
    Listing(&'static Listed, ArgMatches),
    /// The newest images of a repository.
    Newest(ArgMatches),
    /// Every image of every repository.
    Sweep(ArgMatches),
    /// The embedded registry as a server.
    Local(ArgMatches),
}

/// Reads the command line.
///
/// # Errors
///
/// What is wrong with it; also where help or the version was asked for.
pub(crate) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Asked, Error> {
    let mut matches = command().try_get_matches_from(words).map_err(explain)?;
    let (name, matches) = matches
        .remove_subcommand()
        .ok_or_else(|| command().error(ErrorKind::MissingSubcommand, "no command was given"))?;
    match operations::LISTED
        .iter()
        .find(|listed| listed.command() == name)
    {
        Some(listed) => Ok(Asked::Listing(listed, matches)),
        None if name == newest::NAME => Ok(Asked::Newest(matches)),
        None if name == sweep::NAME => Ok(Asked::Sweep(matches)),
        None => Ok(Asked::Local(matches)),
    }
}

/// Prints help where it was asked for, else what is wrong with the command line.
pub(crate) fn answer(answer: &Error) -> Exit {
    // Whoever closed the pipe does not want to be told.
    let _ = answer.print();
    if answer.use_stderr() {
        Exit::Usage
    } else {
        Exit::Success
    }
}

/// The whole command line, `--help` included.
pub(crate) fn command() -> Command {
    Command::new("ecr")
        .bin_name("ecr")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Lists what is in an Amazon ECR registry, and never loses the place")
        .after_help(help::TOP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(operations::LISTED.iter().map(listing))
        .subcommand(newest::command())
        .subcommand(sweep::command())
        .subcommand(crate::local::command())
}

fn listing(listed: &'static Listed) -> Command {
    let operation = listed.operation;
    Command::new(listed.command())
        .about(listed.about)
        .after_help(StyledStr::from(help::of_listing(listed)))
        .args(members::flags(operation))
        .args(flags::paging(operation))
        .args(target::flags())
        .args(flags::output())
}

/// An operation the service has and this program has not yet is no misspelling.
fn explain(error: Error) -> Error {
    use clap::error::{ContextKind, ContextValue};
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let known = ecr_schema::SERVICE
        .operations
        .iter()
        .find(|operation| names::kebab(operation.name) == *given);
    match known {
        Some(operation) => command().error(
            ErrorKind::InvalidSubcommand,
            format!(
                "the service has {}, but this version of ecr does not call it yet",
                operation.name
            ),
        ),
        None => error,
    }
}

#[cfg(test)]
mod tests;
