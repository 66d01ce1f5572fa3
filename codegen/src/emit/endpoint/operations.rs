//! What operations set of the parameters themselves, and what a client reads from their requests.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::params::set;
use crate::ir::endpoint::{Endpoints, OperationParameters};

/// Operations with the same arm share it.
pub(super) fn items(endpoints: &Endpoints) -> TokenStream {
    let fixed = arms(endpoints, |operation| {
        let set = set(&operation.fixed);
        (!operation.fixed.is_empty()).then(|| quote!(self #set))
    });
    let read = arms(endpoints, |operation| {
        let pairs = operation.read.iter();
        let pairs = pairs.map(|(parameter, path)| quote!((#parameter, #path)));
        (!operation.read.is_empty()).then(|| quote!(&[#(#pairs),*]))
    });
    quote! {
        use super::Params;
        impl Params {
            /// Sets what an operation of this name fixes for each of its calls; most fix nothing.
            #[must_use]
            pub fn for_operation(self, operation: &str) -> Self {
                match operation {
                    #fixed
                    _ => self,
                }
            }
        }
        /// What an operation's request says of the parameters: each, as the rules name it, and the path of members
        /// that leads to its value.
        pub fn read_from_request(operation: &str) -> &'static [(&'static str, &'static str)] {
            match operation {
                #read
                _ => &[],
            }
        }
    }
}

fn arms(
    endpoints: &Endpoints,
    body: impl Fn(&OperationParameters) -> Option<TokenStream>,
) -> TokenStream {
    let mut arms: Vec<(TokenStream, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for operation in &endpoints.operations {
        let Some(body) = body(operation) else {
            continue;
        };
        let place = *places.entry(body.to_string()).or_insert(arms.len());
        match arms.get_mut(place) {
            Some((_, names)) => names.push(&operation.wire),
            None => arms.push((body, vec![&operation.wire])),
        }
    }
    let arms = arms
        .iter()
        .map(|(body, names)| quote!(#(#names)|* => #body,));
    quote!(#(#arms)*)
}
