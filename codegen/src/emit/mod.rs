//! The resolved service → tokens: one file an emitted artefact, all of the same shape.
//!
//! An emitter of files is `fn emit(&Service, &Plan) -> Sources`; the others make the parts of a file.

pub(crate) mod cases;
mod common;
mod debug;
pub(crate) mod endpoint;
mod enums;
mod error_enum;
mod errors;
mod facade;
mod fields;
mod identity;
mod int_enums;
mod literal;
mod modules;
mod paginator;
mod paths;
mod read;
mod request;
mod response;
mod schema;
mod schema_kind;
mod serde;
mod setters;
mod structure;
mod types;
mod union;
mod waits;
mod write;

use crate::files::Sources;
use crate::ir::Service;
use crate::plan::Plan;

/// What makes every file of the generated crates; what makes most comes first, so that nobody begins with it last.
pub(crate) const EMITTERS: [Emitter; 12] = [
    response::emit,
    structure::emit,
    schema::emit,
    request::emit,
    errors::emit,
    enums::emit,
    facade::emit,
    endpoint::emit,
    paginator::emit,
    union::emit,
    int_enums::emit,
    modules::emit,
];

/// The files of an emitter, one after the other.
pub(crate) type Emitter = for<'a> fn(&'a Service, &'a Plan) -> Sources<'a>;
