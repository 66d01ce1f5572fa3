//! `ecr sweep`: every image of every repository, a line each.

use std::io::{self, stdout};
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use ecr_sweep::{LineFile, Progress, Report, Sink, Sweep, SweepError};

use crate::cli;
use crate::console::{Console, complain};
use crate::failure::{Exit, Failure, chain};
use crate::listing::Noun;
use crate::progress::Meter;
use crate::service::Service;

/// The command's name.
pub(crate) const NAME: &str = "sweep";

const IMAGES: Noun = Noun("image", "images");

/// The command and its flags.
pub(crate) fn command() -> Command {
    let out = file("out")
        .help("Write the lines to FILE; with a checkpoint every image stands in it exactly once");
    let checkpoint = file("checkpoint")
        .help("Keep the place in FILE, go on from there if it exists, delete it at the end");
    let parallel = Arg::new("parallel")
        .long("parallel")
        .value_name("N")
        .help("Read N repositories at a time")
        .value_parser(value_parser!(u16).range(1..=256))
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
        .args([out, checkpoint, parallel, pace, each, registry])
        .args(cli::registry())
        .args(cli::remarks())
}

fn file(name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("FILE")
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
Killed at any moment, the same command goes on: with --out and --checkpoint the file is cut back
to what is known to be good, and at the end every image stands in it exactly once. On standard
output each image comes at least once: the page that was on its way at the kill comes again.
A repository that fails keeps its place, the others go on, and the exit code is 254.

Examples:
  ecr sweep --local
  ecr sweep --out images.jsonl --checkpoint images.place --parallel 8";

/// Carries it out.
///
/// # Errors
///
/// The repositories cannot be listed, or a file cannot be used.
pub(crate) fn sweep(matches: &ArgMatches) -> Result<Exit, Failure> {
    let path = |name| matches.get_one::<String>(name).map(Path::new);
    let service = Service::connect(&cli::target(matches))?;
    let report = match (path("out"), path("checkpoint")) {
        (Some(out), Some(place)) => run(matches, &service, LineFile::open(out, place)),
        (Some(out), None) => run(matches, &service, anew(out)),
        (None, place) => run(matches, &service, LineFile::to_writer(stdout(), place)),
    };
    tell(
        &report?,
        Console::new(cli::quiet(matches)),
        path("checkpoint"),
    )
}

/// A file without a place to go on from: whatever was in it is old.
fn anew(out: &Path) -> Result<LineFile, SweepError> {
    let file = std::fs::File::create(out);
    let file = file.map_err(SweepError::Write)?;
    LineFile::to_writer(file, None)
}

fn run<S: Sink>(
    matches: &ArgMatches,
    service: &Service,
    sink: Result<S, SweepError>,
) -> Result<Report, Failure> {
    let sink = sink.map_err(|error| failed(&error))?;
    let meter = Meter::new(cli::progress(matches), cli::quiet(matches));
    let watcher = |progress: Progress| {
        meter.sweep(
            progress.done,
            progress.repositories,
            &IMAGES.count(progress.images),
        );
    };
    let mut sweep = Sweep::new(service.client()).watched_by(&watcher);
    if let Some(id) = matches.get_one::<String>("registry-id") {
        sweep = sweep.registry_id(id);
    }
    if let Some(repositories) = matches.get_one::<u16>("parallel") {
        sweep = sweep.parallel(usize::from(*repositories));
    }
    if let Some(rate) = matches.get_one::<f64>("requests-per-second") {
        sweep = sweep.requests_per_second(*rate);
    }
    if let Some(rate) = matches.get_one::<f64>("requests-per-second-each") {
        sweep = sweep.requests_per_second_each(*rate);
    }
    match sweep.run(sink) {
        // Whoever closed the pipe has read what they wanted.
        Err(SweepError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            Ok(Report::default())
        }
        done => done.map_err(|error| failed(&error)),
    }
}

fn failed(error: &SweepError) -> Failure {
    let exit = match error {
        SweepError::Repositories(_) => Exit::Service,
        SweepError::OtherRegistry { .. } | SweepError::Unknown(_) | SweepError::NoJournal(_) => {
            Exit::Usage
        }
        _ => Exit::Other,
    };
    Failure::new(exit, chain(error))
}

fn tell(report: &Report, console: Console, place: Option<&Path>) -> Result<Exit, Failure> {
    for name in &report.appeared {
        console.remark(&format!("new since the last run: {name}"));
    }
    for name in &report.vanished {
        console.remark(&format!("no longer there: {name}"));
    }
    let count = IMAGES.count(report.images);
    if report.is_complete() {
        console.remark(&format!("{count} of {} repositories", report.repositories));
        return Ok(Exit::Success);
    }
    for failed in &report.failed {
        complain(format!("error: {}: {}", failed.repository, failed.why));
    }
    let failure = Failure::new(
        Exit::Service,
        format!(
            "{} of {} repositories failed",
            report.failed.len(),
            report.repositories
        ),
    );
    Err(match place {
        Some(place) => failure.note(format!(
            "go on with the same command; {} holds the place",
            place.display()
        )),
        None => failure.note("with --checkpoint FILE the same command would go on there"),
    })
}
