//! `Debug` of types with sensitive members: everything else is shown.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::ident;
use crate::ir::Member;

/// Whether every member may be shown, so that `Debug` can be derived.
pub(crate) fn shows_all(members: &[Member]) -> bool {
    members.iter().all(|member| !member.sensitive)
}

/// The impl, where it cannot be derived; `more` are fields that are not the model's.
pub(crate) fn structure(name: &Ident, members: &[Member], more: &[Ident]) -> TokenStream {
    if shows_all(members) {
        return TokenStream::new();
    }
    let text = name.to_string();
    let fields = members.iter().map(field);
    let more = more.iter().map(|field| {
        let label = field.to_string();
        quote!(.field(#label, &self.#field))
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text) #(#fields)* #(#more)* .finish()
            }
        }
    }
}

fn field(member: &Member) -> TokenStream {
    let (label, field) = (&member.name, ident(&member.name));
    match (member.sensitive, member.required) {
        (false, _) => quote!(.field(#label, &self.#field)),
        (true, true) => quote!(.field(#label, &"<redacted>")),
        (true, false) => quote!(.field(#label, &self.#field.as_ref().map(|_| "<redacted>"))),
    }
}
