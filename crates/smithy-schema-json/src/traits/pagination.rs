//! Pagination: Smithy's trait, and our own that says what it cannot.

use super::Traits;
use crate::node::{Node, Number};

/// What one pagination trait says; every part may be absent.
///
/// Of `smithy.api#paginated` each list has one element at most, and only the first four parts occur.
/// `codegen.pagination#paginated` may give one text or a list of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paginated {
    /// Input members that take the tokens.
    pub input_tokens: Option<Vec<String>>,
    /// Paths of output members that hold the next tokens.
    pub output_tokens: Option<Vec<String>>,
    /// The input member that takes the page size.
    pub page_size: Option<String>,
    /// Paths of output members that hold the items, the primary one first.
    pub items: Option<Vec<String>>,
    /// The output member that says whether there is more.
    pub more_results: Option<String>,
    /// Output members that are the same on every page.
    pub non_aggregate: Option<Vec<String>>,
    /// Input members that may not go with a page size or a token.
    pub excludes: Option<Vec<String>>,
    /// The page size the service takes where none is asked for.
    pub default_page_size: Option<u32>,
    /// Paths of the item's members that identify it.
    pub identity: Option<Vec<String>>,
}

/// How an operation is paged: service, operation and overlay put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Input members that take the tokens; one at least.
    pub input_tokens: Vec<String>,
    /// Paths of output members that hold the next tokens, one for each input token.
    pub output_tokens: Vec<String>,
    /// The input member that takes the page size.
    pub page_size: Option<String>,
    /// Paths of output members that hold the items, the primary one first; may be empty.
    pub items: Vec<String>,
    /// The output member that says whether there is more.
    pub more_results: Option<String>,
    /// Output members that are the same on every page.
    pub non_aggregate: Vec<String>,
    /// Input members that may not go with a page size or a token.
    pub excludes: Vec<String>,
    /// The page size the service takes where none is asked for.
    pub default_page_size: Option<u32>,
    /// Paths of the item's members that identify it; empty where nothing says so.
    pub identity: Vec<String>,
}

impl Traits {
    /// `smithy.api#paginated` alone.
    pub fn paginated(&self) -> Option<Paginated> {
        self.get("smithy.api#paginated").map(parse)
    }

    /// `codegen.pagination#paginated` alone.
    pub fn paginated_overlay(&self) -> Option<Paginated> {
        self.get("codegen.pagination#paginated").map(parse)
    }
}

fn parse(value: &Node) -> Paginated {
    let text = |name| value.get(name).and_then(Node::as_str).map(str::to_owned);
    let list = |name| value.get(name).and_then(texts);
    Paginated {
        input_tokens: list("inputToken"),
        output_tokens: list("outputToken"),
        page_size: text("pageSize"),
        items: list("items"),
        more_results: text("moreResults"),
        non_aggregate: list("nonAggregate"),
        excludes: list("excludes"),
        identity: list("identity"),
        default_page_size: value
            .get("defaultPageSize")
            .and_then(Node::as_number)
            .and_then(Number::as_u64)
            .and_then(|size| size.try_into().ok()),
    }
}

fn texts(value: &Node) -> Option<Vec<String>> {
    match value.as_array() {
        Some(elements) => elements
            .iter()
            .map(|element| element.as_str().map(str::to_owned))
            .collect(),
        None => value.as_str().map(|text| vec![text.to_owned()]),
    }
}

impl Paginated {
    /// What is absent here is taken from the other.
    pub(crate) fn or(self, other: Paginated) -> Paginated {
        Paginated {
            input_tokens: self.input_tokens.or(other.input_tokens),
            output_tokens: self.output_tokens.or(other.output_tokens),
            page_size: self.page_size.or(other.page_size),
            items: self.items.or(other.items),
            more_results: self.more_results.or(other.more_results),
            non_aggregate: self.non_aggregate.or(other.non_aggregate),
            excludes: self.excludes.or(other.excludes),
            default_page_size: self.default_page_size.or(other.default_page_size),
            identity: self.identity.or(other.identity),
        }
    }

    /// The whole, where tokens are named on both sides.
    pub(crate) fn complete(self) -> Option<Pagination> {
        Some(Pagination {
            input_tokens: self.input_tokens?,
            output_tokens: self.output_tokens?,
            page_size: self.page_size,
            items: self.items.unwrap_or_default(),
            more_results: self.more_results,
            non_aggregate: self.non_aggregate.unwrap_or_default(),
            excludes: self.excludes.unwrap_or_default(),
            default_page_size: self.default_page_size,
            identity: self.identity.unwrap_or_default(),
        })
    }
}
