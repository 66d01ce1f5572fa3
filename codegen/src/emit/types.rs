//! Types of fields, and what a setter takes for one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::ident;
use crate::ir::{Member, Results, Type};

/// The type of a member's value; `types` is the path of the crate with the named ones.
pub(crate) fn value(ty: &Type, types: &TokenStream) -> TokenStream {
    match ty {
        Type::Boolean => quote!(bool),
        Type::Byte => quote!(i8),
        Type::Short => quote!(i16),
        Type::Integer => quote!(i32),
        Type::Long => quote!(i64),
        Type::Float => quote!(f32),
        Type::Double => quote!(f64),
        Type::Number => quote!(smithy_wire::Number),
        Type::String => quote!(String),
        Type::Timestamp => quote!(smithy_wire::Timestamp),
        Type::Blob => quote!(smithy_wire::Blob),
        Type::Document => quote!(smithy_wire::Value),
        Type::Named(named) => {
            let name = ident(&named.names.ty);
            if named.boxed {
                quote!(Box<#types::#name>)
            } else {
                quote!(#types::#name)
            }
        }
        Type::List {
            element, sparse, ..
        } => {
            let element = nullable(element, *sparse, types);
            quote!(Vec<#element>)
        }
        Type::Map {
            key,
            value: of,
            sparse,
            ..
        } => {
            let (key, of) = (value(key, types), nullable(of, *sparse, types));
            quote!(std::collections::BTreeMap<#key, #of>)
        }
    }
}

fn nullable(ty: &Type, sparse: bool, types: &TokenStream) -> TokenStream {
    let ty = value(ty, types);
    if sparse { quote!(Option<#ty>) } else { ty }
}

/// The type of an item of a listing: an element, or a key with its value.
pub(crate) fn item(result: &Results, types: &TokenStream) -> TokenStream {
    let item = value(&result.item, types);
    match &result.key {
        None => item,
        Some(key) => {
            let key = value(key, types);
            quote!((#key, #item))
        }
    }
}

/// The type of a field: what the sender has to give stands alone, the rest is optional.
pub(crate) fn field(member: &Member, types: &TokenStream) -> TokenStream {
    let ty = value(&member.ty, types);
    if member.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

/// What a setter takes.
pub(crate) fn argument(ty: &Type, types: &TokenStream) -> TokenStream {
    match ty {
        Type::String => quote!(impl Into<String>),
        Type::Blob => quote!(impl Into<smithy_wire::Blob>),
        Type::Named(named) => {
            let name = ident(&named.names.ty);
            quote!(#types::#name)
        }
        Type::List {
            element, sparse, ..
        } => {
            let element = part(element, *sparse, types);
            quote!(impl IntoIterator<Item = #element>)
        }
        Type::Map {
            key, value, sparse, ..
        } => {
            let (key, value) = (part(key, false, types), part(value, *sparse, types));
            quote!(impl IntoIterator<Item = (#key, #value)>)
        }
        _ => value(ty, types),
    }
}

/// What stands for an element: texts in any form, everything else as it is.
fn part(ty: &Type, sparse: bool, types: &TokenStream) -> TokenStream {
    if is_text(ty, sparse) {
        quote!(impl Into<String>)
    } else {
        nullable(ty, sparse, types)
    }
}

fn is_text(ty: &Type, sparse: bool) -> bool {
    *ty == Type::String && !sparse
}

/// The field's value, made of the setter's argument of this name.
pub(crate) fn converted(ty: &Type, name: &Ident) -> TokenStream {
    match ty {
        Type::String | Type::Blob => quote!(#name.into()),
        Type::Named(named) if named.boxed => quote!(Box::new(#name)),
        Type::List {
            element, sparse, ..
        } if is_text(element, *sparse) => {
            quote!(#name.into_iter().map(Into::into).collect())
        }
        Type::List { .. } => quote!(#name.into_iter().collect()),
        Type::Map {
            key, value, sparse, ..
        } => match (is_text(key, false), is_text(value, *sparse)) {
            (false, false) => quote!(#name.into_iter().collect()),
            (true, false) => {
                quote!(#name.into_iter().map(|(key, value)| (key.into(), value)).collect())
            }
            (false, true) => {
                quote!(#name.into_iter().map(|(key, value)| (key, value.into())).collect())
            }
            (true, true) => {
                quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
            }
        },
        _ => quote!(#name),
    }
}
