//! `query URL`: the typed client's side of `tests/peers/dynamodb.py`, over crates made of the fixture `items`.
//!
//! Each line of stdin is a listing, `{"table": NAME, "token": TEXT or null, "max": N or null, "size": N}`.
//! It is answered with a line: the items, and the token that goes on behind them.

use std::error::Error;
use std::io::{self, BufRead as _, Write as _};

use dynamodb::client::{self, Client, Ureq};
use dynamodb::query::{QueryRequest, paginate};
use smithy_wire::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("usage: query URL")?;
    let client = client::local(&url)?;
    for line in io::stdin().lock().lines() {
        let answer = list(&client, &Value::from_json(&line?)?)?;
        writeln!(io::stdout(), "{answer}")?;
    }
    Ok(())
}

fn list(client: &Client<Ureq>, asked: &Value) -> Result<String, Box<dyn Error>> {
    let text = |name| asked.get(name).and_then(Value::as_str);
    let number = |name| asked.get(name).and_then(Value::as_u64);
    let mut listing = paginate(client, QueryRequest::new(text("table").ok_or("no table")?));
    if let Some(token) = text("token") {
        listing = listing.starting_token(token);
    }
    if let Some(most) = number("max") {
        listing = listing.max_items(most);
    }
    if let Some(size) = number("size") {
        listing = listing.page_size(size);
    }
    let mut items = listing.items()?;
    let found: Vec<_> = items.by_ref().collect::<Result<_, _>>()?;
    let mut writer = json::Writer::new();
    let mut answer = writer.object();
    answer.member("items", &found);
    answer.member("token", &items.resume_token()?);
    answer.end();
    Ok(writer.into_string())
}
