//! `trials determinism`: the same model gives the same bytes, and what is added to it renames nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use codegen::{Files, Plan};
use smithy_schema_json::Source;

use crate::case::{self, Case};
use crate::draws::Draws;
use crate::neighbours::{self, Neighbours};
use crate::report::say;
use crate::shuffle::shuffled;

/// Models of more bytes are not emitted with what is added, which takes most of the time.
const LARGE: usize = 100_000;

pub(crate) fn command() -> Command {
    let number = |name: &'static str, default: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("N")
            .default_value(default)
            .value_parser(value_parser!(u64))
            .help(help)
    };
    Command::new("determinism")
        .about("Generates each model again, shuffled, and with shapes added whose names are near others")
        .arg(
            Arg::new("DIR")
                .help("A folder of models, besides those that are here")
                .value_parser(ValueParser::path_buf()),
        )
        .arg(number("shuffles", "2", "How often each is shuffled"))
        .arg(number("additions", "20", "How often shapes are added to each"))
        .arg(number("seed", "1", "What they are drawn from"))
}

pub(crate) fn run(arguments: &ArgMatches) -> Result<ExitCode, String> {
    let number = |name: &str| arguments.get_one::<u64>(name).copied().unwrap_or_default();
    let mut cases = case::own()?;
    if let Some(folder) = arguments.get_one::<PathBuf>("DIR") {
        cases.extend(case::others(folder)?);
    }
    let (shuffles, additions, seed) = (number("shuffles"), number("additions"), number("seed"));
    say(format_args!("{} models, seed {seed}", cases.len()));
    let mut good = true;
    for case in &cases {
        let found = tried(case, shuffles, additions, seed)?;
        good &= found.faults.is_empty();
        say(format_args!(
            "{}: {} files, twice and shuffled {shuffles} times; {} of {additions} additions read, {} names each; {} at fault",
            case.name,
            found.files,
            found.read,
            found.names,
            found.faults.len()
        ));
        found.faults.iter().for_each(say);
    }
    Ok(match good {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// What came of a model.
struct Found {
    files: usize,
    /// The additions that no rule of Smithy's forbids.
    read: u64,
    /// The public names before.
    names: usize,
    faults: Vec<String>,
}

fn tried(case: &Case, shuffles: u64, additions: u64, seed: u64) -> Result<Found, String> {
    let once = files(case, &case.sources)?;
    let mut faults = different("generated again", &once, &files(case, &case.sources)?);
    for number in 0..shuffles {
        let mut draws = Draws::new(seed, number);
        let sources: Result<Vec<Source>, String> = case
            .sources
            .iter()
            .map(|source| shuffled(source, &mut draws))
            .collect();
        let again = files(case, &sources?)?;
        faults.extend(different("shuffled", &once, &again));
    }
    let before = names(case, &case.sources)?;
    let mut read = 0;
    for number in 0..additions {
        let model = smithy_schema_json::read(&case.sources).map_err(|errors| errors.to_string())?;
        let added = neighbours::add(&case.sources, &model, &mut Draws::new(seed, number))?;
        if let Some(found) = renamed(case, &before, &added) {
            read += 1;
            faults.extend(found);
        }
    }
    Ok(Found {
        files: once.len(),
        read,
        names: before.len(),
        faults,
    })
}

fn plan(case: &Case) -> Plan {
    match case.types_only {
        true => Plan::new("m").with_types_only(),
        false => Plan::new("m"),
    }
}

fn files(case: &Case, sources: &[Source]) -> Result<Files, String> {
    let plan = plan(case);
    let model = codegen::read(sources, &plan).map_err(|mistakes| mistakes.to_string())?;
    let generated = codegen::generate_workspace(&model, &plan);
    Ok(generated.map_err(|errors| errors.to_string())?.files)
}

/// Everything with a path of its own: what it is, its path, and the shape it comes from.
type Names = BTreeSet<(codegen::ItemKind, String, String)>;

fn names(case: &Case, sources: &[Source]) -> Result<Names, String> {
    let plan = plan(case);
    let model = codegen::read(sources, &plan).map_err(|mistakes| mistakes.to_string())?;
    let surface = codegen::surface(&model, &plan).map_err(|errors| errors.to_string())?;
    let items = surface.items().iter();
    Ok(items
        .map(|item| (item.kind, item.path.clone(), item.shape.clone()))
        .collect())
}

/// The names that are gone, or that no file can be made of; nothing where Smithy has no such model.
fn renamed(case: &Case, before: &Names, added: &Neighbours) -> Option<Vec<String>> {
    let after = names(case, &added.sources).ok()?;
    if let (true, Err(error)) = (case.len() < LARGE, files(case, &added.sources)) {
        let names = &added.names;
        return Some(vec![format!(
            "FAULT nothing is made with {names:?}: {error}"
        )]);
    }
    let gone = before.difference(&after);
    let told = |(_, path, shape): &(codegen::ItemKind, String, String)| {
        format!(
            "FAULT {path} of {shape} is gone once there are {:?}",
            added.names
        )
    };
    let mut faults: Vec<String> = gone.map(told).collect();
    if after.len() <= before.len() {
        faults.push(format!("FAULT {:?} are not there", added.names));
    }
    Some(faults)
}

fn different(how: &str, one: &Files, other: &Files) -> Vec<String> {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let paths = paths
        .into_iter()
        .filter(|path| one.get(*path) != other.get(*path));
    paths
        .map(|path| format!("FAULT {how}: {path} differs"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_here_is_generated_the_same_and_keeps_its_names() {
        let small = |case: &Case| case.len() < 100_000;
        let cases = case::own().unwrap().into_iter().filter(small);
        let mut read = 0;
        for case in cases {
            let found = tried(&case, 1, 6, 3).unwrap();
            assert_eq!(found.faults, Vec::<String>::new(), "{}", case.name);
            read += found.read;
        }
        assert!(read > 40, "only {read} additions were models");
    }

    #[test]
    fn a_name_that_is_gone_is_a_fault() {
        let case = case::own().unwrap().remove(1);
        let mut before = names(&case, &case.sources).unwrap();
        let added = Neighbours {
            sources: case.sources.clone(),
            names: Vec::new(),
        };
        let nothing_more = renamed(&case, &before, &added).unwrap();
        assert!(
            nothing_more.concat().contains("are not there"),
            "{nothing_more:?}"
        );
        before.insert((
            codegen::ItemKind::Structure,
            "m::types::Gone".to_owned(),
            "a#Gone".to_owned(),
        ));
        let gone = renamed(&case, &before, &added).unwrap().concat();
        assert!(gone.contains("m::types::Gone of a#Gone is gone"), "{gone}");
    }
}
