//! `import`: a published model in, its facts out; what botocore's paginators add goes into an overlay.

mod changelog;
mod facts;
mod overlays;
pub(crate) mod paged;
mod paginators;
mod readme;
mod stale;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};
use codegen::Plan;
use sha2::{Digest, Sha256};
use smithy_schema_json::{Model, Node, Shape, Source};

use crate::failure::Failure;
use crate::sync::{self, Drift};
use crate::workspace;
use changelog::Draft;
use facts::Dropped;
use overlays::Overlays;
use stale::Models;

pub(crate) fn command() -> Command {
    Command::new("import")
        .about("Takes in a published model")
        .long_about(
            "Reads a service's Smithy model (JSON AST) and writes models/<service>/<version>/: every shape and trait but \
             documentation and examples, which are dropped and counted.\n\n\
             Of botocore's paginators-1.json it takes what the model's trait cannot say into the overlay paginators.json. \
             The other overlays of the folder are kept. An entry of theirs that no longer applies is an error, and nothing \
             is written.\n\n\
             What changes for users goes into CHANGELOG.md as entries to be edited; `cargo xtask diff` prints the same in \
             full.",
        )
        .arg(path_argument("MODEL", "The model: a Smithy JSON AST of one service").required(true))
        .arg(path_argument("PAGINATORS", "botocore's paginators-1.json of the same service"))
}

fn path_argument(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .help(help)
        .value_parser(value_parser!(PathBuf))
}

/// A file that was given, and what its bytes hash to.
pub(crate) struct Given {
    pub(crate) source: Source,
    pub(crate) sha256: String,
}

pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let open = |name: &str| {
        arguments
            .get_one::<PathBuf>(name)
            .map(|path| Given::open(path))
            .transpose()
    };
    let Some(model) = open("MODEL")? else {
        return Err(Failure::new("no MODEL is given"));
    };
    let (files, dropped) = import(&model, open("PAGINATORS")?.as_ref(), root)?;
    let drifts = write(root, &files)?;
    report(&drifts, &files, &dropped);
    Ok(ExitCode::SUCCESS)
}

/// Writes what differs. The folder also holds files that are not ours, so none is an orphan.
fn write(root: &Path, files: &BTreeMap<String, String>) -> Result<sync::Drifts, Failure> {
    let drifts = sync::plan(root, &BTreeSet::new(), files)?;
    sync::apply(root, &BTreeSet::new(), files, &drifts)?;
    Ok(drifts)
}

/// The files that the folder of the model shall have, by path from the root.
fn import(
    model: &Given,
    paginators: Option<&Given>,
    root: &Path,
) -> Result<(BTreeMap<String, String>, Dropped), Failure> {
    let given = &model.source;
    let (read, unread) = smithy_schema_json::read_partly(std::slice::from_ref(given));
    let service = match (read.service(), &unread) {
        (None, Some(errors)) => return Err(refused(&given.name, errors)),
        _ => service(&read, &given.name)?,
    };
    let folder = folder(service).map_err(|failure| with_mistakes(&failure, given))?;
    // Whether the protocol is spoken is no matter here: the model may be taken in before it is.
    let plan = Plan::new(name(service)?).with_types_only();
    let own = codegen::read(std::slice::from_ref(given), &plan).err();
    let mut node = match (Node::parse(given), &own) {
        (Err(_), Some(own)) => return Err(refused(&given.name, own)),
        (node, _) => refuse(&given.name, node)?,
    };
    let dropped = facts::keep_facts(&mut node);
    let facts = Source::new(
        format!("{folder}/{}.json", name(service)?),
        format!("{node}\n"),
    );

    let mut overlays = Overlays::read(root, &folder, &facts.name)?;
    let unpaged = paginators.map(|given| overlays.take_paginators(given, &read, service));
    let unpaged = unpaged.unwrap_or_default().join("\n");
    let before = changelog::alone(root, &facts.name);
    // Documentation is no part of what is kept, so that overlays may have their own.
    let (bare, _) = smithy_schema_json::read_partly(std::slice::from_ref(&facts));
    let models = Models::new(&bare, before.as_ref(), service);
    let models = unread.is_none().then_some(&models);
    let misfits = overlays.misfits(models, &facts, &plan);
    let own = own.map(|own| own.to_string()).unwrap_or_default();
    let given_ones = [own, unpaged].into_iter().filter(|told| !told.is_empty());
    let told: Vec<String> = given_ones.collect();
    if !told.is_empty() {
        let told = told.join("\n\n");
        return Err(refused(
            &given.name,
            &format!("{told}\n\n{misfits}").trim_end(),
        ));
    }
    if !misfits.is_empty() {
        return Err(overlays::refused(&misfits));
    }
    let title = service.traits().title().unwrap_or(service.id().name());
    let draft = match overlays.surface(&facts, service)? {
        Ok(surface) => changelog::draft(root, &facts.name, &surface, title),
        Err(errors) => Draft::None(format!("no code can be made from the model\n\n{errors}\n")),
    };
    let readme = readme::Readme {
        model,
        paginators,
        service,
        read: &read,
        dropped: &dropped,
    };
    let readme = readme.text(&overlays.readme);
    let mut files = BTreeMap::from([
        (facts.name, facts.text),
        (format!("{folder}/README.md"), readme),
    ]);
    files.extend(overlays.changed);
    match draft {
        Draft::Entries(text) => drop(files.insert(changelog::FILE.to_owned(), text)),
        Draft::None(why) => no_entries(&why),
    }
    Ok((files, dropped))
}

impl Given {
    pub(crate) fn open(path: &Path) -> Result<Given, Failure> {
        let bytes = fs::read(path).map_err(|error| Failure::disk("read", path, &error))?;
        let sha256 = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .display()
            .to_string();
        let text = workspace::text(bytes, &name)?;
        Ok(Given {
            source: Source::new(name, text),
            sha256,
        })
    }
}

fn refuse<T>(what: &str, result: Result<T, smithy_schema_json::Errors>) -> Result<T, Failure> {
    result.map_err(|errors| refused(what, &errors))
}

/// A failure that leaves no folder to look into, with what else is wrong.
fn with_mistakes(failure: &Failure, given: &Source) -> Failure {
    let plan = Plan::new("service").with_types_only();
    let mistakes = codegen::read(std::slice::from_ref(given), &plan).err();
    let others = mistakes.map(|mistakes| mistakes.to_string());
    Failure::new(format!("{failure}\n\n{}", others.unwrap_or_default()).trim_end())
}

fn refused(what: &str, why: &dyn Display) -> Failure {
    Failure::new(format!(
        "{what} cannot be imported; nothing was written\n\n{why}"
    ))
}

fn service<'m>(model: &'m Model, file: &str) -> Result<&'m Shape, Failure> {
    model.service().ok_or_else(|| {
        let count = model.services().count();
        Failure::new(format!(
            "{file} has {count} services; give a model of exactly one"
        ))
    })
}

/// The service's name as a folder: its SDK id in lower case, blanks as hyphens.
fn name(service: &Shape) -> Result<String, Failure> {
    let sdk_id = service
        .traits()
        .aws_service()
        .map(|service| service.sdk_id)
        .unwrap_or_default();
    let name = sdk_id.to_lowercase().replace(' ', "-");
    part(name, "the `sdkId` of its trait `aws.api#service`", service)
}

fn folder(service: &Shape) -> Result<String, Failure> {
    let version = service
        .as_service()
        .map(|service| service.version.clone())
        .unwrap_or_default();
    let version = part(version, "its `version`", service)?;
    Ok(format!("models/{}/{version}", name(service)?))
}

/// Only what cannot lead out of `models/`.
fn part(text: String, what: &str, service: &Shape) -> Result<String, Failure> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_');
    let opens = text.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    if opens && text.chars().all(plain) {
        return Ok(text);
    }
    let id = service.id();
    Err(Failure::new(format!(
        "{what} names the folder of `{id}` and must be letters, digits, `-`, `.` and `_`; it is \"{text}\""
    )))
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn no_entries(why: &str) {
    println!("no entry for the changelog: {why}");
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn report(drifts: &sync::Drifts, files: &BTreeMap<String, String>, dropped: &Dropped) {
    println!("dropped {dropped}");
    for (path, drift) in drifts {
        let verb = if *drift == Drift::Missing {
            "created"
        } else {
            "updated"
        };
        println!("{verb} {path}");
    }
    if drifts.is_empty() {
        println!(
            "{} files are as they were; nothing was written",
            files.len()
        );
    }
}
