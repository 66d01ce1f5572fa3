//! An expression on each page by itself.

use std::vec;

use smithy_pagination::PageError;
use smithy_wire::Value;

use crate::error::SearchPageError;
use crate::search::Search;

/// Evaluates the expression on each page by itself, as boto3's `search` does.
///
/// A list that comes out is given element by element, one level deep; anything else as it is, null included.
pub fn pages<P, E>(pages: P, search: &Search) -> PageSearch<P>
where
    P: Iterator<Item = Result<Value, PageError<E>>>,
{
    PageSearch {
        pages,
        search: search.clone(),
        found: Vec::new().into_iter(),
        is_over: false,
    }
}

/// What an expression finds page by page; made by [`pages`]. After an error it is over.
#[derive(Debug)]
pub struct PageSearch<P> {
    pages: P,
    search: Search,
    found: vec::IntoIter<Value>,
    is_over: bool,
}

impl<P> PageSearch<P> {
    /// The pages behind it, for their place in the listing.
    pub fn pages(&self) -> &P {
        &self.pages
    }

    /// The values of one page.
    fn open<E>(&self, page: Result<Value, PageError<E>>) -> Result<Vec<Value>, SearchPageError<E>> {
        let page = page.map_err(SearchPageError::Page)?;
        Ok(
            match self.search.of(&page).map_err(SearchPageError::Search)? {
                Value::List(values) => values,
                value => vec![value],
            },
        )
    }
}

impl<P, E> Iterator for PageSearch<P>
where
    P: Iterator<Item = Result<Value, PageError<E>>>,
{
    type Item = Result<Value, SearchPageError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(value) = self.found.next() {
                return Some(Ok(value));
            }
            if self.is_over {
                return None;
            }
            let page = self.pages.next()?;
            match self.open(page) {
                Ok(values) => self.found = values.into_iter(),
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
            }
        }
    }
}
