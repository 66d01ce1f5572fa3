//! Pagination as boto3 does it, without I/O: resume tokens, item caps, full results, and no lost items.
#![no_std]

extern crate alloc;

pub mod codec;
mod config;
mod config_error;
mod cycle;
mod dynamic;
mod error;
mod fetch;
mod full_result;
mod int;
mod items;
mod pager;
mod pages;
mod paginate;
mod paginated;
mod progress;
mod refused;
mod start;
mod stream;
mod token;
pub mod typed;

pub use config::PageConfig;
pub use config_error::ConfigError;
pub use dynamic::{DynamicItem, DynamicPaginator};
pub use error::{PageError, PageErrorKind};
pub use fetch::{AsyncFetch, Fetch, Via};
pub use full_result::{FullResult, FullResultError};
pub use items::{ItemsIter, NoToken};
pub use pager::Pager;
pub use pages::Pages;
pub use paginate::Paginate;
pub use paginated::{Aggregate, Items, LimitKind, Paginated};
pub use progress::{Outcome, Progress};
pub use refused::Refused;
pub use stream::{ItemStream, PageStream};
pub use token::Token;
