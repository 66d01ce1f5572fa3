//! Pages of a listing.
//!
//! A position is the key of the last item delivered, never an index: items that come or go between two pages
//! neither repeat nor hide the others.
//! Operations hand in their items in the order of their keys, which each operation's file states.

use serde_json::{Map, Value};

use crate::fault::{Cycle, PageOf, Paging};
use crate::service_error::ServiceError;
use crate::token::{Binding, Cursor, Sealer};

/// One page being asked for.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    sealer: Sealer,
    binding: Binding,
    cursor: Cursor,
    token: Option<String>,
    size: usize,
    faults: Paging,
}

impl Listing {
    /// Reads a request's token. `page_of` and `open` tell what it says.
    ///
    /// # Errors
    ///
    /// The token is not one of this listing.
    pub(crate) fn open(sealer: &Sealer, request: &Request<'_>) -> Result<Self, ServiceError> {
        let binding = request.binding();
        let token = request.token();
        let cursor = match token {
            None => Cursor::start(),
            Some(token) => sealer.open(binding, token).ok_or_else(refused_token)?,
        };
        let token = token.map(str::to_owned);
        Ok(Self {
            sealer: sealer.clone(),
            binding,
            cursor,
            token,
            size: request.size,
            faults: Paging::default(),
        })
    }

    /// Which page this is, for the faults.
    pub(crate) fn page_of(&self) -> PageOf {
        PageOf {
            listing: self.binding,
            number: self.cursor.page,
        }
    }

    /// The same page with faults.
    pub(crate) fn with_faults(mut self, faults: Paging) -> Self {
        self.faults = faults;
        self
    }

    /// The same page with fewer items, for an operation that never gives out more.
    pub(crate) fn at_most(&self, items: usize) -> Self {
        Self {
            size: self.size.min(items),
            ..self.clone()
        }
    }

    /// The key after which this page begins; empty at the start.
    pub(crate) fn after(&self) -> &str {
        &self.cursor.after
    }

    /// The page's items and the token of the next page.
    ///
    /// `items` are those behind [`after`](Self::after), with their keys, in the order of the keys.
    pub(crate) fn page<K: Into<String>, T>(
        &self,
        items: impl IntoIterator<Item = (K, T)>,
    ) -> Page<T> {
        if self.faults.empty && !self.cursor.emptied {
            return Page {
                items: Vec::new(),
                next_token: Some(self.empty_token()),
            };
        }
        let mut items = items.into_iter();
        let mut last = None;
        let mut taken = Vec::new();
        for (key, item) in items.by_ref().take(self.size) {
            last = Some(key);
            taken.push(item);
        }
        let last = if items.next().is_some() {
            last.map(Into::into)
        } else {
            None
        };
        Page {
            items: taken,
            next_token: self.next_token(last),
        }
    }

    fn empty_token(&self) -> String {
        self.seal(Cursor {
            page: self.next_page(),
            emptied: true,
            ..self.cursor.clone()
        })
    }

    /// The token after a page; `last` is the key it ended with, if more items follow.
    fn next_token(&self, last: Option<String>) -> Option<String> {
        if let (true, Some(token)) = (self.faults.repeat_token, &self.token) {
            return Some(token.clone());
        }
        if let Some(cycle) = self
            .faults
            .cycle
            .filter(|cycle| self.cursor.page >= cycle.first_page)
        {
            return Some(self.circling_token(cycle, last.unwrap_or_default()));
        }
        let cursor = Cursor {
            page: self.next_page(),
            after: last?,
            emptied: false,
            circle: None,
        };
        Some(self.seal(cursor))
    }

    /// The next token of a circle: its first one again where the circle closes.
    fn circling_token(&self, cycle: Cycle, last: String) -> String {
        let first = cycle.first_page.saturating_add(1);
        let begin = |page, after: String, circle| Cursor {
            page,
            after,
            emptied: false,
            circle: Some(circle),
        };
        let cursor = match &self.cursor.circle {
            Some(origin) if self.cursor.page == cycle.first_page.saturating_add(cycle.length) => {
                begin(first, origin.clone(), origin.clone())
            }
            Some(origin) => begin(self.next_page(), last, origin.clone()),
            None => begin(first, last.clone(), last),
        };
        self.seal(cursor)
    }

    fn next_page(&self) -> u32 {
        self.cursor.page.saturating_add(1)
    }

    fn seal(&self, cursor: Cursor) -> String {
        self.sealer.seal(self.binding, &cursor)
    }
}

fn refused_token() -> ServiceError {
    ServiceError::invalid_parameter(
        "'nextToken' is not a token this registry gave out for this operation and input",
    )
}

/// A page: items, and the next token where there is a next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next_token: Option<String>,
}

/// What a request says about its page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    pub(crate) operation: &'static str,
    pub(crate) input: &'a Map<String, Value>,
    pub(crate) token_member: &'static str,
    pub(crate) size_member: Option<&'static str>,
    pub(crate) size: usize,
}

impl<'a> Request<'a> {
    fn token(&self) -> Option<&'a str> {
        self.input.get(self.token_member).and_then(Value::as_str)
    }

    /// Everything that makes the listing what it is. serde_json sorts members, so equal inputs are spelled equally.
    fn binding(&self) -> Binding {
        let mut input = self.input.clone();
        input.retain(|name, value| !self.is_about_the_page(name) && !value.is_null());
        Binding::of(self.operation, &Value::Object(input).to_string())
    }

    /// The registry's number is left out too: there is only one registry here, and saying so changes nothing.
    fn is_about_the_page(&self, name: &str) -> bool {
        name == self.token_member || Some(name) == self.size_member || name == "registryId"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(token: Option<&str>, size: usize, faults: Paging) -> Listing {
        let mut input = Map::new();
        input.insert("nextToken".into(), token.into());
        let request = Request {
            operation: "ListImages",
            input: &input,
            token_member: "nextToken",
            size_member: Some("maxResults"),
            size,
        };
        Listing::open(&Sealer::new(1, "a"), &request)
            .unwrap()
            .with_faults(faults)
    }

    /// Pages through `count` items until the end or the hundredth page.
    fn pages(count: usize, size: usize, faults: Paging) -> Vec<(Vec<usize>, Option<String>)> {
        let mut pages: Vec<(Vec<usize>, Option<String>)> = Vec::new();
        loop {
            let token = pages.last().and_then(|(_, token)| token.clone());
            let listing = listing(token.as_deref(), size, faults);
            let items = (0..count).map(|item| (format!("{item:04}"), item));
            let page = listing.page(items.filter(|(key, _)| key.as_str() > listing.after()));
            pages.push((page.items, page.next_token.clone()));
            if page.next_token.is_none() || pages.len() == 100 {
                return pages;
            }
        }
    }

    #[test]
    fn a_page_that_is_exactly_full_is_the_last() {
        let sizes: Vec<usize> = pages(6, 3, Paging::default())
            .iter()
            .map(|(items, _)| items.len())
            .collect();
        assert_eq!(sizes, [3, 3]);
        assert_eq!(pages(0, 3, Paging::default()), [(vec![], None)]);
    }

    #[test]
    fn an_empty_page_before_each_page_loses_nothing() {
        let pages = pages(
            5,
            2,
            Paging {
                empty: true,
                ..Paging::default()
            },
        );
        let sizes: Vec<usize> = pages.iter().map(|(items, _)| items.len()).collect();
        assert_eq!(sizes, [0, 2, 0, 2, 0, 1]);
        let items: Vec<usize> = pages.into_iter().flat_map(|(items, _)| items).collect();
        assert_eq!(items, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn circles_have_the_tail_and_length_asked_for() {
        for (first_page, length) in [(1, 1), (1, 2), (4, 1), (3, 5), (2, 40)] {
            let cycle = Some(Cycle { first_page, length });
            let pages = pages(
                30,
                2,
                Paging {
                    cycle,
                    ..Paging::default()
                },
            );
            let tokens: Vec<String> = pages.into_iter().filter_map(|(_, token)| token).collect();
            assert_eq!(tokens.len(), 100);
            let (tail, length) = (first_page as usize - 1, length as usize);
            let distinct: std::collections::BTreeSet<&String> = tokens.iter().collect();
            assert_eq!(distinct.len(), tail + length, "{cycle:?}");
            for (index, token) in tokens.iter().enumerate() {
                let repeats = tokens[..index].iter().rposition(|earlier| earlier == token);
                let expected = index.checked_sub(length).filter(|_| index >= tail + length);
                assert_eq!(repeats, expected, "token {index} of {cycle:?}");
            }
        }
    }

    #[test]
    fn a_repeated_token_is_the_one_that_asked() {
        let repeat = Paging {
            repeat_token: true,
            ..Paging::default()
        };
        let first = listing(None, 1, repeat)
            .page([("a", 1), ("b", 2)])
            .next_token;
        assert!(first.is_some());
        assert_eq!(
            listing(first.as_deref(), 1, repeat)
                .page([("b", 2)])
                .next_token,
            first
        );
    }
}
