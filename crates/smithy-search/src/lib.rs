//! JMESPath over paginated listings: page by page as boto3's `search`, or over the whole result.
//!
//! botocore's `PageIterator.search` evaluates the expression on each page by itself and gives the elements of what comes out;
//! so does [`pages`]. An expression that counts, sorts or picks the last of something answers for one page then, and not for the listing.
//! For the listing, evaluate it [on the whole result](Search::of), as the AWS CLI's `--query` does with JSON output.
//!
//! # Example: page by page, and over the whole result
//!
//! ```
//! use smithy_pagination::{DynamicPaginator, Paginate};
//! use smithy_search::{Search, pages};
//! use smithy_wire::Value;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
//! let paginator = DynamicPaginator::from_json("ListImages", &Value::from_json(config)?)?;
//! let call = |request: &Value| match request.get("nextToken") {
//!     None => Value::from_json(r#"{"imageIds": [{"imageTag": "v2"}, {"imageTag": "v3"}], "nextToken": "opaque"}"#),
//!     Some(_) => Value::from_json(r#"{"imageIds": [{"imageTag": "v1"}]}"#),
//! };
//! let listing = || Paginate::calling(paginator.clone(), Value::Object(Default::default()), call);
//!
//! let tags = Search::new("imageIds[].imageTag")?;
//! let found: Vec<Value> = pages(listing().pages()?, &tags).collect::<Result<_, _>>()?;
//! assert_eq!(found, ["v2", "v3", "v1"].map(Value::from));
//!
//! // Sorted page by page this would begin with v2.
//! let first = Search::new("sort(imageIds[].imageTag)[0]")?;
//! let whole = listing().full_result()?.into_value();
//! assert_eq!(first.of(&whole)?, Value::from("v1"));
//! # Ok(())
//! # }
//! ```
//!
//! # Where it differs from Python's
//!
//! The evaluation is that of the `jmespath` crate.
//!
//! - The values of a wildcard over an object (`summary.*`), and the members of what `merge` makes, come sorted by name; Python keeps their order.
//! - Numbers beyond 64 bits become floats, and so do numbers that went through a function such as `sum`: `sum([1, 2])` is `3.0` here.
//! - A function that is not there, or has too many or too few arguments, is refused when the expression is read; Python fails on the first page that gets that far, or never.
//! - Expressions that fail at run time (a function given the wrong type) fail on the page where that happens, in both.
//! - Python's library takes some texts for expressions that this one refuses, and the other way round; the error says where.
//!
//! # What this crate does not do
//!
//! It does not find tokens and items of a listing: those paths belong to the paginator, since their bytes go into resume tokens.

#![forbid(unsafe_code)]

mod check;
mod convert;
mod error;
mod order;
mod pages;
mod search;
mod tree;

pub use error::{SearchError, SearchPageError};
pub use pages::{PageSearch, pages};
pub use search::Search;
