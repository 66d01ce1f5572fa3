//! A service made up at random: what it answers depends on what a request holds, not on how many came before.

use smithy_wire::schema::Operation;
use smithy_wire::{Object, Value};

use crate::conformance::path;

/// Requests of one run beyond this many are answered by an empty last page, so that an endless loop ends.
pub const MOST_REQUESTS: usize = 20;

/// One operation's listing.
#[derive(Clone, Debug)]
pub struct Service {
    /// The operation, from the model.
    pub operation: &'static Operation,
    /// What it lists.
    pub pages: Pages,
}

/// How a listing comes in pages.
#[derive(Clone, Debug)]
pub enum Pages {
    /// Fixed pages; each token names one.
    Graph {
        /// The pages as they are answered; the first is that without a token.
        pages: Vec<Value>,
        /// Which page a token names.
        tokens: Vec<(String, usize)>,
    },
    /// One long list that the page size cuts.
    List {
        /// The members beside result keys and token, the same on each page.
        frame: Object,
        /// The items of each result key; those of the second lie beside those of the first.
        items: Vec<Vec<Value>>,
        /// How many items a page has at most.
        cap: usize,
        /// The token of each place.
        tokens: Vec<String>,
    },
}

/// A token that the service did not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownToken;

impl Service {
    /// The paths of the result keys.
    pub fn keys(&self) -> &'static [&'static str] {
        self.operation
            .paginated
            .map_or(&[], |paginated| paginated.result_keys)
    }

    /// The tokens that name a page or place.
    pub fn tokens(&self) -> Vec<&str> {
        match &self.pages {
            Pages::Graph { tokens, .. } => tokens.iter().map(|(token, _)| token.as_str()).collect(),
            Pages::List { tokens, .. } => tokens.iter().skip(1).map(String::as_str).collect(),
        }
    }

    /// One page.
    ///
    /// # Errors
    ///
    /// [`UnknownToken`] for a token that is none of the service's.
    pub fn answer(&self, request: &Value) -> Result<Value, UnknownToken> {
        let token = request.get("nextToken").and_then(Value::as_str);
        match &self.pages {
            Pages::Graph { pages, tokens } => {
                let named = |token| tokens.iter().find(|(text, _)| text == token);
                let at = match token {
                    None => 0,
                    Some(token) => named(token).ok_or(UnknownToken)?.1,
                };
                pages.get(at).cloned().ok_or(UnknownToken)
            }
            Pages::List { cap, tokens, .. } => {
                let from = match token {
                    None => 0,
                    Some(token) => tokens
                        .iter()
                        .position(|text| text == token)
                        .ok_or(UnknownToken)?,
                };
                let size = request.get("maxResults").and_then(Value::as_u64);
                let size = size
                    .and_then(|size| usize::try_from(size).ok())
                    .unwrap_or(*cap);
                Ok(self.cut(from, size.clamp(1, *cap)))
            }
        }
    }

    fn cut(&self, from: usize, size: usize) -> Value {
        let Pages::List {
            frame,
            items,
            tokens,
            ..
        } = &self.pages
        else {
            return Value::default();
        };
        let mut page = Value::Object(frame.clone());
        let next = tokens.get(from + size);
        for (key, items) in self.keys().iter().zip(items) {
            let left = items.len().saturating_sub(from);
            let take = if next.is_some() { size.min(left) } else { left };
            let part: Vec<Value> = items.iter().skip(from).take(take).cloned().collect();
            path::set(&mut page, key, Value::List(part));
        }
        if let Some(next) = next {
            path::set(&mut page, "nextToken", Value::from(next.as_str()));
        }
        page
    }

    /// The whole listing, key by key: every item of every page, once and in order.
    pub fn whole(&self) -> Vec<Vec<Value>> {
        match &self.pages {
            Pages::List { items, .. } => items.clone(),
            Pages::Graph { pages, .. } => {
                let of_key = |key: &&str| {
                    let lists = pages.iter().map(|page| path::get(page, key));
                    lists
                        .flat_map(|list| list.as_list().unwrap_or_default())
                        .cloned()
                        .collect()
                };
                self.keys().iter().map(of_key).collect()
            }
        }
    }

    /// The service as JSON, for a report of what failed.
    pub fn to_value(&self) -> Value {
        let mut object = Object::new();
        object.insert("operation", self.operation.name);
        match &self.pages {
            Pages::Graph { pages, tokens } => {
                object.insert("pages", Value::List(pages.clone()));
                let named = tokens
                    .iter()
                    .map(|(token, at)| (token.as_str(), *at as u64));
                object.insert("tokens", named.collect::<Object>());
            }
            Pages::List {
                items, cap, tokens, ..
            } => {
                object.insert(
                    "items",
                    items.iter().cloned().map(Value::List).collect::<Value>(),
                );
                object.insert("cap", *cap as u64);
                object.insert(
                    "tokens",
                    tokens.iter().map(String::as_str).collect::<Value>(),
                );
            }
        }
        Value::Object(object)
    }
}
