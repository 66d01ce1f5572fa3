//! Responses: a file an operation in the response crate, its error enum behind it.

use quote::quote;

use super::common::rooted;
use super::{error_enum, read, structure};
use crate::files::{Source, Sources};
use crate::ir::{Operation, Service};
use crate::plan::{Part, Plan};

/// A file an operation.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let types = plan.root(Part::Response, Part::Types);
    let root = plan.root(Part::Response, Part::Response);
    let file = move |operation: &Operation| {
        let response = structure::lenient(&operation.response, &types, read::once);
        let errors = rooted(error_enum::of(operation), &root);
        Source {
            path: plan.file(Part::Response, &format!("{}.rs", operation.names.module)),
            shape: operation.shape.clone(),
            emitter: "emit/response.rs",
            docs: vec![format!(
                "The response of `{}`, and its errors.",
                operation.wire
            )],
            items: quote!(#response #errors),
        }
    };
    Box::new(service.operations.iter().map(file))
}
