//! A listing that failed on the way: where, after how much, and how to go on.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use core::convert::Infallible;
use core::error::Error;
use core::fmt;

use crate::refused::Refused;
use crate::token::Token;

/// A page that could not be delivered.
///
/// It says how far the listing came and carries the token that continues it, in this process or another, here or in boto3.
#[derive(Clone, Debug, PartialEq)]
pub struct PageError<E> {
    at: Box<At>,
    kind: PageErrorKind<E>,
}

#[derive(Clone, Debug, PartialEq)]
struct At {
    operation: String,
    page: u64,
    items: u64,
    resume_token: String,
}

/// What went wrong with a page; `E` is the client's own error.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PageErrorKind<E> {
    /// The call failed. The pager is where it was; `retry` sends the same request again.
    Call(E),
    /// The service answered with a token that it had given before, so the listing would never end.
    ///
    /// It resumes behind the last page that was delivered: that page is asked for again, and what it leads to then is followed.
    /// A checkpoint remembers the token, so that one which still leads back ends the resumed listing at once.
    /// A boto3 token has no room for it: resumed from one, a circle is gone round once more before it is noticed, and its pages come again.
    #[non_exhaustive]
    Cycle {
        /// The token that came back.
        token: Token,
        /// How many pages the cycle has; 1 where the same token came twice in a row.
        length: u64,
    },
    /// The starting token points past the end of its page, so it was made with a larger page size.
    #[non_exhaustive]
    BeyondPage {
        /// How many items of the page the token says were delivered.
        amount: u64,
        /// How many items the page has.
        page_len: usize,
        /// The token of the page's start, which repeats items but loses none.
        page_start: String,
    },
    /// The listing was resumed inside a page, and the item delivered last is no longer in its place there:
    /// the listing changed meanwhile, so that going on would skip or repeat items.
    #[non_exhaustive]
    ListingChanged {
        /// How many items of the page were delivered before.
        ///
        /// The error's token is that of the page's start, which repeats them but loses none.
        delivered: u64,
    },
    /// The response holds something that cannot be paged, such as a number where the items should be.
    Response(Refused),
    /// The service's next token does not fit the request.
    NextToken(Refused),
    /// A response was handed in although none was asked for.
    NotAsked,
}

impl<E> PageError<E> {
    pub(crate) fn new(
        operation: &str,
        page: u64,
        items: u64,
        resume_token: String,
        kind: PageErrorKind<E>,
    ) -> Self {
        let at = At {
            operation: operation.to_owned(),
            page,
            items,
            resume_token,
        };
        PageError {
            at: Box::new(at),
            kind,
        }
    }

    pub(crate) fn with_resume_token(mut self, token: String) -> Self {
        self.at.resume_token = token;
        self
    }

    pub(crate) fn with_items(mut self, items: u64) -> Self {
        self.at.items = items;
        self
    }

    /// The operation's name, such as `DescribeImages`.
    pub fn operation(&self) -> &str {
        &self.at.operation
    }

    /// Which page failed, counted from 1 in this run.
    pub fn page(&self) -> u64 {
        self.at.page
    }

    /// How many items this run delivered before.
    pub fn items(&self) -> u64 {
        self.at.items
    }

    /// The starting token that continues the listing: nothing is lost and nothing comes twice, but where a [circle of tokens](PageErrorKind::Cycle) is still there.
    pub fn resume_token(&self) -> &str {
        &self.at.resume_token
    }

    /// What went wrong.
    pub fn kind(&self) -> &PageErrorKind<E> {
        &self.kind
    }

    /// What went wrong, taken out.
    pub fn into_kind(self) -> PageErrorKind<E> {
        self.kind
    }

    /// Whether sending the page's request again may help; `retry` of the iterators does so.
    pub fn is_retryable(&self) -> bool {
        use PageErrorKind::{BeyondPage, Call, Response};
        matches!(self.kind, Call(_) | BeyondPage { .. } | Response(_))
    }
}

impl PageError<Infallible> {
    /// The same error for a client whose calls can fail.
    pub fn widen<E>(self) -> PageError<E> {
        let kind = match self.kind {
            PageErrorKind::Call(never) => match never {},
            PageErrorKind::Cycle { token, length } => PageErrorKind::Cycle { token, length },
            PageErrorKind::BeyondPage {
                amount,
                page_len,
                page_start,
            } => PageErrorKind::BeyondPage {
                amount,
                page_len,
                page_start,
            },
            PageErrorKind::ListingChanged { delivered } => {
                PageErrorKind::ListingChanged { delivered }
            }
            PageErrorKind::Response(why) => PageErrorKind::Response(why),
            PageErrorKind::NextToken(why) => PageErrorKind::NextToken(why),
            PageErrorKind::NotAsked => PageErrorKind::NotAsked,
        };
        PageError { at: self.at, kind }
    }
}

impl<E> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let At {
            operation,
            page,
            items,
            resume_token,
        } = &*self.at;
        write!(
            f,
            "{operation}, page {page}, after {items} items: {}",
            self.kind
        )?;
        write!(
            f,
            "; the starting token {resume_token} continues the listing"
        )
    }
}

impl<E> fmt::Display for PageErrorKind<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PageErrorKind::Call(_) => f.write_str("the call failed"),
            PageErrorKind::Cycle { length: 1, .. } => {
                f.write_str("the service gave the same next token twice in a row")
            }
            PageErrorKind::Cycle { length, .. } => {
                write!(
                    f,
                    "the service gave a next token again that it had given {length} pages before"
                )
            }
            PageErrorKind::BeyondPage {
                amount,
                page_len,
                page_start,
            } => write!(
                f,
                "the starting token points behind item {amount} of its page, which has {page_len}; \
                 resume with the page size the token was made with, or from the page's start with {page_start}"
            ),
            PageErrorKind::ListingChanged { delivered } => write!(
                f,
                "the listing changed: item {delivered} of this page is no longer the one delivered last; \
                 start anew, or repeat this page"
            ),
            PageErrorKind::Response(_) => f.write_str("the response cannot be paged"),
            PageErrorKind::NextToken(_) => {
                f.write_str("the service's next token does not fit the request")
            }
            PageErrorKind::NotAsked => {
                f.write_str("a response was handed in although none was asked for")
            }
        }
    }
}

impl<E: Error + 'static> Error for PageError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            PageErrorKind::Call(error) => Some(error),
            PageErrorKind::Response(why) | PageErrorKind::NextToken(why) => Some(why),
            _ => None,
        }
    }
}
