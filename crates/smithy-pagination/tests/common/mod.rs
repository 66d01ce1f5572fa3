//! A service that pages two lists, and a typed paginator for it, as generated code would have them.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "shared by tests, each uses a part"
)]

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use smithy_pagination::{Aggregate, Items, LimitKind, Paginate, Paginated, Refused, Token, typed};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub filter: String,
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub items: Option<Vec<u32>>,
    pub notes: Option<Vec<u32>>,
    pub name: Option<String>,
    pub next_token: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Item(u32),
    Note(u32),
}

#[derive(Clone, Copy, Debug)]
pub struct ListThings;

impl Paginated for ListThings {
    type Request = Request;
    type Response = Response;

    fn operation(&self) -> &str {
        "ListThings"
    }

    fn input_tokens(&self) -> &[Cow<'static, str>] {
        static TOKENS: [Cow<'static, str>; 1] = [Cow::Borrowed("nextToken")];
        &TOKENS
    }

    fn limit(&self) -> LimitKind {
        LimitKind::Integer
    }

    fn set_token(&self, request: &mut Request, token: &Token) -> Result<(), Refused> {
        request.next_token = token.text("nextToken")?;
        Ok(())
    }

    fn set_limit(&self, request: &mut Request, limit: u64) -> Result<(), Refused> {
        request.max_results = Some(typed::limit(limit)?);
        Ok(())
    }

    fn next_token(&self, response: &Response) -> Token {
        Token::single("nextToken", response.next_token.clone())
    }

    fn primary_len(&self, response: &Response) -> usize {
        typed::len(&response.items)
    }

    fn keep(&self, response: &mut Response, range: Range<usize>) {
        typed::keep(&mut response.items, range);
    }

    fn blank_secondary(&self, response: &mut Response) {
        typed::blank(&mut response.notes);
    }
}

impl Items for ListThings {
    type Item = Item;
    type IntoIter = std::vec::IntoIter<Item>;

    fn into_items(&self, response: Response) -> Self::IntoIter {
        let items = response.items.into_iter().flatten().map(Item::Item);
        let notes = response.notes.into_iter().flatten().map(Item::Note);
        items.chain(notes).collect::<Vec<_>>().into_iter()
    }
}

impl Aggregate for ListThings {
    fn begin(&self, mut first: Response) -> Response {
        first.next_token = None;
        first
    }

    fn absorb(&self, whole: &mut Response, page: Response) {
        typed::extend(&mut whole.items, page.items);
        typed::extend(&mut whole.notes, page.notes);
    }
}

/// A listing cut into pages, some of them empty, that remembers what it was asked.
#[derive(Clone, Debug)]
pub struct Listing {
    pub pages: Vec<(Vec<u32>, Vec<u32>)>,
    pub asked: RefCell<Vec<Request>>,
}

impl Listing {
    pub fn new(pages: Vec<(Vec<u32>, Vec<u32>)>) -> Self {
        Listing {
            pages,
            asked: RefCell::default(),
        }
    }

    /// The page a request asks for; tokens are `t1`, `t2`, …
    pub fn answer(&self, request: &Request) -> Result<Response, String> {
        self.asked.borrow_mut().push(request.clone());
        let place = match &request.next_token {
            None => 0,
            Some(token) => token
                .strip_prefix('t')
                .and_then(|n| n.parse().ok())
                .ok_or("unknown token")?,
        };
        let (items, notes) = self.pages.get(place).cloned().ok_or("no such page")?;
        let next_token = (place + 1 < self.pages.len()).then(|| format!("t{}", place + 1));
        Ok(Response {
            items: Some(items),
            notes: Some(notes),
            name: Some("all".into()),
            next_token,
        })
    }

    pub fn items(&self) -> Vec<u32> {
        self.pages
            .iter()
            .flat_map(|(items, _)| items.clone())
            .collect()
    }

    pub fn notes(&self) -> Vec<u32> {
        self.pages
            .iter()
            .flat_map(|(_, notes)| notes.clone())
            .collect()
    }

    /// All items in page order, those of the first key first in each page.
    pub fn flat(&self) -> Vec<Item> {
        let page = |(items, notes): &(Vec<u32>, Vec<u32>)| {
            let items = items.iter().copied().map(Item::Item);
            items
                .chain(notes.iter().copied().map(Item::Note))
                .collect::<Vec<_>>()
        };
        self.pages.iter().flat_map(page).collect()
    }

    pub fn requests(&self) -> usize {
        self.asked.borrow().len()
    }
}

pub fn request() -> Request {
    Request {
        filter: "only these".into(),
        ..Request::default()
    }
}

/// A listing of the whole, to be refined and started.
pub fn list(
    listing: &Listing,
) -> Paginate<ListThings, impl FnMut(&Request) -> Result<Response, String> + use<'_>> {
    Paginate::calling(ListThings, request(), |request| listing.answer(request))
}

/// Listings of up to seven pages; every second or so has items under the second key as well.
pub fn listings() -> impl Strategy<Value = Listing> {
    let sizes = prop::collection::vec((0usize..6, 0usize..3), 1..8);
    (sizes, any::<bool>()).prop_map(|(sizes, with_notes)| {
        let mut next = 0..;
        let pages = sizes.into_iter().map(|(items, notes)| {
            let items = next.by_ref().take(items).collect();
            let notes = next
                .by_ref()
                .take(if with_notes { notes } else { 0 })
                .collect();
            (items, notes)
        });
        Listing::new(pages.collect())
    })
}

/// A runner of 1,000 cases, or as many as `PROPTEST_CASES` says; what fails is kept beside the test's file and run first ever after.
pub fn runner(file: &'static str) -> TestRunner {
    TestRunner::new(config(file))
}

pub fn config(file: &'static str) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(1_000),
        source_file: Some(file),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    }
}

/// How many of a property's cases showed something; a property that hardly ever sees it proves little.
#[derive(Debug)]
pub struct Seen {
    property: &'static str,
    cases: RefCell<u32>,
    features: RefCell<std::collections::BTreeMap<&'static str, u32>>,
}

impl Seen {
    pub fn of(property: &'static str) -> Self {
        Seen {
            property,
            cases: RefCell::default(),
            features: RefCell::default(),
        }
    }

    pub fn case(&self, features: &[(&'static str, bool)]) {
        *self.cases.borrow_mut() += 1;
        self.shows(features);
    }

    /// What else the case at hand shows.
    pub fn shows(&self, features: &[(&'static str, bool)]) {
        for (name, shown) in features {
            *self.features.borrow_mut().entry(name).or_default() += u32::from(*shown);
        }
    }

    /// Prints the distribution; each feature has to be in one case of ten.
    pub fn check(&self) {
        let cases = *self.cases.borrow();
        let features = self.features.borrow();
        let share =
            |(name, count): (&&str, &u32)| format!("{name} {} %", count * 100 / cases.max(1));
        let shares: Vec<String> = features.iter().map(share).collect();
        println!("{}: {cases} cases; {}", self.property, shares.join(", "));
        for (name, count) in features.iter() {
            assert!(
                count * 10 >= cases,
                "{}: too few cases with {name}",
                self.property
            );
        }
    }
}

/// What a listing of pages shows.
pub fn features(pages: &[(Vec<u32>, Vec<u32>)]) -> [(&'static str, bool); 2] {
    let is_empty = |(items, _): &(Vec<u32>, Vec<u32>)| items.is_empty();
    [
        ("three pages or more", pages.len() >= 3),
        ("an empty page", pages.iter().any(is_empty)),
    ]
}
