//! What is wrong with an expression, or with what it was given.

use std::error::Error;
use std::fmt;

use smithy_pagination::PageError;

/// An expression that cannot be read, or that failed on a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchError {
    expression: String,
    offset: usize,
    reason: String,
}

impl SearchError {
    pub(crate) fn new(error: &jmespath::JmespathError) -> Self {
        SearchError {
            expression: error.expression.clone(),
            offset: error.offset,
            reason: error.reason.to_string(),
        }
    }

    pub(crate) fn at(expression: &str, offset: usize, reason: String) -> Self {
        SearchError {
            expression: expression.to_owned(),
            offset,
            reason,
        }
    }

    pub(crate) fn no_value(expression: &str) -> Self {
        let reason = "it gives a reference to an expression (`&…`), which is no value";
        SearchError::at(expression, 0, reason.to_owned())
    }

    pub(crate) fn too_deep(expression: &str, offset: usize, deepest: usize) -> Self {
        SearchError {
            expression: expression.chars().take(40).chain(['…']).collect(),
            offset,
            reason: format!(
                "it has more than {deepest} brackets and operators; shorten it, or search what it finds once more"
            ),
        }
    }

    /// The expression.
    pub fn expression(&self) -> &str {
        &self.expression
    }

    /// Where in the expression, in characters from 0.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong there.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SearchError {
            expression,
            offset,
            reason,
        } = self;
        write!(
            f,
            "JMESPath `{expression}`, at character {offset}: {}",
            reason.trim_end()
        )
    }
}

impl Error for SearchError {}

/// Why a search over pages stopped.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SearchPageError<E> {
    /// A page failed; its error carries the place to go on from.
    Page(PageError<E>),
    /// The expression failed on a page.
    Search(SearchError),
}

impl<E> fmt::Display for SearchPageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SearchPageError::Page(_) => "the listing failed",
            SearchPageError::Search(_) => "the expression failed on a page",
        })
    }
}

impl<E: Error + 'static> Error for SearchPageError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            SearchPageError::Page(error) => Some(error),
            SearchPageError::Search(error) => Some(error),
        }
    }
}
