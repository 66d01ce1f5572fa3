//! `query URL typed|dynamic`: our side of `tests/peers/dynamodb.py`, over crates made of the fixture `items`.
//!
//! Each line of stdin is a listing, `{"table": NAME, "token": TEXT or null, "max": N or null, "size": N}`.
//! It is answered with a line: the items, and the token that goes on behind them.

use std::error::Error;
use std::io::{self, BufRead as _, Write as _};

use dynamodb::client::{self, CallError, Client, Ureq};
use dynamodb::query::{QueryError, QueryRequest, paginate};
use smithy_pagination::{DynamicPaginator, Paginate};
use smithy_wire::{Call, Operation, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("usage: query URL typed|dynamic")?;
    let is_dynamic = std::env::args().nth(2).as_deref() == Some("dynamic");
    let client = client::Client::local(&url)?;
    for line in io::stdin().lock().lines() {
        let asked = Value::from_json(&line?)?;
        let answer = match is_dynamic {
            true => dynamic(&client, &asked)?,
            false => list(&client, &asked)?,
        };
        writeln!(io::stdout(), "{answer}")?;
    }
    Ok(())
}

fn list(client: &Client<Ureq>, asked: &Value) -> Result<String, Box<dyn Error>> {
    let listing = paginate(client, QueryRequest::new(table(asked)?));
    let mut items = placed(listing, asked).items()?;
    let found: Vec<_> = items.by_ref().collect::<Result<_, _>>()?;
    let mut writer = json::Writer::new();
    let mut answer = writer.object();
    answer.member("items", &found);
    answer.member("token", &items.resume_token()?);
    answer.end();
    Ok(writer.into_string())
}

/// The table that is asked for.
fn table(asked: &Value) -> Result<&str, &'static str> {
    asked.get("table").and_then(Value::as_str).ok_or("no table")
}

/// The listing with its place, its cap and its page size.
fn placed<P: smithy_pagination::Paginated, F>(listing: Paginate<P, F>, asked: &Value) -> Paginate<P, F> {
    let number = |name| asked.get(name).and_then(Value::as_u64);
    let mut listing = listing;
    if let Some(token) = asked.get("token").and_then(Value::as_str) {
        listing = listing.starting_token(token);
    }
    if let Some(most) = number("max") {
        listing = listing.max_items(most);
    }
    if let Some(size) = number("size") {
        listing = listing.page_size(size);
    }
    listing
}

/// Query over plain JSON.
struct Plain;

impl Operation for Plain {
    const NAME: &'static str = "Query";
    const TARGET: &'static str = "DynamoDB_20120810.Query";
    const SENSITIVE: bool = true;
    type Input = Value;
    type Output = Value;
    type Error = QueryError;
}

/// botocore's configuration of Query, with what it asks the model for.
const CONFIG: &str = r#"{
    "input_token": "ExclusiveStartKey", "output_token": "LastEvaluatedKey", "limit_key": "Limit",
    "result_key": ["Items", "Count", "ScannedCount"], "non_aggregate_keys": ["ConsumedCapacity"],
    "blob_members": ["B", "BS"]
}"#;

/// The same listing by the dynamic paginator.
fn dynamic(client: &Client<Ureq>, asked: &Value) -> Result<String, Box<dyn Error>> {
    let paginator = DynamicPaginator::from_json("Query", &Value::from_json(CONFIG)?)?;
    let request = Value::Object([("TableName", table(asked)?)].into_iter().collect());
    let call = |request: &Value| -> Result<Value, CallError<QueryError>> { Call::<Plain>::call(client, request) };
    let mut items = placed(Paginate::calling(paginator, request, call), asked).items()?;
    let found = items.by_ref().map(|item| item.map(|item| item.value));
    let found: Vec<Value> = found.collect::<Result<_, _>>()?;
    let mut writer = json::Writer::new();
    let mut answer = writer.object();
    answer.member("items", &found);
    answer.member("token", &items.resume_token()?);
    answer.end();
    Ok(writer.into_string())
}
