//! `ecr sweep`: every image of every repository, a line each.

mod files;
mod gate;
mod refusal;
mod report;
mod run;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli;
use crate::console::{self, Console};
use crate::failure::{Exit, Failure};
use crate::listing::Noun;
use crate::service::Service;
use files::Files;
use run::Wanted;

/// The command's name.
pub(crate) const NAME: &str = "sweep";

const IMAGES: Noun = Noun("image", "images");
const REPOSITORIES: Noun = Noun("repository", "repositories");

/// The command and its flags.
pub(crate) fn command() -> Command {
    let out = file("out", cli::output_name).help(
        "Write the lines to FILE, standard output for `-` as without it; with a checkpoint every image stands in FILE exactly once",
    );
    let overwrite = Arg::new("overwrite")
        .long("overwrite")
        .help("Let the lines go that --out has, unless --checkpoint goes on with them")
        .requires("out")
        .action(ArgAction::SetTrue);
    let checkpoint = file("checkpoint", cli::file_name)
        .help("Keep the place in FILE, go on from there if it exists, delete it at the end");
    let parallel = Arg::new("parallel")
        .long("parallel")
        .value_name("N")
        .help("Read N repositories at a time")
        .allow_negative_numbers(true)
        .value_parser(cli::whole(1..=256_u16))
        .default_value("4")
        .action(ArgAction::Set);
    let pace = rate("requests-per-second").help("Send at most N requests a second in all");
    let each = rate("requests-per-second-each")
        .help("Send at most N requests a second for each repository");
    let registry = Arg::new("registry-id")
        .long("registry-id")
        .value_name("ID")
        .help("The account whose registry is swept; the caller's own by default")
        .action(ArgAction::Set);
    Command::new(NAME)
        .about("Every image of every repository, a line of JSON each")
        .after_help(ABOUT)
        .args([out, overwrite, checkpoint, parallel, pace, each, registry])
        .args(cli::registry())
        .args(cli::remarks())
}

fn file(name: &'static str, parser: fn(&str) -> Result<String, &'static str>) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("FILE")
        .value_parser(parser)
        .action(ArgAction::Set)
}

fn rate(name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("N")
        .value_parser(|text: &str| match text.parse::<f64>() {
            Ok(rate) if rate > 0.0 && rate.is_finite() => Ok(rate),
            _ => Err("write a number above 0, such as 10 or 0.5"),
        })
        .action(ArgAction::Set)
}

const ABOUT: &str = "\
Each line is an image as `ecr describe-images --output jsonl` prints it, its repository included.
A repository that fails keeps its place, the others go on, and the exit code is 254.

Killed at any moment, the same command goes on: with --out and --checkpoint the output is cut back
to what is known to be good, and at the end every image stands in it exactly once. Then the place
is deleted, and a line under its name and `.done` tells how long the complete output is: the same
command, run once more, knows by it that nothing is left to do. --overwrite sweeps anew.
An output that has lines is refused where no place knows them, unless --overwrite lets them go.
A place belongs to its output, its endpoint and its --registry-id; others are refused, and so is a
second sweep of the same files at the same time.

On standard output each image comes at least once: the place moves when a page's lines were
written, and the page that was on its way at a kill comes again. Lines that a pipe took and its
reader left are gone; where that matters, use --out.

Examples:
  ecr sweep --local
  ecr sweep --out images.jsonl --checkpoint images.place --parallel 8";

/// Carries it out.
///
/// # Errors
///
/// The repositories cannot be listed, a file cannot be used, or the sweep was stopped.
pub(crate) fn sweep(matches: &ArgMatches) -> Result<Exit, Failure> {
    let files = Files::of(matches);
    let console = Console::new(cli::quiet(matches));
    if files.out.is_none() && files.place.is_some() && console::goes_nowhere() {
        console.remark(console::NOWHERE);
    }
    let service = Service::connect(&cli::target(matches))?;
    let wanted = Wanted::of(matches, &service);
    let report = match files.out {
        Some(out) => run::run(wanted, files.open(out), &files, console),
        None => run::run(wanted, files.stream(), &files, console),
    };
    match report? {
        Some(report) => report::tell(&report, &files, console),
        None => Ok(Exit::Success),
    }
}
