//! Paging and output flags.

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Map, Value};
use smithy_pagination::{Checkpoint, PageConfig};
use smithy_wire::schema::{Kind, Operation, Range};

use super::{members, whole};
use crate::console;
use crate::failure::{Exit, Failure};

/// How a listing is paged.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paging {
    /// Stop after this many items.
    pub(crate) max_items: Option<u64>,
    /// Ask for this many items a request.
    pub(crate) page_size: Option<u64>,
    /// Where to start.
    pub(crate) start: Start,
    /// One request, its page as it came.
    pub(crate) one_page: bool,
}

/// Where a listing starts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Start {
    /// At its beginning.
    Beginning,
    /// Where another listing stopped: a token of ours, of the AWS CLI or of boto3.
    Token(String),
    /// At the service's own token, whatever it looks like.
    ServiceToken(String),
    /// Where a stored listing stands.
    Checkpoint(Box<Checkpoint>),
}

/// The form results are printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// For people.
    Table,
    /// What the AWS CLI prints.
    Json,
    /// One item a line, as pages arrive.
    Jsonl,
    /// Lines of values, as the AWS CLI's `text`.
    Text,
}

/// The flags that say how a listing is paged.
pub(crate) fn paging(operation: &'static Operation) -> Vec<Arg> {
    let by_hand = members::by_hand(operation);
    let max_items = text("max-items", "N")
        .help("Stop after N items; what is printed then ends with the token that continues")
        .allow_negative_numbers(true)
        .value_parser(count);
    let page_size = text("page-size", "N")
        .help(page_size_help(operation))
        .allow_negative_numbers(true)
        .value_parser(whole(page_range(operation)))
        .conflicts_with_all(excluded(operation));
    let starting_token = text("starting-token", "TOKEN")
        .help("Go on where a capped or failed listing stopped; tokens of aws and boto3 work too")
        .value_parser(resume_token);
    let service_token = text("service-token", "TOKEN")
        .help("Start from the service's own nextToken, whatever it looks like")
        .value_parser(service_token)
        .conflicts_with("starting-token")
        .conflicts_with_all(excluded(operation));
    let no_paginate = Arg::new("no-paginate")
        .long("no-paginate")
        .help("Send one request and print its page as it came")
        .action(ArgAction::SetTrue)
        .conflicts_with_all(["max-items", "page-size", "starting-token"]);
    let checkpoint = text("checkpoint", "FILE")
        .help("With --output jsonl: keep the place in FILE, go on from there if it exists, delete it at the end")
        .value_parser(file_name)
        .conflicts_with_all(["starting-token", "service-token", "no-paginate"]);
    let pagers = [
        max_items,
        page_size,
        starting_token,
        service_token,
        checkpoint,
    ];
    let pagers = pagers.map(|flag| flag.conflicts_with_all(by_hand.clone()));
    let all = pagers.into_iter().chain([no_paginate]);
    all.map(|flag| flag.help_heading("Paging")).collect()
}

fn text(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .allow_hyphen_values(true)
        .action(ArgAction::Set)
}

/// The name of a file that is written; nothing is none.
pub(crate) fn output_name(text: &str) -> Result<String, &'static str> {
    some(text, "write the name of a file")
}

/// The name of a file that is read again, as standard output cannot be.
pub(crate) fn file_name(text: &str) -> Result<String, &'static str> {
    match text {
        "-" => Err("write the name of a file: standard output keeps no place (`./-` is a file)"),
        _ => output_name(text),
    }
}

fn resume_token(text: &str) -> Result<String, &'static str> {
    some(
        text,
        "write the NextToken of a listing that was capped, or the token named where one failed; leave the flag out to begin",
    )
}

fn service_token(text: &str) -> Result<String, &'static str> {
    some(
        text,
        "write the nextToken of one of the service's pages; leave the flag out to begin",
    )
}

/// A text that is not empty, or what to write instead.
fn some(text: &str, told: &'static str) -> Result<String, &'static str> {
    match text {
        "" => Err(told),
        text => Ok(text.to_owned()),
    }
}

fn count(text: &str) -> Result<u64, String> {
    whole(0..=u64::MAX)(text).map_err(|told| format!("{told}; leave the flag out for everything"))
}

fn excluded(operation: &Operation) -> Vec<&'static str> {
    let excludes = operation.paginated.map(|paginated| paginated.excludes);
    excludes.unwrap_or_default().to_vec()
}

fn limit(operation: &Operation) -> Range {
    let key = operation
        .paginated
        .and_then(|paginated| paginated.limit_key);
    let member = key.and_then(|key| operation.input.member(key));
    match member.map(|member| member.kind) {
        Some(Kind::Integer(range) | Kind::Long(range)) => range,
        _ => Range::NONE,
    }
}

fn page_range(operation: &Operation) -> std::ops::RangeInclusive<u64> {
    let range = limit(operation);
    let bound =
        |bound: Option<i64>, other| bound.and_then(|it| u64::try_from(it).ok()).unwrap_or(other);
    bound(range.min, 1)..=bound(range.max, i32::MAX.unsigned_abs().into())
}

fn page_size_help(operation: &Operation) -> String {
    let range = page_range(operation);
    let default = operation
        .paginated
        .and_then(|paginated| paginated.default_limit);
    let default = default.map_or_else(String::new, |limit| {
        format!("; the service's own choice is {limit}")
    });
    format!(
        "Ask for N items a request, {} to {}{default}",
        range.start(),
        range.end()
    )
}

/// The flags that say what is printed.
pub(crate) fn output() -> Vec<Arg> {
    let output = Arg::new("output")
        .long("output")
        .value_name("FORM")
        .help("table, json, jsonl (an item a line, as pages arrive) or text; without it, table on a terminal and json elsewhere")
        .value_parser(form)
        .action(ArgAction::Set);
    let query = text("query", "JMESPATH")
        .help("Print what this finds in the whole result, as aws does; with json and text")
        .value_parser(expression);
    let output = [output, query].map(|flag| flag.help_heading("Output"));
    output.into_iter().chain(remarks()).collect()
}

/// The flags that say what is told on standard error.
pub(crate) fn remarks() -> [Arg; 2] {
    let quiet = Arg::new("quiet")
        .long("quiet")
        .short('q')
        .help("Print no remarks on standard error; errors are still told")
        .action(ArgAction::SetTrue);
    let progress = Arg::new("progress")
        .long("progress")
        .help("Tell of each page on standard error, also where that is no terminal")
        .action(ArgAction::SetTrue)
        .conflicts_with("quiet");
    [progress, quiet].map(|flag| flag.help_heading("Output"))
}

fn expression(text: &str) -> Result<String, &'static str> {
    some(
        text,
        "write a JMESPath, such as 'imageDetails[].imageTags[]'",
    )
}

fn form(text: &str) -> Result<Output, String> {
    match text {
        "table" => Ok(Output::Table),
        "json" => Ok(Output::Json),
        "jsonl" => Ok(Output::Jsonl),
        "text" => Ok(Output::Text),
        _ => Err("there are table, json, jsonl and text".to_owned()),
    }
}

impl Output {
    /// The form asked for, else the one that suits whoever reads standard output.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let fitting = || match console::is_terminal() && query(matches).is_none() {
            true => Output::Table,
            false => Output::Json,
        };
        matches.get_one("output").copied().unwrap_or_else(fitting)
    }
}

impl Paging {
    /// What the paging flags say.
    pub(crate) fn of(operation: &Operation, matches: &ArgMatches) -> Self {
        let text = |name| matches.get_one::<String>(name).cloned();
        let token = text("starting-token").map(Start::Token);
        let service = text("service-token").map(Start::ServiceToken);
        let by_hand = members::by_hand(operation);
        Paging {
            max_items: matches.get_one("max-items").copied(),
            page_size: matches.get_one("page-size").copied(),
            start: token.or(service).unwrap_or(Start::Beginning),
            one_page: matches.get_flag("no-paginate")
                || by_hand.iter().any(|member| matches.contains_id(member)),
        }
    }
}

impl Paging {
    /// The pager's configuration.
    pub(crate) fn config(&self) -> PageConfig {
        let mut config = PageConfig::new();
        if let Some(items) = self.max_items {
            config = config.max_items(items);
        }
        if let Some(items) = self.page_size {
            config = config.page_size(items);
        }
        match &self.start {
            Start::Beginning => config,
            Start::Token(token) => config.starting_token(token),
            Start::ServiceToken(token) => config.service_token(token),
            Start::Checkpoint(place) => config.checkpoint((**place).clone()),
        }
    }

    /// Starts where a stored listing stands.
    pub(crate) fn start_at(&mut self, place: Checkpoint) {
        self.start = Start::Checkpoint(Box::new(place));
    }

    /// Writes `--service-token` into a request that is sent without a pager.
    pub(crate) fn write_into(&self, operation: &Operation, request: &mut Map<String, Value>) {
        let member = operation
            .paginated
            .and_then(|paginated| paginated.input_tokens.first());
        if let (Start::ServiceToken(token), Some(member)) = (&self.start, member) {
            request.insert((*member).to_owned(), Value::from(token.as_str()));
        }
    }
}

/// What is to be found in the result.
pub(crate) fn query(matches: &ArgMatches) -> Option<&str> {
    matches.get_one::<String>("query").map(String::as_str)
}

/// Whether each page is to be told of.
pub(crate) fn progress(matches: &ArgMatches) -> bool {
    matches.get_flag("progress")
}

/// The name of the file that keeps the place.
///
/// # Errors
///
/// The form prints at the end: a place behind what was not printed yet would lose it.
pub(crate) fn checkpoint(matches: &ArgMatches, output: Output) -> Result<Option<&str>, Failure> {
    match matches.get_one::<String>("checkpoint") {
        Some(_) if output != Output::Jsonl => Err(Failure::new(
            Exit::Usage,
            "--checkpoint goes with --output jsonl only: the other forms print at the end",
        )
        .note("for those there is --starting-token")),
        name => Ok(name.map(String::as_str)),
    }
}

/// Whether remarks are to be left out.
pub(crate) fn quiet(matches: &ArgMatches) -> bool {
    matches.get_flag("quiet")
}
