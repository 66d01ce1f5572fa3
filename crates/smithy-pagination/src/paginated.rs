//! What a paginator says about its operation: where tokens, limit and items live.

use alloc::borrow::Cow;
use core::ops::Range;

use smithy_wire::Value;

use crate::config_error::ConfigError;
use crate::filters::Filters;
use crate::refused::Refused;
use crate::token::Token;

/// Where an operation keeps its tokens, its page size and its items.
///
/// Generated paginators implement this on a unit struct, the [dynamic paginator](crate::DynamicPaginator) on its configuration.
/// The pagination loop itself is not here: it exists once, in [`Pager`](crate::Pager).
pub trait Paginated {
    /// What is sent for each page.
    type Request: Clone;
    /// What comes back for each page.
    type Response;

    /// The operation's name in the service model, such as `DescribeImages`; errors carry it.
    fn operation(&self) -> &str;

    /// The names of the request members that take a token, in the order a resume token lists them.
    fn input_tokens(&self) -> &[Cow<'static, str>];

    /// Whether the operation takes a page size, and as what.
    fn limit(&self) -> LimitKind;

    /// How many items a page has at most where no page size is asked for; unknown unless overridden.
    fn default_page_size(&self) -> Option<u64> {
        None
    }

    /// Writes a token's members into the request; a null member removes the parameter.
    ///
    /// # Errors
    ///
    /// [`Refused`] if a member is not of the type the request wants; the request is not sent then.
    fn set_token(&self, request: &mut Self::Request, token: &Token) -> Result<(), Refused>;

    /// Writes the page size into the request's limit member.
    ///
    /// Called only where [`limit`](Paginated::limit) says that there is one.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the number does not fit the member's type.
    fn set_limit(&self, request: &mut Self::Request, limit: u64) -> Result<(), Refused>;

    /// Writes a page size that is no plain number from 0 up: a negative one, or a text where the limit is a text.
    ///
    /// Only configurations given as JSON can hold one; the dynamic paginator sends it as botocore does.
    ///
    /// # Errors
    ///
    /// [`Refused`], unless overridden.
    fn set_limit_value(&self, request: &mut Self::Request, limit: &Value) -> Result<(), Refused> {
        let _ = (request, limit);
        Err(Refused::new("the page size has to be a number from 0 up"))
    }

    /// The token of the next page, one member for each input token.
    ///
    /// All null, or no members at all, ends the listing.
    /// Empty texts and other values that are false in Python may be left in: the pager counts them as null.
    fn next_token(&self, response: &Self::Response) -> Token;

    /// How many items the page holds under the first result key.
    fn primary_len(&self, response: &Self::Response) -> usize;

    /// Keeps only this range of the items under the first result key.
    ///
    /// An absent list stays absent, but its missing parents are created, as botocore does.
    fn keep(&self, response: &mut Self::Response, range: Range<usize>);

    /// Empties every result key but the first: an earlier run delivered them with the first part of the page.
    fn blank_secondary(&self, response: &mut Self::Response);

    /// Refuses what the service's model says it will refuse: a page size outside the range, members that do not go with paging.
    ///
    /// `page_size` is what the configuration asks for, and `sends_token` whether the listing starts from a token of the service:
    /// one resumed inside its first page does not.
    /// Asked before the first request.
    /// Nothing is refused unless overridden.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] that names the member and what to do.
    fn check_request(
        &self,
        request: &Self::Request,
        page_size: Option<i64>,
        sends_token: bool,
    ) -> Result<(), ConfigError> {
        let _ = (request, page_size, sends_token);
        Ok(())
    }

    /// What the request asks for besides tokens, for [checkpoints](crate::Checkpoint), which are bound to it.
    ///
    /// None unless overridden: then a checkpoint is bound to the operation only.
    fn filters(&self, request: &Self::Request) -> Filters {
        let _ = request;
        Filters::new()
    }

    /// A hash of what identifies an item of the page, counted over all result keys in page order.
    ///
    /// None unless overridden: then a checkpoint inside a page cannot tell that the listing changed.
    fn identity_at(&self, response: &Self::Response, index: usize) -> Option<u64> {
        let _ = (response, index);
        None
    }

    /// Takes away the first items of the first result key, and the first of the others in page order; whether there were that many.
    ///
    /// An operation with one result key need not override it.
    fn skip(&self, response: &mut Self::Response, primary: usize, others: usize) -> bool {
        let len = self.primary_len(response);
        self.keep(response, primary.min(len)..len);
        primary <= len && others == 0
    }

    /// Completes the first page of a listing, once it is [sliced](Paginated::keep) and before it is cut.
    ///
    /// There is nothing to do unless overridden: the dynamic paginator writes nulls there that botocore writes.
    fn complete_first(&self, response: &mut Self::Response) {
        let _ = response;
    }

    /// Refuses a response that cannot be paged; asked of each page once it is [sliced](Paginated::keep).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the reason. Typed responses always can be paged, so this answers `Ok` unless overridden.
    fn check(&self, response: &Self::Response) -> Result<(), Refused> {
        let _ = response;
        Ok(())
    }

    /// Whether pages have items that can be counted.
    ///
    /// So it is unless overridden; of an operation whose model names no items there are only pages, and no cap on items.
    fn counts_items(&self) -> bool {
        true
    }

    /// Whether a page may end between two items of its first result key, so that the rest can be had later.
    ///
    /// So it is where [items are counted](Paginated::counts_items), unless overridden; the dynamic paginator denies it for the members of an object.
    /// Without items to count there is no place between two, so an override must not allow it there.
    fn can_cut(&self, response: &Self::Response) -> bool {
        let _ = response;
        self.counts_items()
    }
}

/// A paginator whose pages can be taken apart into items.
pub trait Items: Paginated {
    /// One item; an enum where there are several result keys.
    type Item;
    /// The items of one page.
    type IntoIter: Iterator<Item = Self::Item>;

    /// The items of a page, those of the first result key first.
    #[expect(
        clippy::wrong_self_convention,
        reason = "it takes the response apart, not the paginator"
    )]
    fn into_items(&self, response: Self::Response) -> Self::IntoIter;

    /// The same hash as [`identity_at`](Paginated::identity_at) gives for this item.
    ///
    /// None unless overridden.
    fn identity(&self, item: &Self::Item) -> Option<u64> {
        let _ = item;
        None
    }
}

/// A paginator whose pages can be put together into one response.
pub trait Aggregate: Paginated {
    /// Starts the whole from the first page: its result members and its non-aggregate members are kept, the others are not.
    fn begin(&self, first: Self::Response) -> Self::Response;

    /// Adds the result members of a later page to the whole.
    fn absorb(&self, whole: &mut Self::Response, page: Self::Response);

    /// Completes the whole; nothing is added afterwards.
    ///
    /// There is nothing to do unless overridden. Until then the dynamic paginator's whole lacks the non-aggregate members.
    fn finish(&self, whole: &mut Self::Response) {
        let _ = whole;
    }

    /// Refuses a page whose values cannot be added to those before; asked before [`absorb`](Aggregate::absorb).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the reason. Typed responses always add up, so this answers `Ok` unless overridden.
    fn compatible(&self, whole: &Self::Response, page: &Self::Response) -> Result<(), Refused> {
        let _ = (whole, page);
        Ok(())
    }
}

/// Whether an operation takes a page size, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKind {
    /// It takes none; a page size is refused before any request.
    None,
    /// As a number.
    Integer,
    /// As a text, although it means a number.
    Text,
}
