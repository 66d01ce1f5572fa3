//! The codec's reading half: one `match` line a member.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::ident;
use crate::ir::{Member, TimestampForm};

/// `ReadJson` of a structure.
pub(crate) fn structure(name: &Ident, members: &[Member]) -> TokenStream {
    let body = body(members);
    quote! {
        impl json::ReadJson for #name {
            fn blank() -> Self {
                Self::default()
            }
            fn read_json(&mut self, reader: &mut json::Reader<'_>) -> Result<(), json::ReadError> {
                reader.object_start()?;
                #body
                Ok(())
            }
        }
    }
}

fn body(members: &[Member]) -> TokenStream {
    if members.is_empty() {
        return quote!(while reader.next_key()?.is_some() {
            reader.skip()?;
        });
    }
    let arms = members.iter().map(|member| {
        let (wire, field) = (&member.wire, ident(&member.name));
        match form(member) {
            None => quote!(#wire => self.#field.read_json(reader)?,),
            Some(form) => quote! {
                #wire => json::Timed::read_as::<json::#form>(&mut self.#field, reader)?,
            },
        }
    });
    quote! {
        while let Some(key) = reader.next_key()? {
            match &*key {
                #(#arms)*
                _ => reader.skip()?,
            }
        }
    }
}

/// The runtime's type for the form of a member's timestamps, where they are no numbers.
pub(crate) fn form(member: &Member) -> Option<Ident> {
    match member.form {
        TimestampForm::EpochSeconds => None,
        TimestampForm::DateTime => Some(ident("DateTime")),
        TimestampForm::HttpDate => Some(ident("HttpDate")),
    }
}
