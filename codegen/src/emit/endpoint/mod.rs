//! The endpoint crate: parameters, rules, what operations set, and the model's tests.

mod expressions;
mod operations;
mod params;
mod properties;
mod rules;
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::schema::occurring;
use crate::files::{Source, Sources};
use crate::ir::Service;
use crate::ir::endpoint::Endpoints;
use crate::plan::{Part, Plan};

/// The files of the crate; none where the service has no rules.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let endpoints = service.endpoints.iter();
    Box::new(endpoints.flat_map(|endpoints| files(endpoints, plan)))
}

/// The files of a service's rules.
pub(crate) fn files(endpoints: &Endpoints, plan: &Plan) -> Vec<Source> {
    let file = |name: &str, emitter: &'static str, docs: &str, items: TokenStream| Source {
        path: plan.file(Part::Endpoint, name),
        shape: endpoints.shape.clone(),
        emitter,
        docs: vec![docs.to_owned()],
        items,
    };
    let mut files = vec![
        file(
            "mod.rs",
            "emit/endpoint/mod.rs",
            "Where calls go.",
            modules(endpoints),
        ),
        file(
            "params.rs",
            "emit/endpoint/params.rs",
            "What the rules ask for.",
            params::items(endpoints),
        ),
        file(
            "rules.rs",
            "emit/endpoint/rules.rs",
            "The rules.",
            rules::items(endpoints),
        ),
    ];
    if !endpoints.operations.is_empty() {
        let docs = "What operations set of themselves.";
        let items = operations::items(endpoints);
        files.push(file(
            "operations.rs",
            "emit/endpoint/operations.rs",
            docs,
            items,
        ));
    }
    if !endpoints.cases.is_empty() {
        let docs = "The tests that the model has of its rules.";
        let items = tests::items(endpoints);
        files.push(file("tests.rs", "emit/endpoint/tests.rs", docs, items));
    }
    files
}

/// The items with the types of the runtime that they name, imported.
fn with_imports(items: &TokenStream) -> TokenStream {
    let used = occurring(&TYPES, items);
    quote!(use smithy_endpoint::{#(#used),*}; #items)
}

const TYPES: [&str; 7] = [
    "Arn",
    "AuthScheme",
    "Endpoint",
    "EndpointError",
    "Partition",
    "Url",
    "Value",
];

fn modules(endpoints: &Endpoints) -> TokenStream {
    let operations = (!endpoints.operations.is_empty()).then(|| {
        quote! {
            mod operations;
            pub use self::operations::read_from_request;
        }
    });
    let tests = (!endpoints.cases.is_empty()).then(|| {
        quote!(
            #[cfg(test)]
            mod tests;
        )
    });
    quote! {
        mod params;
        mod rules;
        pub use self::params::Params;
        pub use self::rules::resolve;
        #operations
        #tests
    }
}
