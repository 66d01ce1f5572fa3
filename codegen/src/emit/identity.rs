//! What identifies an item, for checkpoints: a function for each result key, and the two methods that call it.
//!
//! Nothing is emitted where an item of some key cannot be identified.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::common::ident;
use super::{paths, types};
use crate::ir::{Identity, Pagination, Results};

/// A function for each result key whose items are structures.
pub(crate) fn functions(pagination: &Pagination, types: &TokenStream) -> TokenStream {
    let functions = known(pagination).into_iter().flatten().enumerate();
    let functions = functions.filter_map(|(number, result)| match &result.identity {
        Identity::Itself => None,
        Identity::Texts(texts) => {
            let root = ident("item");
            let texts = texts.iter().map(|path| paths::text(&root, path));
            let (name, item) = (name(number), types::item(result, types));
            Some(quote! {
                fn #name(item: &#item) -> Option<u64> {
                    typed::identity([#(#texts),*])
                }
            })
        }
    });
    quote!(#(#functions)*)
}

/// The method on a page and a place.
pub(crate) fn at(pagination: &Pagination) -> Option<TokenStream> {
    let root = ident("response");
    let results = known(pagination)?;
    if let ([result], None) = (results, &pagination.item_type) {
        let list = paths::borrowed(&root, &result.path);
        let of_item = match result.identity {
            Identity::Itself => quote!(|item| typed::identity([Some(item)])),
            Identity::Texts(_) => name(0).into_token_stream(),
        };
        return Some(quote! {
            fn identity_at(&self, response: &Response, index: usize) -> Option<u64> {
                #list?.get(index).and_then(#of_item)
            }
        });
    }
    let lists = results.iter().enumerate().map(|(number, result)| {
        let (list, of_item) = (paths::borrowed(&root, &result.path), of(number, result));
        quote!(if let Some(item) = typed::at(#list, &mut index) { return #of_item; })
    });
    Some(quote! {
        fn identity_at(&self, response: &Response, mut index: usize) -> Option<u64> {
            #(#lists)*
            None
        }
    })
}

/// The method on an item.
pub(crate) fn of_item(pagination: &Pagination) -> Option<TokenStream> {
    let results = known(pagination)?.iter().enumerate();
    let of_each = results.map(|(number, result)| (ident(&result.variant), of(number, result)));
    let body = match &pagination.item_type {
        None => of_each.map(|(_, of_item)| of_item).next()?,
        Some(item) => {
            let item = ident(item);
            let arms = of_each.map(|(variant, of_item)| quote!(#item::#variant(item) => #of_item,));
            quote!(match item { #(#arms)* })
        }
    };
    Some(quote! {
        fn identity(&self, item: &Self::Item) -> Option<u64> {
            #body
        }
    })
}

/// The result keys, if every item can be identified.
fn known(pagination: &Pagination) -> Option<&[Results]> {
    let is_known = |result: &Results| match &result.identity {
        Identity::Itself => true,
        Identity::Texts(texts) => !texts.is_empty(),
    };
    let mut results = pagination.results.iter();
    let all = !pagination.results.is_empty() && results.all(is_known);
    all.then_some(&pagination.results)
}

/// The hash of `item`.
fn of(number: usize, result: &Results) -> TokenStream {
    let name = name(number);
    match result.identity {
        Identity::Itself => quote!(typed::identity([Some(item)])),
        Identity::Texts(_) => quote!(#name(item)),
    }
}

fn name(number: usize) -> Ident {
    match number {
        0 => ident("identity"),
        number => format_ident!("identity_{}", number + 1),
    }
}
