//! Requests: a file an operation in the request crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{self, deprecated, derives, doc, docs, ident, spelling};
use super::{debug, fields, serde, setters, types, write};
use crate::files::{Source, Sources};
use crate::ir::{Member, Operation, Service};
use crate::plan::{Part, Plan};

/// A file an operation.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let types = plan.root(Part::Request, Part::Types);
    let file = move |operation: &Operation| Source {
        path: plan.file(Part::Request, &format!("{}.rs", operation.names.module)),
        shape: operation.shape.clone(),
        emitter: "emit/request.rs",
        docs: vec![format!("The request of `{}`.", operation.wire)],
        items: request(operation, &types),
    };
    Box::new(service.operations.iter().map(file))
}

fn request(operation: &Operation, types: &TokenStream) -> TokenStream {
    let request = &operation.request;
    let name = ident(&request.names.ty);
    let members = &request.members;
    let has_default = members.iter().all(|member| !member.required);
    let docs = docs(&request.docs);
    let derives = derives(has_default, request.total, debug::shows_all(members));
    let deprecated = deprecated(request.deprecated.as_ref());
    let fields = fields::all(members, types);
    let inherent = setters::inherent(&name, new(operation, types), members, types);
    let spelling = spelling(&request.names.ty);
    let shape = common::structure(&name, &request.shape);
    let debug = debug::structure(&name, members, &[]);
    let write = write::structure(&name, members);
    let serde = serde::structure(&name, members, types);
    quote! {
        use smithy_wire::json;
        #docs
        #derives
        #deprecated
        #[must_use = "a request does nothing until it is sent"]
        #spelling
        #[non_exhaustive]
        pub struct #name { #fields }
        #inherent #shape #debug #write #serde
    }
}

fn new(operation: &Operation, types: &TokenStream) -> TokenStream {
    let members = &operation.request.members;
    let required: Vec<&Member> = members.iter().filter(|member| member.required).collect();
    let docs = doc(match required.as_slice() {
        [] => "A request that asks for nothing in particular.",
        _ => "A request with the members it has to have.",
    });
    if required.is_empty() {
        return quote!(#docs pub fn new() -> Self { Self::default() });
    }
    let arguments = required.iter().map(|member| {
        let (argument, name) = (types::argument(&member.ty, types), ident(&member.name));
        quote!(#name: #argument)
    });
    let values = members.iter().map(initial);
    let allow = (required.len() > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "the service requires so many members")])
    });
    quote!(#docs #allow pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } })
}

fn initial(member: &Member) -> TokenStream {
    let name = ident(&member.name);
    if !member.required {
        return quote!(#name: None);
    }
    let value = types::converted(&member.ty, &name);
    if value.to_string() == member.name {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}
