//! `ecr local`: the embedded registry as a server for other programs.

use clap::{Arg, ArgAction, ArgMatches, Command};
use ecr_local::{Builder, Fault, Registry, Server};
use smithy_wire::Timestamp;

use crate::cli;
use crate::console::Console;
use crate::failure::{Exit, Failure, chain};
use crate::signals;

/// The command and its flags.
pub(crate) fn command() -> Command {
    Command::new("local")
        .about("Serve an embedded registry on this machine, for programs under test")
        .after_help(EXAMPLES)
        .args([
            number("port", "PORT", "Listen there; 0 is any free port")
                .value_parser(cli::whole(0..=u16::MAX))
                .default_value("0"),
            number(
                "seed",
                "N",
                "Make another data set; the same number makes the same one",
            )
            .value_parser(cli::whole(0..=u64::MAX))
            .default_value("0"),
            number("repositories", "N", "How many repositories it has").default_value("3"),
            number("images", "N", "How many images each has").default_value("60"),
            number(
                "page-cap",
                "N",
                "Items a page at most, whatever is asked for; none by default",
            )
            .value_parser(cli::whole(1..=u32::MAX)),
            now(),
            fault(),
        ])
}

fn now() -> Arg {
    Arg::new("now")
        .long("now")
        .value_name("TIME")
        .help("Count times back from here, such as 2026-01-31T12:00:00Z; from its start by default")
        .value_parser(|text: &str| {
            text.parse::<Timestamp>()
                .map_err(|_| "write a time such as 2026-01-31T12:00:00Z")
        })
        .action(ArgAction::Set)
}

fn number(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(help)
        .allow_negative_numbers(true)
        .value_parser(cli::whole(0..=u32::MAX))
        .action(ArgAction::Set)
}

fn fault() -> Arg {
    Arg::new("fault")
        .long("fault")
        .value_name("KIND[=VALUE][@WHEN]")
        .help("What goes wrong and when; may be given several times; nothing by default")
        .value_parser(|text: &str| text.parse::<Fault>())
        .action(ArgAction::Append)
}

const EXAMPLES: &str = "\
Faults: status=503, error=KmsException (an answer of that class), throttle, latency=20ms (ms or s),
  cut (the body, half way), cut=100 (behind so many bytes), reset (the connection),
  repeat-token, cycle=3 (tokens), empty (a page without items).
When: @page:3 of a listing, @call:7, @every:5; without it, always.

Examples:
  ecr local --port 8080 --images 1000
  ecr local --fault status=503@page:3
      every listing fails once at its third page
  aws ecr describe-images --endpoint-url http://127.0.0.1:8080 --repository-name team/app

Times count back from the moment it starts, or from that of --now: with --now the same
seed gives the same data set to the byte, whenever it is started.
The first line on standard output is `listening on http://127.0.0.1:PORT`. It serves until Ctrl-C.";

/// The repository that examples name.
const SAMPLE: &str = "team/app";

/// The registry behind `--local`: the default data set, as of now.
///
/// # Errors
///
/// The system has no thread or socket to give.
pub(crate) fn embedded() -> Result<Server, Failure> {
    start(sample())
}

/// Serves until it is told to end.
///
/// # Errors
///
/// The port is taken, or signals cannot be watched.
pub(crate) fn serve(flags: &ArgMatches) -> Result<Exit, Failure> {
    let server = start(configured(flags)).map_err(|failure| {
        failure.note("name another port, or leave --port out for any that is free")
    })?;
    let line = format!("listening on {}\n", server.url());
    signals::wait(|| Console::new(false).result(&line))
}

/// Ages are told from now, whatever day it is; nothing else depends on the clock.
fn sample() -> Builder {
    let now = Timestamp::new(jiff::Timestamp::now().as_second(), 0);
    Registry::builder().now(now).repository(SAMPLE)
}

fn configured(flags: &ArgMatches) -> Builder {
    let count = |name| flags.get_one::<u32>(name).map(|count| *count as usize);
    let mut registry = sample();
    if let Some(port) = flags.get_one("port") {
        registry = registry.port(*port);
    }
    if let Some(seed) = flags.get_one("seed") {
        registry = registry.seed(*seed);
    }
    if let Some(repositories) = count("repositories") {
        registry = registry.repositories(repositories);
    }
    if let Some(images) = count("images") {
        registry = registry.images(images);
    }
    if let Some(items) = count("page-cap") {
        registry = registry.page_cap(items);
    }
    if let Some(now) = flags.get_one::<Timestamp>("now") {
        registry = registry.now(*now);
    }
    let faults = flags.get_many::<Fault>("fault").into_iter().flatten();
    faults.cloned().fold(registry, Builder::fault)
}

fn start(registry: Builder) -> Result<Server, Failure> {
    registry
        .start()
        .map_err(|error| Failure::new(Exit::Other, chain(&error)))
}
