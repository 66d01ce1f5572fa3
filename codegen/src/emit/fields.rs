//! The fields of a structure.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{deprecated, doc, docs, ident};
use super::types;
use crate::ir::{Member, Type};

/// Each field with its documentation, in the model's order.
pub(crate) fn all(members: &[Member], types: &TokenStream) -> TokenStream {
    members.iter().map(|member| one(member, types)).collect()
}

fn one(member: &Member, types: &TokenStream) -> TokenStream {
    let (docs, deprecated) = (docs(&member.docs), deprecated(member.deprecated.as_ref()));
    let (name, ty, note) = (
        ident(&member.name),
        types::field(member, types),
        note(member),
    );
    quote!(#docs #note #deprecated pub #name: #ty,)
}

/// Says why a list or map has no accessor.
fn note(member: &Member) -> TokenStream {
    if member.accessor.is_some() || !matches!(member.ty, Type::List { .. } | Type::Map { .. }) {
        return TokenStream::new();
    }
    let line = "There is no accessor of this name: it would hide a method that every value of this type has.";
    [doc(""), doc(line)].into_iter().collect()
}
