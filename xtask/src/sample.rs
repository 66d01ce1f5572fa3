//! `sample`: documented members drawn by a number, for someone who wants to judge the documentation.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};
use smithy_schema_json::{Member, Model, Shape};

use crate::failure::Failure;
use crate::{diff, workspace};

const FOLDER: &str = "models/ecr/2015-09-21";

pub(crate) fn command() -> Command {
    Command::new("sample")
        .about("Prints documented members of a model, drawn by a number")
        .long_about(
            "Draws members among all that the model's folder documents, and prints each with its text. \
             The same seed draws the same members from the same model: give one that nobody could choose.",
        )
        .after_help("Example:\n  cargo xtask sample --seed $RANDOM")
        .arg(
            number("seed", "What decides which members are drawn")
                .required(true)
                .value_parser(value_parser!(u64)),
        )
        .arg(
            number("count", "How many to print")
                .default_value("10")
                .value_parser(value_parser!(usize)),
        )
        .arg(
            Arg::new("MODEL")
                .default_value(FOLDER)
                .value_parser(value_parser!(PathBuf))
                .help("The model's folder, models/<service>/<version>"),
        )
}

fn number(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("N").help(help)
}

#[expect(clippy::print_stdout, reason = "the command's result")]
pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let folder = arguments.get_one::<PathBuf>("MODEL");
    let folder = folder.map_or_else(|| root.join(FOLDER), |folder| root.join(folder));
    let files = workspace::json_files(&folder)?;
    let sources = files.iter().map(|path| workspace::source(path, root));
    let model = diff::read(&sources.collect::<Result<Vec<_>, _>>()?)?;
    let documented = documented(&model);
    let seed = arguments.get_one("seed").copied().unwrap_or_default();
    let count = arguments.get_one("count").copied().unwrap_or(10);
    println!("seed {seed}, of {} members\n", documented.len());
    for (id, text) in draw(documented, seed, count) {
        println!("## {id}\n\n{text}\n");
    }
    Ok(ExitCode::SUCCESS)
}

/// Id and text of every member that has one.
fn documented(model: &Model) -> Vec<(String, String)> {
    let members = model.shapes().flat_map(Shape::members);
    let text = |member: &Member| Some(member.traits().documentation()?.to_owned());
    members
        .filter_map(|member| Some((member.id().to_string(), text(member)?)))
        .collect()
}

/// Takes out so many, each with the same chance.
fn draw<T>(mut from: Vec<T>, seed: u64, count: usize) -> Vec<T> {
    let mut state = seed;
    let mut drawn = Vec::new();
    while drawn.len() < count && !from.is_empty() {
        let place = usize::try_from(next(&mut state) % from.len() as u64).unwrap_or_default();
        drawn.push(from.swap_remove(place));
    }
    drawn
}

/// SplitMix64: one addition and three mixings a number.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn a_seed_draws_the_same_and_none_twice() {
        let all: Vec<u32> = (0..100).collect();
        let once = draw(all.clone(), 7, 10);
        assert_eq!(once, draw(all.clone(), 7, 10));
        assert_ne!(once, draw(all.clone(), 8, 10));
        let mut whole = draw(all.clone(), 7, 200);
        whole.sort_unstable();
        assert_eq!(whole, all);
    }
}
