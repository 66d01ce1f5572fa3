//! The codec's writing half: one line a member.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::ident;
use super::read::form;
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
        match (form(member), member.required) {
            (None, true) => quote!(object.member(#wire, &self.#field);),
            (None, false) => quote!(object.optional(#wire, &self.#field);),
            (Some(form), true) => quote! {
                object.member(#wire, &json::in_form::<json::#form, _>(&self.#field));
            },
            (Some(form), false) => quote! {
                object.optional(#wire, &self.#field.as_ref().map(json::in_form::<json::#form, _>));
            },
        }
    });
    quote! {
        let mut object = writer.object();
        #(#lines)*
        object.end();
    }
}
