//! Expressions for values, in tests.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::common::ident;
use super::types;
use crate::ir::{Field, Literal, Named, Type};

/// The value; `root` is the path of the module with the named types.
pub(crate) fn expression(value: &Literal, root: &TokenStream) -> TokenStream {
    match value {
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(value) => {
            let value = Token::i64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::Float(text) => float(text),
        Literal::Text(text) => quote!(String::from(#text)),
        Literal::Blob(text) => quote!(smithy_wire::Blob::new(#text)),
        Literal::Time(text) => quote!(#text.parse().expect("a time")),
        Literal::Json(text) => quote!(smithy_wire::json::from_str(#text).expect("JSON")),
        Literal::Enum(named, text) => {
            let ty = path(named, root);
            quote!(#ty::from(#text))
        }
        Literal::IntEnum(named, value) => {
            let (ty, value) = (path(named, root), Token::i64_unsuffixed(*value));
            quote!(#ty::from(#value))
        }
        Literal::Structure(named, given) => {
            let ty = path(named, root);
            let setters = setters(given, root);
            quote!(#ty::default() #setters)
        }
        Literal::Union {
            named,
            variant,
            value,
            boxed,
        } => {
            let (ty, variant) = (path(named, root), ident(variant));
            let value = expression(value, root);
            let value = if *boxed {
                quote!(Box::new(#value))
            } else {
                value
            };
            quote!(#ty::#variant(#value))
        }
        Literal::List(ty, values) => {
            let sparse = matches!(ty, Type::List { sparse: true, .. });
            let values = values
                .iter()
                .filter_map(|value| nullable(value.as_ref(), sparse, root));
            let ty = types::value(ty, root);
            quote!({ let list: #ty = vec![#(#values),*]; list })
        }
        Literal::Map(ty, pairs) => {
            let sparse = matches!(ty, Type::Map { sparse: true, .. });
            let pairs = pairs.iter().filter_map(|(key, value)| {
                let (key, value) = (
                    expression(key, root),
                    nullable(value.as_ref(), sparse, root)?,
                );
                Some(quote!((#key, #value)))
            });
            let ty = types::value(ty, root);
            quote!({ let map: #ty = std::collections::BTreeMap::from([#(#pairs),*]); map })
        }
    }
}

/// The calls of setters, one a member.
pub(crate) fn setters(given: &[Field], root: &TokenStream) -> TokenStream {
    let set = given.iter().filter(|field| !field.argument).map(|field| {
        let (setter, value) = (ident(&field.setter), expression(&field.value, root));
        quote!(.#setter(#value))
    });
    set.collect()
}

fn path(named: &Named, root: &TokenStream) -> TokenStream {
    let name = ident(&named.names.ty);
    quote!(#root::#name)
}

/// A gap is `None` where gaps are kept, and left out where they are not.
fn nullable(value: Option<&Literal>, sparse: bool, root: &TokenStream) -> Option<TokenStream> {
    let value = value.map(|value| expression(value, root));
    match (value, sparse) {
        (Some(value), true) => Some(quote!(Some(#value))),
        (None, true) => Some(quote!(None)),
        (value, false) => value,
    }
}

fn float(text: &str) -> TokenStream {
    match text {
        "NaN" => quote!("NaN".parse().expect("a float")),
        "Infinity" => quote!("inf".parse().expect("a float")),
        "-Infinity" => quote!("-inf".parse().expect("a float")),
        text => quote!(#text.parse().expect("a float")),
    }
}
