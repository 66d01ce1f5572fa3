//! The model's tests of its rules, a function each.

use proc_macro2::TokenStream;
use quote::quote;

use super::params::set;
use super::properties::endpoint;
use super::with_imports;
use crate::emit::common::ident;
use crate::ir::endpoint::{Case, Endpoints, Expect, Input};

/// A test a case.
pub(super) fn items(endpoints: &Endpoints) -> TokenStream {
    let cases = endpoints.cases.iter().map(case);
    with_imports(&quote! {
        use super::{Params, resolve};

        fn check(
            title: &str,
            inputs: &[Params],
            expected: impl Fn() -> Result<Endpoint, EndpointError>,
        ) {
            for params in inputs {
                assert_eq!(resolve(params), expected(), "{title}: {params:?}");
            }
        }

        #(#cases)*
    })
}

fn case(case: &Case) -> TokenStream {
    let (name, title) = (ident(&case.name), &case.title);
    let inputs = case.inputs.iter().map(input);
    let expected = match &case.expect {
        Expect::Endpoint(of) => {
            let endpoint = endpoint(of);
            quote!(Ok(#endpoint))
        }
        Expect::Error(reason) => quote!(Err(EndpointError::refused(#reason))),
    };
    quote! {
        #[test]
        fn #name() {
            check(#title, &[#(#inputs),*], || #expected);
        }
    }
}

fn input(input: &Input) -> TokenStream {
    let operation = input.operation.iter();
    let operation = operation.map(|name| quote!(.for_operation(#name)));
    let values = set(&input.values);
    quote!(Params::default() #(#operation)* #values)
}
