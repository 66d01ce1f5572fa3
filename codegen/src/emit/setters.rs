//! Setters, and accessors of lists and maps.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{deprecated, doc, ident};
use super::types;
use crate::ir::{Member, Type};

/// The inherent impl: what is passed first, then a setter a member, then the accessors.
pub(crate) fn inherent(
    name: &Ident,
    first: TokenStream,
    members: &[Member],
    types: &TokenStream,
) -> TokenStream {
    let setters: TokenStream = members.iter().map(|member| setter(member, types)).collect();
    let accessors: TokenStream = members
        .iter()
        .map(|member| accessor(member, types))
        .collect();
    if first.is_empty() && members.is_empty() {
        return TokenStream::new();
    }
    quote!(impl #name { #first #setters #accessors })
}

fn setter(member: &Member, types: &TokenStream) -> TokenStream {
    let docs = doc(&format!("Sets `{}`.", member.name));
    let deprecated = deprecated(member.deprecated.as_ref());
    let (setter, field) = (ident(&member.setter), ident(&member.name));
    let argument = types::argument(&member.ty, types);
    let value = types::converted(&member.ty, &ident("value"));
    let value = if member.required {
        value
    } else {
        quote!(Some(#value))
    };
    quote! {
        #docs
        #deprecated
        pub fn #setter(mut self, value: #argument) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn accessor(member: &Member, types: &TokenStream) -> TokenStream {
    let Some(name) = &member.accessor else {
        return TokenStream::new();
    };
    let docs = doc(&format!("`{}`, empty where it is absent.", member.wire));
    let deprecated = deprecated(member.deprecated.as_ref());
    let (name, field) = (ident(name), ident(&member.name));
    let (ty, body) = match &member.ty {
        Type::List { .. } => list(member, &field, types),
        _ => map(member, &field, types),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self) -> #ty {
            #body
        }
    }
}

fn list(member: &Member, field: &Ident, types: &TokenStream) -> (TokenStream, TokenStream) {
    let ty = match &member.ty {
        Type::List {
            element, sparse, ..
        } => {
            let element = types::value(element, types);
            if *sparse {
                quote!(&[Option<#element>])
            } else {
                quote!(&[#element])
            }
        }
        other => types::value(other, types),
    };
    let body = if member.required {
        quote!(&self.#field)
    } else {
        quote!(self.#field.as_deref().unwrap_or_default())
    };
    (ty, body)
}

fn map(member: &Member, field: &Ident, types: &TokenStream) -> (TokenStream, TokenStream) {
    let ty = types::value(&member.ty, types);
    let body = if member.required {
        quote!(&self.#field)
    } else {
        quote!(self.#field.as_ref().unwrap_or(const { &std::collections::BTreeMap::new() }))
    };
    (quote!(&#ty), body)
}
