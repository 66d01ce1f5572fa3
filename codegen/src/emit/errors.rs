//! Error structures: a file each under `error` in the response crate.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{self, deprecated, derives, docs, ident, spelling};
use super::{debug, fields, read, serde, setters};
use crate::files::{Source, Sources};
use crate::ir::{Member, Service, Structure};
use crate::plan::{Part, Plan};

/// A file an error.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let types = plan.root(Part::Response, Part::Types);
    let file = move |error: &Structure| Source {
        path: plan.file(Part::Response, &format!("error/{}.rs", error.names.module)),
        shape: error.shape.clone(),
        emitter: "emit/errors.rs",
        docs: Vec::new(),
        items: items(error, &types),
    };
    Box::new(service.errors.iter().map(file))
}

fn items(error: &Structure, types: &TokenStream) -> TokenStream {
    let name = ident(&error.names.ty);
    let members = &error.members;
    let docs = docs(&error.docs);
    let derives = derives(true, error.total, debug::shows_all(members));
    let deprecated = deprecated(error.deprecated.as_ref());
    let fields = fields::all(members, types);
    let inherent = setters::inherent(&name, meta(), members, types);
    let spelling = spelling(&error.names.ty);
    let shape = common::structure(&name, &error.shape);
    let debug = debug::structure(&name, members, &shown(error));
    let read = read::once(&name, members);
    let display = display(&name, error);
    let from_body = from_body(&name, message(error));
    let serde = serde::structure(&name, members, types);
    quote! {
        use smithy_wire::json;
        #docs
        #derives
        #deprecated
        #spelling
        #[non_exhaustive]
        pub struct #name { #fields meta: smithy_wire::ErrorMeta }
        #inherent #shape #debug #display
        impl std::error::Error for #name {}
        #read #from_body #serde
    }
}

fn meta() -> TokenStream {
    quote! {
        /// Code, message, request id and HTTP status.
        pub fn meta(&self) -> &smithy_wire::ErrorMeta {
            &self.meta
        }
        /// Sets what every error carries.
        pub fn with_meta(mut self, meta: smithy_wire::ErrorMeta) -> Self {
            self.meta = meta;
            self
        }
    }
}

/// What every error carries holds the message too: shown only where the message may be.
fn shown(error: &Structure) -> Vec<Ident> {
    let secret = message(error).is_some_and(|member| member.sensitive);
    if secret {
        Vec::new()
    } else {
        vec![ident("meta")]
    }
}

/// The member that holds the service's message.
fn message(error: &Structure) -> Option<&Member> {
    error
        .members
        .iter()
        .find(|member| member.name == "message" && member.ty == crate::ir::Type::String)
}

fn display(name: &Ident, error: &Structure) -> TokenStream {
    let code = &error.names.ty;
    let text = match message(error) {
        Some(member) if member.sensitive => quote!(None),
        Some(_) => quote!(self.message.as_deref()),
        None => quote!(self.meta.message()),
    };
    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                super::describe(f, #code, #text)
            }
        }
    }
}

/// A body that cannot be read leaves the members absent; the message is known from elsewhere too.
fn from_body(name: &Ident, message: Option<&Member>) -> TokenStream {
    let message = message.map(|_| {
        quote!(if error.message.is_none() {
            error.message = meta.message().map(str::to_owned);
        })
    });
    quote! {
        impl smithy_wire::ServiceError for #name {
            fn from_body(meta: smithy_wire::ErrorMeta, body: &str) -> Self {
                let mut error: Self = json::from_str(body).unwrap_or_default();
                #message
                error.meta = meta;
                error
            }
            fn meta(&self) -> &smithy_wire::ErrorMeta {
                &self.meta
            }
        }
    }
}
