//! A listing from its first request to what is printed.

pub(crate) mod fault;
pub(crate) mod gather;
mod lines;
mod report;

use clap::ArgMatches;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use smithy_pagination::codec::{self, DecodeError};
use smithy_pagination::{Aggregate, Items};
use smithy_wire::schema;

use crate::checkpoint::{CheckpointFile, Kept};
use crate::cli::{self, Output, Paging, Start};
use crate::console::{self, Console};
use crate::failure::{Exit, Failure};
use crate::progress::Meter;
use crate::query::Printed;
use crate::service::Service;
use crate::table::Grid;
use gather::Whole;
use lines::Lines;

/// A paginated operation that can be printed.
pub(crate) trait Listing: 'static {
    /// The operation.
    type Operation: smithy_wire::Operation<Input = Self::Request, Output = Self::Response, Error: Send>
        + 'static;
    /// What is sent.
    type Request: DeserializeOwned + Clone + Send + 'static;
    /// What comes back.
    type Response: Serialize + Default + Send + 'static;
    /// Where tokens and items live.
    type Paginator: Aggregate<Request = Self::Request, Response = Self::Response>
        + Items<Item: Serialize>
        + Copy
        + Send;

    /// The operation's paginator.
    const PAGINATOR: Self::Paginator;
    /// What an item is called.
    const NOUN: Noun;

    /// The items as a table; `now` in seconds since 1970.
    fn grid(response: &Self::Response, now: i64) -> Grid;
}

/// What an item is called: one, and several.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noun(pub(crate) &'static str, pub(crate) &'static str);

impl Noun {
    /// `1 image`, `7 images`.
    pub(crate) fn count(self, count: u64) -> String {
        let Noun(one, several) = self;
        match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {several}"),
        }
    }
}

/// Carries out a listing.
///
/// # Errors
///
/// A failure before anything was delivered; after that, what was delivered is printed and the exit code says the rest.
pub(crate) fn list<L: Listing>(
    operation: &'static schema::Operation,
    matches: &ArgMatches,
) -> Result<Exit, Failure> {
    let printed = Printed::new(Output::of(matches), cli::query(matches))?;
    let console = Console::new(cli::quiet(matches));
    let place = cli::checkpoint(matches, printed.output())?;
    if place.is_some() && console::goes_nowhere() {
        console.remark(console::NOWHERE);
    }
    let mut paging = Paging::of(operation, matches);
    let mut members = cli::request(operation, matches)?;
    if paging.one_page {
        paging.write_into(operation, &mut members);
    }
    let request: L::Request = typed(Value::Object(members))?;
    let service = Service::connect(&cli::target(matches))?;
    let file = open(place, service.origin(), &mut paging, console)?;
    if paging.one_page {
        let page = gather::one_page::<L>(&service, request)?;
        return report::page::<L>(page, &printed, console);
    }
    if is_passed_on(&paging.start) {
        console.remark(SERVICES_OWN);
    }
    let meter = Meter::new(cli::progress(matches), cli::quiet(matches));
    if printed.output() == Output::Jsonl {
        let lines = Lines::new(console, file);
        let gathered = gather::all::<L, _>(&service, request, &paging, lines, &meter)?;
        drop(meter);
        return lines::report::<L>(gathered, console);
    }
    let gathered = gather::all::<L, _>(&service, request, &paging, Whole(None), &meter)?;
    drop(meter);
    report::whole::<L>(gathered, &printed, console)
}

const SERVICES_OWN: &str = "\
the --starting-token is none that a listing gave, here or in aws: it is sent as the service's own
if it is to be a listing's, copy it whole: NextToken of the JSON, or the token told where a listing stopped";

/// Whether a starting token goes to the service as it is; the old form, with underscores, may be either.
fn is_passed_on(start: &Start) -> bool {
    let Start::Token(token) = start else {
        return false;
    };
    codec::decode(token).is_err_and(DecodeError::is_service_token) && !token.contains("___")
}

/// The file that keeps the place, and the listing set to start there.
fn open(
    name: Option<&str>,
    origin: String,
    paging: &mut Paging,
    console: Console,
) -> Result<Option<CheckpointFile>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let mut file = CheckpointFile::open(name, origin)?;
    match file.read()? {
        Kept::New => {}
        Kept::Empty => console.remark(&format!("{name} is empty: the listing begins anew")),
        Kept::Place(place) => paging.start_at(*place),
    }
    Ok(Some(file))
}

fn typed<R: DeserializeOwned>(members: Value) -> Result<R, Failure> {
    serde_json::from_value(members).map_err(|error| Failure::new(Exit::Usage, error.to_string()))
}
