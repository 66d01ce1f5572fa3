//! A model of botocore's loop, with a switch for each deviation that changes more than an error.
//!
//! It stands in for nothing: with all switches off it has to give exactly what was recorded,
//! and only then does it say what a deviation changes in that row.

use smithy_wire::{Object, Value};

use super::aggregate::{full_result, non_aggregate_part};
use super::behind::{behind, next_token, no_token};
use super::listing::{Failure, Listing, flatten, group};
use super::observe::with_next_token;
use super::path;
use super::rows::Row;
use super::start::{AMOUNT, Start, max_items};

/// Which deviations the model makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// D2: any token that comes back ends the listing, that of the start included.
    pub cycles: bool,
    /// D3: the other result keys of the first page are emptied only where the token has an amount.
    pub secondary: bool,
    /// D4: an absent value of the first page erases nothing that was collected.
    pub collected: bool,
}

/// What botocore, with these deviations, does with a row whose first request was sent.
pub fn model(row: &Row, switches: Switches) -> Option<Listing> {
    let mut run = Run::new(row, switches)?;
    for response in row.responses() {
        if !run.turn(response.clone()) {
            return Some(run.finish());
        }
    }
    // The recording ends here, and the deviation goes on.
    run.listing.requests.push(run.request.clone());
    let resume = smithy_pagination::codec::encode(&run.token);
    run.listing.failure = Some(Failure::OutOfResponses { resume });
    Some(run.finish())
}

struct Run<'r> {
    row: &'r Row,
    switches: Switches,
    keys: Vec<&'r str>,
    cap: Option<i64>,
    start: Option<Start>,
    /// The token that fetches the page at hand.
    token: Object,
    request: Value,
    seen: Vec<Object>,
    total: i64,
    listing: Listing,
}

impl<'r> Run<'r> {
    fn new(row: &'r Row, switches: Switches) -> Option<Self> {
        // The first request is before any deviation, so it is taken as recorded.
        let request = row.expect("requests").as_list()?.first()?.clone();
        let start = Start::of(row);
        let token = start
            .as_ref()
            .map_or_else(|| no_token(row), |start| start.token.clone());
        let started = token.iter().any(|(_, value)| !value.is_null());
        Some(Run {
            row,
            switches,
            keys: row.paginator("result_key"),
            cap: max_items(row),
            seen: if started && switches.cycles {
                vec![token.clone()]
            } else {
                Vec::new()
            },
            start,
            token,
            request,
            total: 0,
            listing: Listing::empty(),
        })
    }

    /// One request; `false` at the end.
    fn turn(&mut self, mut page: Value) -> bool {
        let first = self.listing.requests.is_empty();
        self.listing.requests.push(self.request.clone());
        if first {
            self.slice(&mut page);
            self.note_non_aggregate(&mut page);
        }
        let len = i64::try_from(len(path::get(&page, self.primary()))).unwrap_or(i64::MAX);
        let over = self.cap.map_or(0, |cap| self.total + len - cap);
        if over > 0 {
            self.cut(page, len - over, first);
            return false;
        }
        self.total += len;
        let next = next_token(self.row, &page);
        self.listing.pages.push(page);
        self.go_on(next)
    }

    /// botocore's way with the first page of a listing that was started by a token.
    fn slice(&self, page: &mut Value) {
        let Some(start) = &self.start else { return };
        let from = usize::try_from(start.count().unwrap_or(0)).unwrap_or(usize::MAX);
        let primary = slice(path::get(page, self.primary()), from, usize::MAX);
        path::set(page, self.primary(), primary);
        if self.switches.secondary && start.amount.is_none() {
            return;
        }
        for key in self.keys.iter().skip(1) {
            let empty = emptied(path::get(page, key));
            path::set(page, key, empty);
        }
    }

    /// What botocore notes of a key inside another it writes into the very object it noted before, which is the page's.
    fn note_non_aggregate(&self, page: &mut Value) {
        let keys = self.row.paginator("non_aggregate_keys");
        for (number, key) in keys.iter().enumerate() {
            let is_inside = |outer: &&str| {
                let inner = key.strip_prefix(*outer);
                inner.is_some_and(|rest| rest.starts_with('.'))
                    && path::get(page, outer).as_object().is_some()
            };
            if keys.iter().take(number).any(is_inside) {
                let value = path::get(page, key).clone();
                path::set(page, key, value);
            }
        }
    }

    fn cut(&mut self, mut page: Value, keep: i64, first: bool) {
        let keep = usize::try_from(keep).unwrap_or(0);
        let primary = slice(path::get(&page, self.primary()), 0, keep);
        path::set(&mut page, self.primary(), primary);
        self.listing.pages.push(page);
        let skipped = self.start.as_ref().filter(|_| first).and_then(Start::count);
        self.token
            .insert(AMOUNT, keep as u64 + skipped.unwrap_or(0));
        self.listing.resume = Some(smithy_pagination::codec::encode(&self.token));
    }

    fn go_on(&mut self, next: Object) -> bool {
        if next.iter().all(|(_, value)| value.is_null()) {
            return false;
        }
        self.token = next;
        if self.cap == Some(self.total) {
            self.listing.resume = Some(smithy_pagination::codec::encode(&self.token));
            return false;
        }
        if self.came_before(&self.token) {
            self.listing.failure = Some(Failure::SameToken {
                token: Value::Object(self.token.clone()),
                resume: behind(self.row, self.listing.pages.len()),
            });
            return false;
        }
        self.seen.push(self.token.clone());
        self.inject();
        true
    }

    /// botocore looks at the token before only.
    fn came_before(&self, token: &Object) -> bool {
        if self.switches.cycles {
            self.seen.contains(token)
        } else {
            self.seen.last() == Some(token)
        }
    }

    fn inject(&mut self) {
        let Some(request) = self.request.as_object_mut() else {
            return;
        };
        for (name, value) in self.token.iter() {
            if value.is_null() || value.as_str() == Some("None") {
                request.remove(name);
            } else {
                request.insert(name, value.clone());
            }
        }
    }

    fn finish(self) -> Listing {
        let mut listing = self.listing;
        let non_aggregate = self.row.paginator("non_aggregate_keys");
        listing.flat = flatten(&listing.pages, &self.keys);
        listing.items = group(&listing.pages, &self.keys, &listing.flat);
        if let Some(first) = listing.pages.first() {
            listing.non_aggregate = non_aggregate_part(first, &non_aggregate);
        }
        listing.search = super::search::of_pages(self.row, &listing.pages);
        listing.full_failure = listing.failure.clone();
        if listing.failure.is_none() {
            let full = full_result(
                &listing.pages,
                &self.keys,
                &non_aggregate,
                self.switches.collected,
            );
            match full {
                Some(full) => listing.full = Some(with_next_token(full, listing.resume.clone())),
                None => listing.full_failure = Some(Failure::Response),
            }
        }
        listing
    }

    fn primary(&self) -> &'r str {
        self.keys.first().copied().unwrap_or_default()
    }
}

/// How many items a primary value has.
pub fn len(primary: &Value) -> usize {
    match primary {
        Value::List(items) => items.len(),
        Value::String(text) => text.chars().count(),
        Value::Object(members) => members.len(),
        _ => 0,
    }
}

fn slice(value: &Value, from: usize, to: usize) -> Value {
    let count = to.saturating_sub(from);
    match value {
        Value::List(items) => Value::List(items.iter().skip(from).take(count).cloned().collect()),
        Value::String(text) => Value::String(text.chars().skip(from).take(count).collect()),
        _ => Value::Null,
    }
}

fn emptied(value: &Value) -> Value {
    match value {
        Value::List(_) => Value::List(Vec::new()),
        Value::String(_) => Value::String(String::new()),
        Value::Number(_) | Value::Bool(_) => value.clone(),
        Value::Null | Value::Object(_) => Value::Null,
    }
}
