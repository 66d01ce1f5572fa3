//! `bench`: the benchmarks, each ratio taken against its peer in the same run.
//!
//! They are a workspace of their own under `bench/`, built here in release, so that nobody else compiles the peers.
//! Each is a program that prints a row of JSON for every comparison.

mod guard;
mod processes;
mod run;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::failure::Failure;
use run::Run;

/// A benchmark: what it is called, and how it is run.
type Benchmark = (
    &'static str,
    fn(&Run) -> Result<Vec<serde_json::Value>, Failure>,
);

const BENCHMARKS: [Benchmark; 8] = [
    ("decode", run::decode),
    ("client", run::client),
    ("loopback", processes::loopback),
    ("command-line", processes::command_line),
    ("look-ahead", run::look_ahead),
    ("generation", run::generation),
    ("build", processes::build),
    ("guard", guard::run),
];

/// Stands for every benchmark.
const ALL: &str = "all";

pub(crate) fn command() -> Command {
    Command::new("bench")
        .about("Measure this code beside its peers")
        .after_help("docs/performance.md tells what the figures mean.")
        .arg(
            Arg::new("NAME")
                .help("Which benchmarks; all of them if none is named")
                .num_args(0..)
                .value_parser(
                    BENCHMARKS
                        .map(|(name, _)| name)
                        .into_iter()
                        .chain([ALL])
                        .collect::<Vec<_>>(),
                ),
        )
        .arg(
            Arg::new("models")
                .long("models")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help("Models of other services, for how generating grows with their size"),
        )
        .arg(
            Arg::new("rounds")
                .long("rounds")
                .value_name("N")
                .help("How often each contender runs")
                .default_value("15")
                .value_parser(value_parser!(u32).range(1..)),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("One JSON object a row"),
        )
        .arg(
            Arg::new("accept")
                .long("accept")
                .action(ArgAction::SetTrue)
                .help("Write what the guard counts to bench/guard/ratios.json"),
        )
}

pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let named: Vec<&String> = arguments.get_many("NAME").into_iter().flatten().collect();
    let is_wanted = |name: &str| {
        named.is_empty()
            || named
                .iter()
                .any(|wanted| [name, ALL].contains(&wanted.as_str()))
    };
    let run = Run::new(root, arguments)?;
    let mut rows = Vec::new();
    for (_, benchmark) in BENCHMARKS.iter().filter(|(name, _)| is_wanted(name)) {
        rows.extend(benchmark(&run)?);
    }
    table::print(&rows, arguments.get_flag("json"));
    Ok(guard::verdict(&rows))
}
