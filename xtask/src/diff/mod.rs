//! `diff`: what a model change does to the public surface of the generated crates.

mod compare;
mod entries;
mod json;
mod page;
mod rename;
mod rules;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use codegen::{Plan, Surface};
use smithy_schema_json::{Model, Source};

use crate::failure::Failure;
use crate::workspace;

pub(crate) use compare::Changes;
pub(crate) use entries::entries;

pub(crate) fn command() -> Command {
    Command::new("diff")
        .about("Says what a model change does to the public surface")
        .long_about(
            "Compares what users of the generated crates can name before and after: operations, requests, responses, \
             types, members, enum values, ranges, pagination, errors. Prints a page of Markdown: each change with its \
             Rust path, its model shape, whether it breaks a downstream crate, and why. Documentation is not compared. \
             Nothing is generated or written.",
        )
        .after_help(
            "OLD and NEW are each one of\n\
             \u{20} a folder models/<service>/<version>: the model with its overlays\n\
             \u{20} a file in such a folder: the same\n\
             \u{20} any other file: a published Smithy model as it is, with the files of --overlay merged into it\n\n\
             Examples:\n\
             \u{20} cargo xtask diff ecr-2025.json ecr-2026.json\n\
             \u{20} cargo xtask diff models/ecr/2015-09-21 new.json --overlay models/ecr/2015-09-21/paginators.json\n\
             \u{20} cargo xtask diff old.json new.json --json | jq '.changes[] | select(.breaking)'\n\n\
             Exit code: 0; with --deny-breaking 1 where a change breaks; 1 where a model cannot be read, with every error.",
        )
        .arg(model("OLD", "The model before"))
        .arg(model("NEW", "The model after"))
        .arg(
            Arg::new("overlay")
                .long("overlay")
                .value_name("FILE")
                .action(ArgAction::Append)
                .value_parser(value_parser!(PathBuf))
                .help("An overlay of `apply` statements for the sides that are plain files; may be repeated"),
        )
        .arg(flag("deny-breaking", "End with 1 where a change breaks a downstream crate"))
        .arg(flag("json", "One JSON object instead of the page"))
}

fn model(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .help(help)
        .required(true)
        .value_parser(value_parser!(PathBuf))
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

#[expect(clippy::print_stdout, reason = "the command's result")]
pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let overlays: Vec<PathBuf> = arguments
        .get_many("overlay")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let (old, new) = both(
        side(arguments, "OLD", &overlays, root),
        side(arguments, "NEW", &overlays, root),
    )?;
    let changes = changes(&old, &new)?;
    if arguments.get_flag("json") {
        println!("{}", json::text(&changes, &old.name, &new.name));
    } else {
        print!("{}", page::text(&changes, &old.name, &new.name));
    }
    let denied = arguments.get_flag("deny-breaking") && changes.breaking() > 0;
    Ok(if denied {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What is wrong with either side is told in one run.
fn both(old: Result<Side, Failure>, new: Result<Side, Failure>) -> Result<(Side, Side), Failure> {
    match (old, new) {
        (Ok(old), Ok(new)) => Ok((old, new)),
        (Err(old), Err(new)) => Err(Failure::new(format!("{old}\n\n{new}"))),
        (Err(failure), Ok(_)) | (Ok(_), Err(failure)) => Err(failure),
    }
}

/// A model and what it is called.
struct Side {
    name: String,
    model: Model,
}

fn side(
    arguments: &ArgMatches,
    name: &str,
    overlays: &[PathBuf],
    root: &Path,
) -> Result<Side, Failure> {
    let Some(path) = arguments.get_one::<PathBuf>(name) else {
        return Err(Failure::new(format!("no {name} is given")));
    };
    let files = files(path, overlays)?;
    let sources = files.iter().map(|path| workspace::source(path, root));
    let sources: Vec<Source> = sources.collect::<Result<_, _>>()?;
    let shown = path.file_name().unwrap_or(path.as_os_str());
    Ok(Side {
        name: shown.display().to_string(),
        model: read(&sources)?,
    })
}

/// The files that make up a model: those of its folder, or the one and the overlays.
fn files(path: &Path, overlays: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    if path.is_dir() {
        let files = workspace::json_files(path)?;
        if files.is_empty() {
            let path = path.display();
            return Err(Failure::new(format!(
                "{path} holds no JSON file; give a folder models/<service>/<version>"
            )));
        }
        return Ok(files);
    }
    let is_models = |folder: &&Path| {
        folder
            .ancestors()
            .nth(2)
            .and_then(Path::file_name)
            .is_some_and(|name| name == "models")
    };
    match path.parent().filter(is_models) {
        Some(folder) => workspace::json_files(folder),
        None => Ok([path.to_path_buf()]
            .into_iter()
            .chain(overlays.iter().cloned())
            .collect()),
    }
}

/// A model that crates can be made of; a failure tells everything that is wrong with it.
pub(crate) fn read(sources: &[Source]) -> Result<Model, Failure> {
    let (partly, _) = smithy_schema_json::read_partly(sources);
    codegen::read(sources, &Plan::new(service(&partly))).map_err(|mistakes| {
        let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
        Failure::new(format!("{} cannot be read\n\n{mistakes}", names.join(", ")))
    })
}

fn changes(old: &Side, new: &Side) -> Result<Changes, Failure> {
    let (before, after) = (service(&old.model), service(&new.model));
    if before != after {
        return Err(Failure::new(format!(
            "{} is a model of `{before}` and {} one of `{after}`; give two models of one service",
            old.name, new.name
        )));
    }
    Ok(Changes::between(
        &surface(&old.model, &old.name)?,
        &surface(&new.model, &new.name)?,
    ))
}

pub(crate) fn surface(model: &Model, name: &str) -> Result<Surface, Failure> {
    codegen::surface(model, &Plan::new(service(model)))
        .map_err(|errors| Failure::new(format!("{name} cannot be generated\n\n{errors}")))
}

/// The service's name, after which its crates are named.
fn service(model: &Model) -> String {
    let shape = model.service();
    let sdk_id = shape
        .and_then(|shape| shape.traits().aws_service())
        .map(|service| service.sdk_id);
    let name = sdk_id.or_else(|| shape.map(|shape| shape.id().name().to_owned()));
    name.unwrap_or_default().to_lowercase().replace(' ', "-")
}
