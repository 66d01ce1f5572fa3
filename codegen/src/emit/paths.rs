//! Expressions for paths of members: read, take, and a place to write to.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::ident;
use crate::ir::{Path, Type};

fn parents(path: &Path) -> impl Iterator<Item = Ident> {
    path.parents.iter().map(|step| ident(&step.field))
}

/// A copy of the member's value: an `Option<_>`.
pub(crate) fn copy(root: &Ident, path: &Path) -> TokenStream {
    let last = ident(&path.last.field);
    let clone = if path.last.ty == Type::Boolean {
        None
    } else {
        Some(quote!(.clone()))
    };
    fold(
        root,
        path,
        |parent| quote!(#parent.#last #clone),
        &quote!(as_ref),
    )
}

/// The member's text, borrowed from the root: an `Option<&str>`.
pub(crate) fn text(root: &Ident, path: &Path) -> TokenStream {
    let last = ident(&path.last.field);
    fold(
        root,
        path,
        |parent| quote!(#parent.#last.as_deref()),
        &quote!(as_ref),
    )
}

/// The member's value, borrowed from the root: an `Option<&_>`.
pub(crate) fn borrowed(root: &Ident, path: &Path) -> TokenStream {
    let last = ident(&path.last.field);
    fold(
        root,
        path,
        |parent| quote!(#parent.#last.as_ref()),
        &quote!(as_ref),
    )
}

/// How many elements the member holds.
pub(crate) fn len(root: &Ident, path: &Path) -> TokenStream {
    let last = ident(&path.last.field);
    match fold(
        root,
        path,
        |parent| quote!(#parent.#last.as_ref()),
        &quote!(as_ref),
    ) {
        _ if path.parents.is_empty() => quote!(typed::len(&#root.#last)),
        list => match path.last.ty {
            Type::Map { .. } => quote!(#list.map_or(0, std::collections::BTreeMap::len)),
            _ => quote!(#list.map_or(0, Vec::len)),
        },
    }
}

/// The member's value, moved out of the root: an `Option<_>`. The root is mutable where the path has parents.
pub(crate) fn take(root: &Ident, path: &Path) -> TokenStream {
    let last = ident(&path.last.field);
    if path.parents.is_empty() {
        return quote!(#root.#last);
    }
    fold(
        root,
        path,
        |parent| quote!(#parent.#last.take()),
        &quote!(as_mut),
    )
}

/// The structure around the member, mutable: an `Option<&mut _>`; `None` where the root itself is.
pub(crate) fn parent(root: &Ident, path: &Path) -> Option<TokenStream> {
    let mut names = parents(path);
    let first = names.next()?;
    let chain = quote!(#root.#first.as_mut());
    Some(names.fold(
        chain,
        |chain, name| quote!(#chain.and_then(|parent| parent.#name.as_mut())),
    ))
}

/// The member's field in a root where missing parents are made.
pub(crate) fn place(root: &Ident, path: &Path) -> TokenStream {
    let steps = parents(path).map(|step| quote!(#step.get_or_insert_default().));
    let last = ident(&path.last.field);
    quote!(#root.#(#steps)*#last)
}

fn fold(
    root: &Ident,
    path: &Path,
    last: impl Fn(&TokenStream) -> TokenStream,
    borrow: &TokenStream,
) -> TokenStream {
    let parent = quote!(parent);
    let mut names = parents(path);
    let Some(first) = names.next() else {
        return last(&quote!(#root));
    };
    let mut chain = quote!(#root.#first.#borrow());
    for name in names {
        chain = quote!(#chain.and_then(|parent| parent.#name.#borrow()));
    }
    let end = last(&parent);
    quote!(#chain.and_then(|parent| #end))
}
