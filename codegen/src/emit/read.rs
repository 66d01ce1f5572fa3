//! The codec's reading half: one `match` line a member.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::ident;
use crate::ir::{Member, TimestampForm};

/// Makes `ReadJson` of a structure.
pub(crate) type Read = fn(&Ident, &[Member]) -> TokenStream;

/// Of one that a response has often: its members are first tried in the order that services keep.
pub(crate) fn often(name: &Ident, members: &[Member]) -> TokenStream {
    structure(name, members, in_order(members))
}

/// Of one that a response has once: trying would take the compiler longer than it saves.
pub(crate) fn once(name: &Ident, members: &[Member]) -> TokenStream {
    structure(name, members, TokenStream::new())
}

fn structure(name: &Ident, members: &[Member], tries: TokenStream) -> TokenStream {
    let search = search(members);
    quote! {
        impl json::ReadJson for #name {
            fn blank() -> Self {
                Self::default()
            }
            fn read_json(&mut self, reader: &mut json::Reader<'_>) -> Result<(), json::ReadError> {
                reader.object_start()?;
                #tries
                #search
                Ok(())
            }
        }
    }
}

fn search(members: &[Member]) -> TokenStream {
    if members.is_empty() {
        return quote!(while reader.next_key()?.is_some() {
            reader.skip()?;
        });
    }
    let arms = members.iter().map(|member| {
        let (wire, read) = (&member.wire, value(member));
        quote!(#wire => #read?,)
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

/// Services write members in the order of their names, so each is looked for where it then stands before any is searched.
fn in_order(members: &[Member]) -> TokenStream {
    let is_plain = |member: &&Member| !member.wire.contains(['"', '\\']);
    let mut members: Vec<&Member> = members.iter().filter(is_plain).collect();
    members.sort_by_key(|member| &member.wire);
    let tries = members.into_iter().map(|member| {
        let (name, read) = (format!("\"{}\":", member.wire), value(member));
        quote!(if reader.passes_name(#name) { #read?; })
    });
    quote!(#(#tries)*)
}

fn value(member: &Member) -> TokenStream {
    let field = ident(&member.name);
    match form(member) {
        None => quote!(self.#field.read_json(reader)),
        Some(form) => quote!(json::Timed::read_as::<json::#form>(&mut self.#field, reader)),
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
