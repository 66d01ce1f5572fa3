//! serde's two traits, under the `serde` feature, in the service's own member names.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{ident, spelling};
use super::types;
use crate::ir::Member;

/// Both directions of a structure.
pub(crate) fn structure(name: &Ident, members: &[Member], types: &TokenStream) -> TokenStream {
    let serialize = serialize(name, members);
    let deserialize = if members.iter().any(|member| member.required) {
        by_draft(name, members, types)
    } else {
        in_place(name, members)
    };
    quote!(#serialize #deserialize)
}

fn serialize(name: &Ident, members: &[Member]) -> TokenStream {
    let lines = members.iter().map(|member| {
        let (wire, field) = (&member.wire, ident(&member.name));
        if member.required {
            quote!(map.serialize_entry(#wire, &self.#field)?;)
        } else {
            quote!(smithy_wire::serde_support::optional(&mut map, #wire, &self.#field)?;)
        }
    });
    let mutable = (!members.is_empty()).then(|| quote!(mut));
    quote! {
        #[cfg(feature = "serde")]
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let #mutable map = serializer.serialize_map(None)?;
                #(#lines)*
                map.end()
            }
        }
    }
}

/// Everything may be absent: the type itself is filled.
fn in_place(name: &Ident, members: &[Member]) -> TokenStream {
    let filled = filled(name, &name.to_string(), members);
    quote! {
        #filled

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                smithy_wire::serde_support::deserialize(deserializer)
            }
        }
    }
}

/// Something is required: a draft without requirements is filled, and then checked.
fn by_draft(name: &Ident, members: &[Member], types: &TokenStream) -> TokenStream {
    let draft = format!("{name}Draft");
    let (spelling, draft) = (spelling(&draft), ident(&draft));
    let filled = filled(&draft, &name.to_string(), members);
    let fields = members.iter().map(|member| {
        let (field, ty) = (ident(&member.name), types::value(&member.ty, types));
        quote!(#field: Option<#ty>,)
    });
    let moved = members.iter().map(moved);
    quote! {
        /// What has been read so far.
        #[cfg(feature = "serde")]
        #[derive(Default)]
        #spelling
        struct #draft { #(#fields)* }

        #filled

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error as _;
                let draft: #draft = smithy_wire::serde_support::deserialize(deserializer)?;
                Ok(Self { #(#moved)* })
            }
        }
    }
}

fn moved(member: &Member) -> TokenStream {
    let (wire, field) = (&member.wire, ident(&member.name));
    if member.required {
        quote!(#field: draft.#field.ok_or_else(|| D::Error::missing_field(#wire))?,)
    } else {
        quote!(#field: draft.#field,)
    }
}

fn filled(target: &Ident, name: &str, members: &[Member]) -> TokenStream {
    let names = members.iter().map(|member| &member.wire);
    let (argument, body) = reading(members);
    quote! {
        #[cfg(feature = "serde")]
        impl smithy_wire::serde_support::Members for #target {
            const NAME: &'static str = #name;
            const MEMBERS: &'static [&'static str] = &[#(#names),*];
            fn read<'de, A: serde::de::MapAccess<'de>>(&mut self, #argument: &str, map: &mut A) -> Result<(), A::Error> {
                #body
                Ok(())
            }
        }
    }
}

fn reading(members: &[Member]) -> (TokenStream, TokenStream) {
    if members.is_empty() {
        return (quote!(_), quote!(smithy_wire::serde_support::skip(map)?;));
    }
    let arms = members.iter().map(|member| {
        let (wire, field) = (&member.wire, ident(&member.name));
        quote!(#wire => self.#field = map.next_value()?,)
    });
    let body = quote! {
        match name {
            #(#arms)*
            _ => smithy_wire::serde_support::skip(map)?,
        }
    };
    (quote!(name), body)
}
