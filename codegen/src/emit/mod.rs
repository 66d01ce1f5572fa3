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

/// Every file of the generated crates.
pub(crate) fn all<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let emitters: [Emitter; 11] = [
        structure::emit,
        union::emit,
        enums::emit,
        request::emit,
        response::emit,
        errors::emit,
        paginator::emit,
        schema::emit,
        endpoint::emit,
        facade::emit,
        modules::emit,
    ];
    Box::new(emitters.into_iter().flat_map(|emit| emit(service, plan)))
}

type Emitter = for<'a> fn(&'a Service, &'a Plan) -> Sources<'a>;
