//! The codec's writing half: one line a member.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::ident;
use crate::ir::Member;

/// `WriteJson` of a structure.
pub(crate) fn structure(name: &Ident, members: &[Member]) -> TokenStream {
    let body = body(members);
    quote! {
        impl json::WriteJson for #name {
            fn write_json(&self, writer: &mut json::Writer) {
                #body
            }
        }
    }
}

fn body(members: &[Member]) -> TokenStream {
    if members.is_empty() {
        return quote!(writer.object().end(););
    }
    let lines = members.iter().map(|member| {
        let (wire, field) = (&member.wire, ident(&member.name));
        if member.required {
            quote!(object.member(#wire, &self.#field);)
        } else {
            quote!(object.optional(#wire, &self.#field);)
        }
    });
    quote! {
        let mut object = writer.object();
        #(#lines)*
        object.end();
    }
}
