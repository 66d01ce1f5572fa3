//! Pieces that every emitter uses: identifiers, documentation, attributes.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::ir::{Deprecated, Docs};

/// An identifier; the resolver made sure that it is one.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A `#[doc]` attribute for each line.
pub(crate) fn docs(docs: &Docs) -> TokenStream {
    doc_lines(&docs.lines)
}

/// A `#[doc]` attribute for each of these lines.
pub(crate) fn doc_lines(lines: &[String]) -> TokenStream {
    lines.iter().map(|line| doc(line)).collect()
}

/// One `#[doc]` attribute.
pub(crate) fn doc(line: &str) -> TokenStream {
    let line = if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    };
    quote!(#[doc = #line])
}

/// `#[deprecated]`, where the model says so.
pub(crate) fn deprecated(deprecated: Option<&Deprecated>) -> TokenStream {
    let Some(deprecated) = deprecated else {
        return TokenStream::new();
    };
    let since = deprecated.since.iter().map(|since| quote!(since = #since));
    let note = deprecated.note.iter().map(|note| quote!(note = #note));
    let parts: Vec<TokenStream> = since.chain(note).collect();
    if parts.is_empty() {
        quote!(#[deprecated])
    } else {
        quote!(#[deprecated(#(#parts),*)])
    }
}

/// Lets a type or variant keep the model's spelling where that is not Rust's habit.
pub(crate) fn spelling(name: &str) -> TokenStream {
    let bytes = name.trim_matches('_').as_bytes();
    let is_camel = bytes
        .first()
        .is_some_and(|first| !first.is_ascii_lowercase());
    let divides_digits =
        |around: &[u8]| around.iter().filter(|byte| byte.is_ascii_digit()).count() == 2;
    let odd = bytes
        .windows(3)
        .any(|around| around.get(1) == Some(&b'_') && !divides_digits(around));
    if is_camel && !odd {
        return TokenStream::new();
    }
    quote!(#[allow(non_camel_case_types, reason = "the model's spelling, since another one is taken")])
}

/// A generic parameter's name that is not that of the type it stands beside.
pub(crate) fn generic(letter: &str, beside: &Ident) -> Ident {
    match beside == letter {
        true => ident(&letter.repeat(2)),
        false => ident(letter),
    }
}

/// The derives of a structure or union; `Debug` is written out where something is to be redacted.
pub(crate) fn derives(default: bool, total: bool, shows_all: bool) -> TokenStream {
    let debug = shows_all.then(|| quote!(Debug,));
    let default = default.then(|| quote!(Default,));
    let total = total.then(|| quote!(, Eq, Hash));
    quote!(#[derive(Clone, #debug #default PartialEq #total)])
}

/// The impl that ties a type to its shape.
pub(crate) fn structure(name: &Ident, shape: &str) -> TokenStream {
    quote! {
        impl smithy_wire::Structure for #name {
            const SHAPE: &'static str = #shape;
        }
    }
}

/// The same tokens with `crate` for the root of the part they stand in, where that is a module.
pub(crate) fn rooted(tokens: TokenStream, root: &TokenStream) -> TokenStream {
    if root.to_string() == "crate" {
        return tokens;
    }
    let one = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "crate" => root.clone(),
        TokenTree::Group(group) => {
            let inner = rooted(group.stream(), root);
            TokenStream::from(TokenTree::from(Group::new(group.delimiter(), inner)))
        }
        other => other.into(),
    };
    tokens.into_iter().map(one).collect()
}
