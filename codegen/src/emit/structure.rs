//! Nested structures: a file each in the types crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{self, deprecated, derives, docs, ident, spelling};
use super::read::Read;
use super::{debug, fields, read, serde, setters, write};
use crate::files::{Source, Sources};
use crate::ir::{Service, Structure};
use crate::plan::{Part, Plan};

/// A file a structure.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let types = plan.root(Part::Types, Part::Types);
    let file = move |structure: &Structure| Source {
        path: plan.file(Part::Types, &format!("{}.rs", structure.names.module)),
        shape: structure.shape.clone(),
        emitter: "emit/structure.rs",
        docs: Vec::new(),
        items: lenient(structure, &types, read::often),
    };
    Box::new(service.structures.iter().map(file))
}

/// A structure whose members may all be absent, with everything that belongs to it.
pub(crate) fn lenient(structure: &Structure, types: &TokenStream, read: Read) -> TokenStream {
    let name = ident(&structure.names.ty);
    let members = &structure.members;
    let docs = docs(&structure.docs);
    let derives = derives(true, structure.total, debug::shows_all(members));
    let deprecated = deprecated(structure.deprecated.as_ref());
    let fields = fields::all(members, types);
    let inherent = setters::inherent(&name, TokenStream::new(), members, types);
    let spelling = spelling(&structure.names.ty);
    let shape = common::structure(&name, &structure.shape);
    let debug = debug::structure(&name, members, &[]);
    let read = structure.direction.received.then(|| read(&name, members));
    let write = structure
        .direction
        .sent
        .then(|| write::structure(&name, members));
    let serde = serde::structure(&name, members, types);
    quote! {
        use smithy_wire::json;
        #docs
        #derives
        #deprecated
        #spelling
        #[non_exhaustive]
        pub struct #name { #fields }
        #inherent #shape #debug #read #write #serde
    }
}
