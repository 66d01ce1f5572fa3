//! `ecr local`: the embedded registry as a server for other programs.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use ecr_local::Fault;

use crate::console::Console;
use crate::failure::{Exit, Failure};
use crate::signals;

/// The command and its flags.
pub(crate) fn command() -> Command {
    Command::new("local")
        .about("Serve an embedded registry on this machine, for programs under test")
        .after_help(EXAMPLES)
        .args([
            number("port", "PORT", "Listen there; 0 is any free port")
                .value_parser(value_parser!(u16))
                .default_value("0"),
            number("seed", "N", "Make another data set; the same number makes the same one")
                .value_parser(value_parser!(u64)),
            number("repositories", "N", "How many repositories it has"),
            number("images", "N", "How many images each has"),
            number("page-cap", "N", "Items a page at most, whatever is asked for"),
            fault(),
        ])
}

fn number(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(help)
        .value_parser(value_parser!(u32))
        .action(ArgAction::Set)
}

fn fault() -> Arg {
    Arg::new("fault")
        .long("fault")
        .value_name("KIND[=VALUE][@WHEN]")
        .help("What goes wrong and when; may be given several times")
        .value_parser(|text: &str| text.parse::<Fault>())
        .action(ArgAction::Append)
}

const EXAMPLES: &str = "\
Faults: status=503, latency=20ms, cut (the body), reset (the connection), throttle,
  repeat-token, cycle=3 (tokens), empty (a page without items).
When: @page:3 of a listing, @call:7, @every:5; without it, always.

Examples:
  ecr local --port 8080 --images 1000
  ecr local --fault status=503@page:3
      every listing fails once at its third page
  aws ecr describe-images --endpoint-url http://127.0.0.1:8080 --repository-name team/app

The first line on standard output is `listening on http://127.0.0.1:PORT`. It serves until Ctrl-C.";
