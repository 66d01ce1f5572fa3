//! The parameters of the rules: a structure with a setter for each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::common::{deprecated, doc, docs, ident};
use crate::ir::endpoint::{Endpoints, Literal, Parameter, ParameterType};

/// The structure.
pub(super) fn items(endpoints: &Endpoints) -> TokenStream {
    let all = &endpoints.parameters;
    let plain =
        |parameter: &Parameter| matches!(parameter.default, None | Some(Literal::Bool(false)));
    let derived = all.iter().all(plain);
    let default = derived.then(|| quote!(Default,));
    let fields = all.iter().map(field);
    let setters = all.iter().map(setter);
    let written = (!derived).then(|| written(all));
    quote! {
        /// What the rules ask for: set what the client knows, and leave the rest.
        #[derive(Clone, Debug, #default PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct Params { #(#fields)* }
        impl Params { #(#setters)* }
        #written
    }
}

fn field(parameter: &Parameter) -> TokenStream {
    let docs = docs(&parameter.docs);
    let deprecated = deprecated(parameter.deprecated.as_ref());
    let name = ident(&parameter.field);
    let ty = match parameter.ty {
        ParameterType::Text => quote!(String),
        ParameterType::Bool => quote!(bool),
        ParameterType::Texts => quote!(Vec<String>),
    };
    let ty = match parameter.default {
        Some(_) => ty,
        None => quote!(Option<#ty>),
    };
    quote!(#docs #deprecated pub #name: #ty,)
}

fn setter(parameter: &Parameter) -> TokenStream {
    let (name, setter) = (ident(&parameter.field), ident(&parameter.setter));
    let docs = doc(&format!("Sets `{}`.", parameter.wire));
    let deprecated = deprecated(parameter.deprecated.as_ref());
    let (generic, argument, value) = match parameter.ty {
        ParameterType::Text => (None, quote!(impl Into<String>), quote!(value.into())),
        ParameterType::Bool => (None, quote!(bool), quote!(value)),
        ParameterType::Texts => (
            Some(quote!(<T: Into<String>>)),
            quote!(impl IntoIterator<Item = T>),
            quote!(value.into_iter().map(Into::into).collect()),
        ),
    };
    let value = match parameter.default {
        Some(_) => value,
        None => quote!(Some(#value)),
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter #generic(mut self, value: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The defaults that a derive does not know.
fn written(all: &[Parameter]) -> TokenStream {
    let fields = all.iter().map(|parameter| {
        let name = ident(&parameter.field);
        let value = match &parameter.default {
            None => quote!(None),
            Some(Literal::Bool(value)) => quote!(#value),
            Some(Literal::Text(text)) => quote!(#text.to_owned()),
            Some(Literal::Texts(texts)) => quote!([#(#texts),*].map(str::to_owned).into()),
        };
        quote!(#name: #value,)
    });
    quote! {
        impl Default for Params {
            fn default() -> Self {
                Params { #(#fields)* }
            }
        }
    }
}

/// Values put into parameters.
pub(super) fn set(values: &[(String, Literal)]) -> TokenStream {
    let calls = values.iter().map(|(setter, value)| {
        let setter = ident(setter);
        let value = match value {
            Literal::Bool(value) => quote!(#value),
            Literal::Text(text) => quote!(#text),
            Literal::Texts(texts) if texts.is_empty() => quote!([""; 0]),
            Literal::Texts(texts) => quote!([#(#texts),*]),
        };
        quote!(.#setter(#value))
    });
    quote!(#(#calls)*)
}
