//! Recorded rows of botocore's paginator, run through the product's code and judged.
//!
//! `tests/vectors/FORMAT.md` describes the rows.
//! Every page row runs on the dynamic paginator; a row of ECR whose values fit the model runs a second time, typed.
//! What comes out is a [`Listing`](listing::Listing), and so is what was recorded: judging is comparing the two.
//! Where they differ, a [model] of botocore's loop says what a deliberate deviation changes, and only that is allowed.
//!
//! # Example: one row
//!
//! ```
//! use ecr_tests::conformance::{pages, rows::Row};
//!
//! let row = r#"{"id": "a", "tags": [],
//!     "paginator": {"input_token": "t", "output_token": "t", "result_key": "r"},
//!     "params": {}, "config": {}, "responses": [{"r": [1]}],
//!     "expect": {"requests": [{}], "pages": [{"r": [1]}], "items": [[1]], "full_result": {"r": [1]},
//!                "non_aggregate_part": {}, "resume_token": null, "error": null, "full_result_error": null}}"#;
//! let outcome = pages::judge(&Row::parse(row)?);
//! assert_eq!(outcome.verdict().name(), "passed");
//! # Ok::<(), smithy_wire::json::LocatedError>(())
//! ```

pub mod aggregate;
pub mod allowed;
pub mod behind;
pub mod chains;
pub mod listing;
pub mod model;
pub mod observe;
pub mod pages;
pub mod path;
pub mod refusals;
pub mod report;
pub mod rows;
pub mod run_dynamic;
pub mod run_typed;
pub mod search;
pub mod start;
pub mod tokens;
pub mod verdict;
