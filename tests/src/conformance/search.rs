//! The expressions of a row, evaluated page by page.

use std::convert::Infallible;

use smithy_pagination::{DynamicPaginator, PageConfig, Paginate};
use smithy_search::{Search, SearchPageError, pages};
use smithy_wire::Value;

use super::rows::{Row, texts};

/// What each expression finds on pages at hand, for the model.
pub fn of_pages(row: &Row, at_hand: &[Value]) -> Vec<Vec<Value>> {
    each(row, |search| {
        let at_hand = at_hand.iter().cloned().map(Ok);
        values(pages::<_, Infallible>(at_hand, search))
    })
}

/// What each expression finds as the listing is read.
pub fn of_listing(row: &Row, paginator: &DynamicPaginator, config: &PageConfig) -> Vec<Vec<Value>> {
    each(row, |search| {
        let mut answers = row.responses().iter();
        let call = |_: &Value| answers.next().cloned().ok_or("out of responses");
        let request = row.get("params").clone();
        let listing = Paginate::calling(paginator.clone(), request, call).config(config.clone());
        match listing.pages() {
            Ok(listing) => values(pages(listing, search)),
            Err(_) => Vec::new(),
        }
    })
}

/// What each expression finds where nothing was sent.
pub fn of_nothing(row: &Row) -> Vec<Vec<Value>> {
    each(row, |_| Vec::new())
}

fn each(row: &Row, find: impl FnMut(&Search) -> Vec<Value>) -> Vec<Vec<Value>> {
    let expressions = texts(row.get("search")).into_iter();
    let searches: Result<Vec<Search>, _> = expressions.map(Search::new).collect();
    searches.map_or_else(
        |error| vec![vec![Value::from(error.to_string())]],
        |searches| searches.iter().map(find).collect(),
    )
}

/// A page that fails ends it, as it does for botocore; an expression that fails shows.
fn values<E>(found: impl Iterator<Item = Result<Value, SearchPageError<E>>>) -> Vec<Value> {
    let shown = found.map_while(|found| match found {
        Ok(value) => Some(value),
        Err(SearchPageError::Search(error)) => Some(Value::from(error.to_string())),
        Err(_) => None,
    });
    shown.collect()
}
