//! `ecr sweep`: every image of every repository, a line each.

use std::io::{self, stdout};
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use ecr_sweep::{LineFile, Progress, Report, Sink, Sweep, SweepError};

use crate::cli;
use crate::console::{self, Console, complain};
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
    let overwrite = Arg::new("overwrite")
        .long("overwrite")
        .help("Let the lines go that --out has, unless --checkpoint goes on with them")
        .requires("out")
        .action(ArgAction::SetTrue);
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
        .args([out, overwrite, checkpoint, parallel, pace, each, registry])
        .args(cli::registry())
        .args(cli::remarks())
}

fn file(name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("FILE")
        .value_parser(cli::file_name)
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
/// The repositories cannot be listed, or a file cannot be used.
pub(crate) fn sweep(matches: &ArgMatches) -> Result<Exit, Failure> {
    let path = |name| matches.get_one::<String>(name).map(Path::new);
    let service = Service::connect(&cli::target(matches))?;
    let asked = Asked {
        matches,
        service: &service,
        origin: service.origin(),
        place: path("checkpoint"),
    };
    let report = match path("out") {
        Some(out) => asked.run(asked.open(out)),
        None => asked.run(LineFile::to_writer(stdout(), asked.place)),
    };
    match report? {
        Some(report) => tell(&report, &asked),
        None => Ok(Exit::Success),
    }
}

/// What was asked for.
struct Asked<'a> {
    matches: &'a ArgMatches,
    service: &'a Service,
    origin: String,
    place: Option<&'a Path>,
}

impl Asked<'_> {
    fn open(&self, out: &Path) -> Result<LineFile, SweepError> {
        let options = LineFile::options().overwrite(self.matches.get_flag("overwrite"));
        match self.place {
            Some(place) => options.journal(place).open(out),
            None => options.open(out),
        }
    }

    /// Nothing where the reader of standard output has left.
    fn run<S: Sink>(&self, sink: Result<S, SweepError>) -> Result<Option<Report>, Failure> {
        let sink = sink.map_err(|error| failed(&error))?;
        let meter = Meter::new(cli::progress(self.matches), cli::quiet(self.matches));
        let watcher = |progress: Progress| {
            meter.sweep(
                progress.done,
                progress.repositories,
                &IMAGES.count(progress.images),
            );
        };
        match self.wanted().watched_by(&watcher).run(sink) {
            Err(SweepError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.left().map(|()| None)
            }
            done => done.map(Some).map_err(|error| failed(&error)),
        }
    }

    fn wanted(&self) -> Sweep<'_, ecr::Client> {
        let mut sweep = Sweep::new(self.service.client()).origin(&self.origin);
        if let Some(id) = self.matches.get_one::<String>("registry-id") {
            sweep = sweep.registry_id(id);
        }
        if let Some(repositories) = self.matches.get_one::<u16>("parallel") {
            sweep = sweep.parallel(usize::from(*repositories));
        }
        if let Some(rate) = self.matches.get_one::<f64>("requests-per-second") {
            sweep = sweep.requests_per_second(*rate);
        }
        if let Some(rate) = self.matches.get_one::<f64>("requests-per-second-each") {
            sweep = sweep.requests_per_second_each(*rate);
        }
        sweep
    }

    /// Whoever closed the pipe has read what they wanted, unless there is a place to go on from: that promises all of it.
    fn left(&self) -> Result<(), Failure> {
        match self.place {
            None => Ok(()),
            Some(place) => Err(console::left(&place.display().to_string())),
        }
    }
}

fn failed(error: &SweepError) -> Failure {
    let exit = match error {
        SweepError::Repositories { reached, .. } => (*reached).into(),
        SweepError::Write(_) | SweepError::File { .. } | SweepError::Busy(_) => Exit::Other,
        // The files are not what the command line takes them for.
        _ => Exit::Usage,
    };
    let failure = Failure::new(exit, chain(error));
    match error {
        SweepError::Unknown(_) => {
            failure.note("--overwrite lets its lines go and starts the sweep anew")
        }
        _ => failure,
    }
}

fn tell(report: &Report, asked: &Asked<'_>) -> Result<Exit, Failure> {
    let console = Console::new(cli::quiet(asked.matches));
    if report.was_complete {
        console.remark("complete already: nothing was asked; --overwrite sweeps anew");
        return Ok(Exit::Success);
    }
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
    // What a person must see to, where repositories failed in several ways: the service's answers first.
    let worst = report
        .failed
        .iter()
        .map(|failed| Exit::from(failed.reached))
        .min_by_key(|exit| match exit {
            Exit::Service => 0,
            Exit::Configuration => 1,
            _ => 2,
        });
    let failure = Failure::new(
        worst.unwrap_or(Exit::Other),
        format!(
            "{} of {} repositories failed",
            report.failed.len(),
            report.repositories
        ),
    );
    Err(match asked.place {
        Some(place) => failure.note(format!(
            "go on with the same command; {} holds the place",
            place.display()
        )),
        None => failure.note("with --checkpoint FILE the same command would go on there"),
    })
}
