//! Waiters: a type each in the operation's module, which knows what an answer means.

mod expression;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{doc_lines, ident};
use crate::ir::Operation;
use crate::ir::waits::{Acceptor, Matcher, State, Waiter};
use expression::{Root, Writer};

/// The waiters of an operation.
pub(super) fn of(operation: &Operation, types: &TokenStream) -> TokenStream {
    let writer = Writer { types };
    operation
        .waiters
        .iter()
        .map(|it| waiter(it, operation, &writer))
        .collect()
}

fn waiter(waiter: &Waiter, operation: &Operation, writer: &Writer<'_>) -> TokenStream {
    let docs = doc_lines(&docs(waiter, operation));
    let (name, marker) = (ident(&waiter.ty), ident(&operation.names.ty));
    let wire = &waiter.wire;
    let (least, greatest) = waiter.pause;
    let (request, response) = (
        ident(&operation.request.names.ty),
        ident(&operation.response.names.ty),
    );
    let error = ident(&operation.error_type);
    let tests = waiter
        .acceptors
        .iter()
        .map(|it| acceptor(it, &error, writer));
    let asked = if waiter.acceptors.iter().any(looks_at_request) {
        quote!(request)
    } else {
        quote!(_)
    };
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct #name;

        impl smithy_pagination::wait::Waiter for #name {
            type Operation = #marker;
            const NAME: &'static str = #wire;
            const PAUSE: (u32, u32) = (#least, #greatest);
            fn judge(
                #asked: &#request,
                answer: Result<&#response, &#error>,
            ) -> Option<smithy_pagination::wait::Verdict> {
                #(#tests)*
                None
            }
        }
    }
}

fn looks_at_request(acceptor: &Acceptor) -> bool {
    match &acceptor.matcher {
        Matcher::Response { holds, .. } => expression::looks_at(Root::Request, holds),
        _ => false,
    }
}

fn acceptor(acceptor: &Acceptor, errors: &Ident, writer: &Writer<'_>) -> TokenStream {
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
        Matcher::Response { holds, .. } => {
            let tokens = writer.holds(holds);
            match expression::looks_at(Root::Response, holds) {
                true => quote!(answer.is_ok_and(|response| #tokens)),
                false => quote!(answer.is_ok() && #tokens),
            }
        }
    };
    let text = acceptor.matcher.to_string();
    quote! {
        if #holds {
            return Some(smithy_pagination::wait::Verdict::new(smithy_pagination::wait::State::#state, #text));
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
        format!("- {}: {means}.", acceptor.matcher)
    }));
    lines.extend([
        String::new(),
        format!("Between two requests are {least} to {greatest} seconds; see [`Wait`](smithy_pagination::wait::Wait), and `wait` of the clients."),
    ]);
    lines
}
