//! The crate roots.

use proc_macro2::TokenStream;
use quote::quote;

use super::{client, has, parts};
use crate::files::Source;
use crate::ir::Service;
use crate::plan::{Part, Plan};

/// The roots of the crates, one a part.
pub(super) fn each(service: &Service, plan: &Plan) -> Vec<Source> {
    let root = |part: Part| {
        let items = match part {
            Part::Facade => facade(service, plan),
            _ => generated(part),
        };
        source(
            part,
            "src/lib.rs",
            docs(part, service),
            items,
            service,
            plan,
        )
    };
    let mut sources: Vec<Source> = parts(service, plan).into_iter().map(root).collect();
    sources.extend(client(service, plan));
    sources
}

/// The root of a crate that holds every part.
pub(super) fn single(service: &Service, plan: &Plan) -> Vec<Source> {
    let inner = parts(service, plan)
        .into_iter()
        .filter(|part| *part != Part::Facade);
    let modules = inner.map(|part| {
        let name = quote::format_ident!("{}", part.module());
        let allow = allow(part);
        quote!(#allow pub mod #name;)
    });
    let operations = (!plan.types_only).then(|| {
        let generated = generated(Part::Facade);
        quote! {
            #generated
            #[cfg(any(feature = "blocking", feature = "async"))]
            pub mod client;
        }
    });
    let error = error(service, &quote!(crate::response));
    let exports = exports();
    let readme = (!plan.types_only).then(readme);
    let items = quote!(#(#modules)* #operations #error #exports #readme);
    let docs = docs(Part::Facade, service);
    let root = source(Part::Facade, "src/lib.rs", docs, items, service, plan);
    [root].into_iter().chain(client(service, plan)).collect()
}

fn client(service: &Service, plan: &Plan) -> Option<Source> {
    if plan.types_only {
        return None;
    }
    let docs = vec![format!("Clients of {}.", service.title)];
    let items = client::items(has(Part::Endpoint, service, plan), plan);
    Some(source(
        Part::Facade,
        "src/client.rs",
        docs,
        items,
        service,
        plan,
    ))
}

fn source(
    part: Part,
    path: &str,
    docs: Vec<String>,
    items: TokenStream,
    service: &Service,
    plan: &Plan,
) -> Source {
    Source {
        path: plan.crate_file(part, path),
        shape: service.shape.clone(),
        emitter: "scaffold/roots.rs",
        docs,
        items,
    }
}

fn docs(part: Part, service: &Service) -> Vec<String> {
    let about = match part {
        Part::Types => "nested structures, unions and enums",
        Part::Request => "one module an operation with its request",
        Part::Response => "one module an operation with its response and its errors",
        Part::Paginator => "where tokens, page sizes and items live",
        Part::Schema => "the service model as constant tables",
        Part::Endpoint => "where calls go, by the rules of the service's own model",
        Part::Facade => "typed operations and resumable pagination",
    };
    let mut lines = vec![format!("{}: {about}.", service.title)];
    if part == Part::Facade && !service.docs.lines.is_empty() {
        lines.push(String::new());
        lines.extend(service.docs.lines.iter().cloned());
    }
    lines
}

fn generated(part: Part) -> TokenStream {
    let allow = allow(part);
    quote! {
        #allow
        mod generated;
        pub use generated::*;
    }
}

/// What generated code may do that is not for others.
fn allow(part: Part) -> Option<TokenStream> {
    match part {
        Part::Schema => None,
        Part::Endpoint => Some(quote! {
            #[allow(deprecated, reason = "a rule may ask for what is deprecated")]
        }),
        Part::Paginator => Some(quote! {
            #[allow(deprecated, reason = "what is deprecated is still part of the protocol")]
            #[allow(clippy::large_enum_variant, reason = "a box around the larger one would cost an allocation an item")]
        }),
        _ => Some(quote! {
            #[allow(deprecated, reason = "what is deprecated is still part of the protocol")]
            #[allow(clippy::semicolon_if_nothing_returned, reason = "a match arm that is too long for its line becomes a block")]
        }),
    }
}

fn facade(service: &Service, plan: &Plan) -> TokenStream {
    let generated = generated(Part::Facade);
    let root = |part| plan.root(Part::Facade, part);
    let (types, endpoint) = (root(Part::Types), root(Part::Endpoint));
    let types = has(Part::Types, service, plan).then(|| {
        quote! {
            /// Nested structures, unions and enums.
            pub mod types {
                pub use #types::*;
            }
        }
    });
    let endpoint = has(Part::Endpoint, service, plan).then(|| {
        quote! {
            /// Where calls go: by region, FIPS, dual stack, or an endpoint of one's own.
            #[cfg(any(feature = "blocking", feature = "async"))]
            pub mod endpoint {
                pub use #endpoint::*;
            }
        }
    });
    let (error, exports) = (error(service, &root(Part::Response)), exports());
    let readme = readme();
    quote! {
        #generated
        #[cfg(any(feature = "blocking", feature = "async"))]
        pub mod client;
        #endpoint #types #error #exports #readme
    }
}

fn error(service: &Service, responses: &TokenStream) -> Option<TokenStream> {
    (!service.errors.is_empty()).then(|| {
        quote! {
            /// The errors that the service answers with.
            pub mod error {
                pub use #responses::error::*;
            }
        }
    })
}

fn exports() -> TokenStream {
    quote! {
        pub use smithy_pagination as pagination;
        pub use smithy_wire::{Blob, Call, ErrorMeta, Operation, Report, ServiceError, Timestamp, Value};
    }
}

/// The program in the README compiles.
fn readme() -> TokenStream {
    quote! {
        #[cfg(all(doctest, feature = "blocking"))]
        #[doc = include_str!("../README.md")]
        struct Readme;
    }
}
