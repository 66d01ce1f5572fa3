//! Pagination as boto3 does it, without I/O: resume tokens, item caps, full results, and no lost items.
#![no_std]

extern crate alloc;

mod fetch;
mod paginated;
mod refused;
mod token;
pub mod typed;

pub use fetch::{AsyncFetch, Fetch, Via};
pub use paginated::{Aggregate, Items, LimitKind, Paginated};
pub use refused::Refused;
pub use token::Token;
