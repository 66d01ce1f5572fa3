//! Waiters: a type each in the operation's module, which knows what an answer means.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{doc_lines, ident};
use super::paths;
use crate::ir::Operation;
use crate::ir::waits::{Acceptor, Matcher, State, Waiter};

/// The waiters of an operation.
pub(super) fn of(operation: &Operation) -> TokenStream {
    operation
        .waiters
        .iter()
        .map(|it| waiter(it, operation))
        .collect()
}

fn waiter(waiter: &Waiter, operation: &Operation) -> TokenStream {
    let docs = doc_lines(&docs(waiter, operation));
    let (name, marker) = (ident(&waiter.ty), ident(&operation.names.ty));
    let wire = &waiter.wire;
    let (least, greatest) = waiter.pause;
    let (request, response) = (
        ident(&operation.request.names.ty),
        ident(&operation.response.names.ty),
    );
    let error = ident(&operation.error_type);
    let tests = waiter.acceptors.iter().map(|it| acceptor(it, &error));
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct #name;

        impl smithy_pagination::wait::Waiter for #name {
            type Operation = #marker;
            const NAME: &'static str = #wire;
            const PAUSE: (u32, u32) = (#least, #greatest);
            fn judge(
                _: &#request,
                answer: Result<&#response, &#error>,
            ) -> Option<smithy_pagination::wait::State> {
                #(#tests)*
                None
            }
        }
    }
}

fn acceptor(acceptor: &Acceptor, errors: &Ident) -> TokenStream {
    let response = ident("response");
    let state = match acceptor.state {
        State::Success => quote!(Success),
        State::Failure => quote!(Failure),
        State::Retry => quote!(Retry),
    };
    let holds = match &acceptor.matcher {
        Matcher::Any { response: true } => quote!(answer.is_ok()),
        Matcher::Any { response: false } => quote!(answer.is_err()),
        Matcher::Error {
            variant: Some(variant),
            ..
        } => {
            let variant = ident(variant);
            quote!(matches!(answer, Err(#errors::#variant(_))))
        }
        Matcher::Error { name, .. } => {
            quote!(answer.is_err_and(|error| error.meta().code() == Some(#name)))
        }
        Matcher::Text { path, expected } => {
            let value = paths::borrowed(&response, path);
            quote!(answer.is_ok_and(|response| #value.is_some_and(|value| value.as_str() == #expected)))
        }
        Matcher::Flag { path, expected } => {
            let value = paths::copy(&response, path);
            quote!(answer.is_ok_and(|response| #value == Some(#expected)))
        }
    };
    quote! {
        if #holds {
            return Some(smithy_pagination::wait::State::#state);
        }
    }
}

fn docs(waiter: &Waiter, operation: &Operation) -> Vec<String> {
    let (least, greatest) = waiter.pause;
    let mut lines = vec![
        format!(
            "Waits for `{}` by asking `{}` again and again.",
            waiter.wire, operation.wire
        ),
        String::new(),
    ];
    lines.extend(waiter.acceptors.iter().map(|acceptor| {
        let means = match acceptor.state {
            State::Success => "the wait is over",
            State::Failure => "it will never be",
            State::Retry => "not yet",
        };
        format!("- {}: {means}.", shown(&acceptor.matcher))
    }));
    lines.extend([
        String::new(),
        format!("Between two requests are {least} to {greatest} seconds; see [`Wait`](smithy_pagination::wait::Wait)."),
    ]);
    lines
}

fn shown(matcher: &Matcher) -> String {
    match matcher {
        Matcher::Any { response: true } => "any response".to_owned(),
        Matcher::Any { response: false } => "any error".to_owned(),
        Matcher::Error { name, .. } => format!("the error `{name}`"),
        Matcher::Text { path, expected } => format!("`{path}` is `{}`", expected.replace('`', "'")),
        Matcher::Flag { path, expected } => format!("`{path}` is `{expected}`"),
    }
}
