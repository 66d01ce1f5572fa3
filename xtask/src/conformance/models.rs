//! `cargo xtask conformance models PATH…`: any services' models, generated, compiled and documented with every warning
//! an error, their own examples run.
//!
//! Of a service that speaks no protocol of ours, types and paginators are made, after it was refused by name.

mod phases;
mod row;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::made::{Tests, Workshop};
use crate::failure::Failure;
use crate::generate::{self, Order};
use crate::workspace;
use phases::timed;
use row::Row;

pub(super) fn command() -> Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Command::new("models")
        .about("Models of any services: what is made of them compiles, is documented, and passes their examples")
        .after_help(
            "Prints a table. Generating is timed in this process, the best of fifteen runs; for figures that mean \
             anything start it with `cargo run --release -p xtask -- conformance models …`.\n\
             Exit code 1 if anything failed.",
        )
        .arg(
            Arg::new("PATH")
                .help("Models in their JSON form, or folders of them")
                .num_args(1..)
                .required(true)
                .value_parser(ValueParser::path_buf()),
        )
        .arg(flag("single-crate", "One crate a service"))
        .arg(flag("types-only", "Types and paginators alone"))
        .arg(flag("generate-only", "Compile nothing"))
        .arg(flag("json", "One JSON object a model"))
}

pub(super) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let paths = arguments.get_many::<PathBuf>("PATH").into_iter().flatten();
    let mut good = true;
    let mut rows = Vec::new();
    for model in models(paths)? {
        let row = judge(&model, arguments, root);
        good &= row.failures.is_empty();
        row.tell(arguments.get_flag("json"));
        rows.push(row);
    }
    if !arguments.get_flag("json") {
        row::table(&rows);
    }
    Ok(match good {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn models<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> Result<Vec<PathBuf>, Failure> {
    let mut models = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => models.extend(workspace::json_files(path)?),
            false => models.push(path.clone()),
        }
    }
    match models.is_empty() {
        true => Err(Failure::new("there is no `.json` file in the folder")),
        false => Ok(models),
    }
}

/// What comes of a model; what fails is in the row, so that the others are judged too.
fn judge(model: &Path, arguments: &ArgMatches, root: &Path) -> Row {
    let mut row = Row::new(model);
    let kind = match arguments.get_flag("single-crate") {
        true => "single",
        false => "models",
    };
    let workshop = Workshop::new(root);
    let out = workshop.folder(kind, model);
    let mut order = Order::new(model, &out);
    order.single_crate = arguments.get_flag("single-crate");
    order.types_only = arguments.get_flag("types-only");
    if let Err(failure) = fill(&mut row, &mut order, &workshop, root, arguments) {
        row.failures.push(failure.to_string());
    }
    row
}

fn fill(
    row: &mut Row,
    order: &mut Order,
    workshop: &Workshop<'_>,
    root: &Path,
    arguments: &ArgMatches,
) -> Result<(), Failure> {
    let made = match generate::make(order, root) {
        Err(refusal) if is_of_the_protocol(&refusal) => {
            row.types_only = true;
            order.types_only = true;
            generate::make(order, root)?
        }
        outcome => outcome?,
    };
    row.made(&made);
    row.phases = phases::best(order, root)?;
    if !arguments.get_flag("generate-only") {
        compile(row, order, workshop)?;
    }
    Ok(())
}

/// The refusal names the protocol and what can be had all the same.
fn is_of_the_protocol(refusal: &Failure) -> bool {
    let text = refusal.to_string();
    text.contains("the service speaks") && text.contains("--types-only")
}

fn compile(row: &mut Row, order: &Order, workshop: &Workshop<'_>) -> Result<(), Failure> {
    let check = ["check", "--quiet", "--workspace", "--all-features"];
    let doc = [
        "doc",
        "--quiet",
        "--no-deps",
        "--workspace",
        "--all-features",
    ];
    row.check = Some(passes(&check, order, workshop)?);
    row.doc = Some(passes(&doc, order, workshop)?);
    if row.has_examples {
        let test = ["test", "--quiet", "--workspace", "--test", "examples"];
        let arguments = [&test[..], &Tests::FORMAT[..]].concat();
        let output = workshop.cargo(&order.out, &arguments)?;
        let tests = Tests::of(&String::from_utf8_lossy(&output.stdout));
        if !output.status.success() && tests.failed.is_empty() {
            return Err(failed(&arguments, &output.stderr));
        }
        row.examples(tests);
    }
    Ok(())
}

/// How long a command took that has to succeed.
fn passes(arguments: &[&str], order: &Order, workshop: &Workshop<'_>) -> Result<Duration, Failure> {
    let (output, took) = timed(|| workshop.cargo(&order.out, arguments));
    let output = output?;
    match output.status.success() {
        true => Ok(took),
        false => Err(failed(arguments, &output.stderr)),
    }
}

fn failed(arguments: &[&str], errors: &[u8]) -> Failure {
    let errors = String::from_utf8_lossy(errors);
    let command = arguments.join(" ");
    Failure::new(format!("cargo {command}\n\n{errors}"))
}
