//! One listing from its first request to its end: as recorded, as modelled, or as observed.

use smithy_pagination::ConfigError;
use smithy_wire::{Object, Value};

use super::behind::behind;
use super::path;
use super::rows::{Row, list};

/// Everything that can be compared of one listing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What was sent, in order.
    pub requests: Vec<Value>,
    /// What was delivered, sliced and cut.
    pub pages: Vec<Value>,
    /// The items one after another, each with the number of its result key.
    pub flat: Vec<(usize, Value)>,
    /// The items of each result key; `None` where a page holds a number or boolean there.
    pub items: Vec<Option<Vec<Value>>>,
    /// What botocore keeps of the first page.
    pub non_aggregate: Value,
    /// All pages as one, `NextToken` included; absent if that failed.
    pub full: Option<Value>,
    /// Why there is no full result.
    pub full_failure: Option<Failure>,
    /// What each expression of the row finds page by page.
    pub search: Vec<Vec<Value>>,
    /// Where to go on; absent after a failure.
    pub resume: Option<String>,
    /// Why the listing stopped before its end.
    pub failure: Option<Failure>,
}

/// Why a listing stopped before its end.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A token came back.
    SameToken {
        /// The token, as an object.
        token: Value,
        /// The token that goes on behind the last page; botocore has none.
        resume: String,
    },
    /// The starting token points past its page; botocore goes on.
    BeyondPage {
        /// How much of the page the token says was delivered.
        amount: u64,
        /// How many items the page has.
        page_len: usize,
        /// The token of the page's start.
        page_start: String,
    },
    /// A request more than there are responses.
    OutOfResponses {
        /// The token that goes on from there.
        resume: String,
    },
    /// A page that cannot be added to those before it.
    Response,
    /// Refused before any request: `invalid_int`.
    InvalidInt(String),
    /// Refused before any request: `page_size_unsupported`.
    PageSizeUnsupported,
    /// Refused before any request: `bad_starting_token` of the old form.
    StartingToken {
        /// How many parts it has.
        parts: usize,
        /// How many there may be.
        input_tokens: usize,
    },
    /// Refused before any request, as botocore does not.
    Refused(ConfigError),
    /// Something else; equal to nothing but itself.
    Other(String),
}

impl Listing {
    /// Nothing sent, nothing delivered.
    pub fn empty() -> Listing {
        Listing {
            non_aggregate: Value::Object(Object::new()),
            ..Listing::default()
        }
    }

    /// Refused before any request.
    pub fn refused(row: &Row, failure: Failure) -> Listing {
        Listing {
            items: group(&[], &row.paginator("result_key"), &[]),
            full_failure: Some(failure.clone()),
            failure: Some(failure),
            ..Listing::empty()
        }
    }

    /// What botocore did with a row.
    pub fn recorded(row: &Row) -> Listing {
        let pages = list(row.expect("pages")).to_vec();
        let keys = row.paginator("result_key");
        let full = row.expect("full_result");
        Listing {
            requests: list(row.expect("requests")).to_vec(),
            flat: flatten(&pages, &keys),
            items: list(row.expect("items"))
                .iter()
                .map(|items| items.as_list().map(<[_]>::to_vec))
                .collect(),
            non_aggregate: row.expect("non_aggregate_part").clone(),
            full: (!full.is_null()).then(|| full.clone()),
            full_failure: Failure::recorded(row, "full_result_error", pages.len()),
            search: list(row.expect("search"))
                .iter()
                .map(|found| list(found).to_vec())
                .collect(),
            resume: row.expect("resume_token").as_str().map(str::to_owned),
            failure: Failure::recorded(row, "error", pages.len()),
            pages,
        }
    }

    /// What is not equal, by name.
    pub fn differences(&self, other: &Listing) -> Vec<&'static str> {
        let equal = [
            ("requests", self.requests == other.requests),
            ("pages", self.pages == other.pages),
            ("item order", self.flat == other.flat),
            ("items", self.items == other.items),
            (
                "non_aggregate_part",
                self.non_aggregate == other.non_aggregate,
            ),
            ("full_result", self.full == other.full),
            ("full_result_error", self.full_failure == other.full_failure),
            ("resume_token", self.resume == other.resume),
            ("search", self.search == other.search),
            ("error", self.failure == other.failure),
        ];
        let differing = equal.into_iter().filter(|(_, equal)| !equal);
        differing.map(|(name, _)| name).collect()
    }
}

impl Failure {
    /// The token that goes on after this failure, where there is one.
    pub fn resume(&self) -> Option<&str> {
        match self {
            Failure::SameToken { resume, .. } | Failure::OutOfResponses { resume } => Some(resume),
            _ => None,
        }
    }

    fn recorded(row: &Row, name: &str, pages: usize) -> Option<Failure> {
        let error = row.expect(name);
        let text = |name| error.get(name).and_then(Value::as_str).unwrap_or_default();
        let after = error.get("after_pages").and_then(Value::as_u64);
        if error.is_null() {
            return None;
        }
        if after.is_some_and(|after| after != pages as u64) {
            return Some(Failure::Other(
                "after_pages is not the number of pages".into(),
            ));
        }
        Some(match (text("kind"), text("stage")) {
            ("same_token", _) => Failure::SameToken {
                token: error.get("token").cloned().unwrap_or_default(),
                resume: behind(row, pages),
            },
            ("bad_starting_token", "start") => Failure::StartingToken {
                parts: text("token").split("___").count(),
                input_tokens: row.paginator("input_token").len(),
            },
            ("page_size_unsupported", _) => Failure::PageSizeUnsupported,
            ("invalid_int", _) => Failure::InvalidInt(text("field").into()),
            (kind, _) => Failure::Other(format!("botocore: {kind}")),
        })
    }
}

/// The items of the pages, page by page and key by key.
pub fn flatten(pages: &[Value], keys: &[&str]) -> Vec<(usize, Value)> {
    let mut flat = Vec::new();
    for page in pages {
        for (number, key) in keys.iter().enumerate() {
            let items = path::items(path::get(page, key)).unwrap_or_default();
            flat.extend(items.into_iter().map(|item| (number, item)));
        }
    }
    flat
}

/// The items of each key; `None` where a page holds a number or boolean there.
pub fn group(pages: &[Value], keys: &[&str], flat: &[(usize, Value)]) -> Vec<Option<Vec<Value>>> {
    let one = |(number, key): (usize, &&str)| {
        let iterable = pages
            .iter()
            .all(|page| path::items(path::get(page, key)).is_some());
        let of_key = flat.iter().filter(|(of, _)| *of == number);
        iterable.then(|| of_key.map(|(_, item)| item.clone()).collect())
    };
    keys.iter().enumerate().map(one).collect()
}
