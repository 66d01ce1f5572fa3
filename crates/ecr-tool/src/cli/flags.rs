//! Paging and output flags.

use clap::{Arg, ArgAction, ArgMatches, value_parser};
use serde_json::{Map, Value};
use smithy_pagination::PageConfig;
use smithy_wire::schema::{Kind, Operation, Range};

use super::members;
use crate::console;

/// How a listing is paged.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// At its beginning.
    Beginning,
    /// Where another listing stopped: a token of ours, of the AWS CLI or of boto3.
    Token(String),
    /// At the service's own token, whatever it looks like.
    ServiceToken(String),
}

/// The form results are printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// For people.
    Table,
    /// What the AWS CLI prints.
    Json,
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
        .value_parser(value_parser!(u64).range(page_range(operation)))
        .conflicts_with_all(excluded(operation));
    let starting_token = text("starting-token", "TOKEN")
        .help("Go on where a capped or failed listing stopped; tokens of aws and boto3 work too");
    let service_token = text("service-token", "TOKEN")
        .help("Start from the service's own nextToken, whatever it looks like")
        .conflicts_with("starting-token")
        .conflicts_with_all(excluded(operation));
    let no_paginate = Arg::new("no-paginate")
        .long("no-paginate")
        .help("Send one request and print its page as it came")
        .action(ArgAction::SetTrue)
        .conflicts_with_all(["max-items", "page-size", "starting-token"]);
    let pagers = [max_items, page_size, starting_token, service_token];
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

fn count(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| {
        "write a whole number, 0 or more; leave the flag out for everything".to_owned()
    })
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
        .help("table or json; without it, table on a terminal and json elsewhere")
        .value_parser(form)
        .action(ArgAction::Set);
    let quiet = Arg::new("quiet")
        .long("quiet")
        .short('q')
        .help("Print no remarks on standard error; errors are still told")
        .action(ArgAction::SetTrue);
    [output, quiet]
        .map(|flag| flag.help_heading("Output"))
        .to_vec()
}

fn form(text: &str) -> Result<Output, String> {
    match text {
        "table" => Ok(Output::Table),
        "json" => Ok(Output::Json),
        "jsonl" | "text" => Err(format!("{text} is not there yet; use table or json")),
        _ => Err("there are table and json".to_owned()),
    }
}

impl Output {
    /// The form asked for, else the one that suits whoever reads standard output.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let fitting = || match console::is_terminal() {
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
        }
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

/// Whether remarks are to be left out.
pub(crate) fn quiet(matches: &ArgMatches) -> bool {
    matches.get_flag("quiet")
}
