//! The Smithy 2.0 JSON AST: shapes, traits, apply, merging, and errors that say where.
//!
//! # Example: read a model and look at a member
//!
//! ```
//! use smithy_schema_json::{Source, read};
//!
//! let text = r#"{
//!   "smithy": "2.0",
//!   "shapes": {
//!     "com.example#Page": {
//!       "type": "structure",
//!       "members": {
//!         "nextToken": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } }
//!       }
//!     }
//!   }
//! }"#;
//! let model = read(&[Source::new("page.json", text)])?;
//! let page = model.shape("com.example#Page").ok_or("no such shape")?;
//! let member = page.member("nextToken").ok_or("no such member")?;
//! assert!(member.traits().required());
//! assert_eq!(member.target().as_str(), "smithy.api#String");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Example: a mistake is reported with its place and the remedy
//!
//! ```
//! use smithy_schema_json::{Source, read};
//!
//! let text = r#"{"smithy": "2.0", "shapes": {"a#Tag": {"type": "strnig"}}}"#;
//! let errors = read(&[Source::new("tag.json", text)]).unwrap_err();
//! let error = errors.iter().next().unwrap();
//! assert_eq!(error.location().path(), r#"$.shapes["a#Tag"].type"#);
//! assert!(error.remedy().contains("`string`"));
//! ```
//!
//! # What it does not do
//!
//! It reads the JSON form only, not the `.smithy` text form.
//! It checks what a code generator stands on: structure, names, targets, the values and places of traits, what excludes
//! what, defaults, pagination, patterns.
//! It does not run Smithy's linters, nor the selectors of traits that a model defines itself.

mod closure;
mod error;
mod gaps;
mod id;
mod model;
mod node;
mod place;
mod prelude;
mod problem;
mod read;
mod shape;
mod span;
mod suggest;
mod traits;

pub use closure::Closure;
pub use error::{Error, ErrorKind, Errors};
pub use id::{InvalidShapeId, ShapeId};
pub use model::Model;
pub use node::{Entry, Node, NodeKind, Number, Object};
pub use read::{read, read_partly};
pub use shape::{Member, Operation, Reference, Rename, Resource, Service, Shape, ShapeKind};
pub use span::{Location, Source, Span};
pub use suggest::{nearest, suggestion};
pub use traits::{
    AwsService, Deprecated, ErrorSide, Length, Paginated, Pagination, Protocol, Range,
    TimestampFormat, Trait, Traits, XmlNamespace,
};
