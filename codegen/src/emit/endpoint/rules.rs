//! The rules: a function a tree, each a row of conditions that end in an answer.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions::{expr, text, ty};
use super::properties::endpoint;
use super::with_imports;
use crate::emit::common::{doc, ident};
use crate::ir::endpoint::{Endpoints, Expr, Function, Required, Rule, Step, Then, ValueType};

/// `resolve` and the functions below it.
pub(super) fn items(endpoints: &Endpoints) -> TokenStream {
    let resolve = resolve(endpoints);
    let functions = endpoints.functions.iter().map(function);
    with_imports(&quote! {
        use super::Params;
        #resolve
        #(#functions)*
    })
}

fn resolve(endpoints: &Endpoints) -> TokenStream {
    let root = endpoints.functions.first();
    let takes = root.map(|root| root.takes.as_slice()).unwrap_or_default();
    let required = endpoints.required.iter().map(|one| required(one, takes));
    let passes = takes.iter().map(|(variable, _)| ident(variable));
    quote! {
        /// Where a call with these parameters goes.
        ///
        /// # Errors
        ///
        /// The service's rules refuse the parameters, or lack one they cannot do without.
        pub fn resolve(params: &Params) -> Result<Endpoint, EndpointError> {
            #(#required)*
            rules(#(#passes),*)
        }
    }
}

/// The check that a parameter is set; its value is named where the rules use it.
fn required(one: &Required, takes: &[(String, ValueType)]) -> TokenStream {
    let (variable, value, wire) = (ident(&one.variable), expr(&one.value), &one.wire);
    let missing = quote!(return Err(EndpointError::missing(#wire)););
    match takes.iter().any(|(taken, _)| *taken == one.variable) {
        true => quote!(let Some(#variable) = #value else { #missing };),
        false => quote!(if #value.is_none() { #missing }),
    }
}

fn function(function: &Function) -> TokenStream {
    let name = ident(&function.name);
    let docs = (!function.docs.is_empty()).then(|| doc(&function.docs));
    let takes = function.takes.iter().map(|(variable, of)| {
        let (variable, ty) = (ident(variable), ty(*of));
        quote!(#variable: #ty)
    });
    let rules = function.rules.iter().map(rule);
    let open = function.rules.last().is_none_or(|last| !last.always());
    let gap = open.then(|| quote!(Err(EndpointError::NoRule)));
    quote! {
        #docs
        fn #name(#(#takes),*) -> Result<Endpoint, EndpointError> {
            #(#rules)*
            #gap
        }
    }
}

fn rule(rule: &Rule) -> TokenStream {
    let answer = answer(&rule.then);
    let answer = match rule.always() {
        true => answer,
        false => quote!(return #answer;),
    };
    nested(&rule.steps, &answer)
}

/// Conditions up to the first plain name stand in one `if`; the name and all else are inside it.
fn nested(steps: &[Step], answer: &TokenStream) -> TokenStream {
    let is_name = |step: &Step| matches!(step, Step::Let { .. });
    let names = steps.iter().take_while(|step| is_name(step)).count();
    let (names, rest) = steps.split_at(names);
    let bound = names.iter().map(name);
    let tests = rest.iter().take_while(|step| !is_name(step)).count();
    let (tests, rest) = rest.split_at(tests);
    if tests.is_empty() {
        return quote!(#(#bound)* #answer);
    }
    let inner = nested(rest, answer);
    let tests = tests.iter().map(test);
    quote!(#(#bound)* if #(#tests)&&* { #inner })
}

fn name(step: &Step) -> TokenStream {
    let Step::Let {
        variable,
        ty: of,
        value,
    } = step
    else {
        return TokenStream::new();
    };
    let (variable, ty) = (ident(variable), ty(*of));
    let value = borrowed(value);
    quote!(let #variable: #ty = #value;)
}

/// A value that is made on the spot is borrowed where it is named.
fn borrowed(value: &Expr) -> TokenStream {
    let made = match value {
        Expr::Call { function, .. } => matches!(*function, "uri_encode" | "split"),
        Expr::Text(text) => text.0.len() > 1,
        _ => false,
    };
    let value = expr(value);
    match made {
        true => quote!(&#value),
        false => value,
    }
}

fn test(step: &Step) -> TokenStream {
    match step {
        Step::Some {
            variable,
            ty,
            value,
        } => {
            let (variable, value) = (ident(variable), expr(value));
            let borrow = matches!(ty, ValueType::Url | ValueType::Arn).then(|| quote!(&));
            quote!(let Some(#variable) = #borrow #value)
        }
        Step::Test(value) | Step::Let { value, .. } => expr(value),
    }
}

fn answer(then: &Then) -> TokenStream {
    match then {
        Then::Tree { function, passes } => {
            let function = ident(function);
            let passes = passes.iter().map(|variable| ident(variable));
            quote!(#function(#(#passes),*))
        }
        Then::Endpoint(of) => {
            let endpoint = endpoint(of);
            quote!(Ok(#endpoint))
        }
        Then::Error(reason) => {
            let reason = text(reason);
            quote!(Err(EndpointError::refused(#reason)))
        }
    }
}
