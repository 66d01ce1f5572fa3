//! Amazon ECR: the service model as constant tables.
//!
//! For programs that need the model at run time: a command line, a server for tests, a generic caller.
//! Types, codec and pager do without it.
//!
//! # Example: what an operation takes
//!
//! ```
//! use ecr_schema::SERVICE;
//! use smithy_wire::schema::Kind;
//!
//! let operation = SERVICE.operation("DescribeImages").ok_or("no such operation")?;
//! let member = operation.input.member("maxResults").ok_or("no such member")?;
//! assert!(!member.required);
//! assert!(matches!(member.kind, Kind::Integer(range) if range.contains(1000) && !range.contains(1001)));
//! assert_eq!(operation.paginated.map(|pages| pages.result_keys), Some(["imageDetails"].as_slice()));
//! # Ok::<(), &str>(())
//! ```
//!
//! # What it does not do
//!
//! The tables hold what a program can act on: names, types, ranges, pagination.
//! They hold no documentation, and nothing validates a value against them here.

#[rustfmt::skip]
mod generated;

pub use generated::*;
