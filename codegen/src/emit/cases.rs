//! The model's protocol tests and examples, as tests of the facade.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::ident;
use super::literal;
use crate::files::{Source, Sources};
use crate::ir::{Case, CaseKind, Field, Operation, Service};
use crate::plan::{Part, Plan};

/// The files; none where the model has neither.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let protocol = "The tests that the model has of its protocol.";
    let examples =
        "The model's examples of calls: what is sent for them, and what their answers are read as.";
    let files = [
        file("tests/protocol.rs", protocol, &service.cases, service, plan),
        file(
            "tests/examples.rs",
            examples,
            &service.examples,
            service,
            plan,
        ),
    ];
    Box::new(files.into_iter().flatten())
}

fn file(path: &str, about: &str, cases: &[Case], service: &Service, plan: &Plan) -> Option<Source> {
    if cases.is_empty() {
        return None;
    }
    let krate = plan.root(Part::Endpoint, Part::Facade);
    let cases = cases.iter().map(|case| test(case, service, &krate));
    let support = support();
    Some(Source {
        path: plan.crate_file(Part::Facade, path),
        shape: service.shape.clone(),
        emitter: "emit/cases.rs",
        docs: vec![about.to_owned()],
        items: quote! {
            #![allow(deprecated, reason = "what is deprecated is still part of the protocol")]
            use aws_json::{Bytes, http};
            #support
            #(#cases)*
        },
    })
}

fn test(case: &Case, service: &Service, krate: &TokenStream) -> TokenStream {
    let Some(operation) = service.operations.get(case.operation) else {
        return TokenStream::new();
    };
    let side = if case.received() {
        "response"
    } else {
        "request"
    };
    let name = ident(&format!("{side}_{}", case.name.to_lowercase()));
    let body = match &case.kind {
        CaseKind::Sent { .. } => sent(&case.kind, operation, krate),
        CaseKind::Received { .. } => received(&case.kind, operation, krate),
    };
    quote! {
        #[test]
        fn #name() { #body }
    }
}

fn sent(kind: &CaseKind, operation: &Operation, krate: &TokenStream) -> TokenStream {
    let CaseKind::Sent {
        arguments,
        params,
        method,
        uri,
        host,
        resolved_host,
        headers,
        forbidden,
        body,
    } = kind
    else {
        return TokenStream::new();
    };
    let root = quote!(#krate::types);
    let (module, name) = (ident(&operation.names.module), ident(&operation.names.ty));
    let request = ident(&operation.request.names.ty);
    let arguments = arguments
        .iter()
        .map(|value| literal::expression(value, &root));
    let setters = literal::setters(params, &root);
    let endpoint = format!("https://{host}");
    let host = resolved_host
        .as_deref()
        .unwrap_or_else(|| host.split('/').next().unwrap_or(host));
    let (names, values): (Vec<&String>, Vec<&String>) =
        headers.iter().map(|(name, value)| (name, value)).unzip();
    let body = match body {
        Some(body) => quote!(Some(#body)),
        None => quote!(None),
    };
    quote! {
        let input = #krate::#module::#request::new(#(#arguments),*) #setters;
        let endpoint = http::Uri::from_static(#endpoint);
        let request = #krate::client::Protocol::new().request::<#krate::#module::#name>(&endpoint, &input);
        assert_eq!(request.method(), #method);
        assert_eq!(request.uri().path(), #uri);
        assert_eq!(request.uri().host(), Some(#host));
        has_headers(&request, &[#((#names, #values)),*], &[#(#forbidden),*]);
        is_body(&request, #body);
    }
}

fn received(kind: &CaseKind, operation: &Operation, krate: &TokenStream) -> TokenStream {
    let CaseKind::Received {
        params,
        code,
        headers,
        body,
        error,
    } = kind
    else {
        return TokenStream::new();
    };
    let root = quote!(#krate::types);
    let (module, name) = (ident(&operation.names.module), ident(&operation.names.ty));
    let (names, values): (Vec<&String>, Vec<&String>) =
        headers.iter().map(|(name, value)| (name, value)).unzip();
    let outcome = quote! {
        let answer = answer(#code, &[#((#names, #values)),*], #body);
        let outcome = #krate::client::Protocol::new().response::<#krate::#module::#name>(answer);
    };
    // NaN is not equal to itself; texts of it are.
    let same = match params.iter().any(Field::holds_nan) {
        true => quote!(assert_eq!(format!("{found:?}"), format!("{expected:?}"));),
        false => quote!(assert_eq!(found, expected);),
    };
    match error.and_then(|place| operation.errors.get(place)) {
        None => {
            let response = ident(&operation.response.names.ty);
            let expected = whole(&quote!(#krate::#module::#response), params, &root);
            quote! {
                #outcome
                let expected = #expected;
                let found = outcome.expect("a response");
                #same
            }
        }
        Some(case) => {
            let (errors, variant) = (ident(&operation.error_type), ident(&case.variant));
            let ty = ident(&case.names.ty);
            let expected = whole(&quote!(#krate::error::#ty), params, &root);
            quote! {
                #outcome
                let found = match outcome {
                    Err(aws_json::ResponseError::Service(#krate::#module::#errors::#variant(error))) => error,
                    other => panic!("{other:?}"),
                };
                let expected = #expected.with_meta(found.meta().clone());
                #same
            }
        }
    }
}

fn whole(ty: &TokenStream, params: &[Field], root: &TokenStream) -> TokenStream {
    let setters = literal::setters(params, root);
    quote!(#ty::default() #setters)
}

/// What every test uses.
fn support() -> TokenStream {
    quote! {
        #[allow(dead_code)]
        fn has_headers(
            request: &http::Request<Bytes>,
            expected: &[(&'static str, &str)],
            forbidden: &[&'static str],
        ) {
            for (name, value) in expected {
                let found = request.headers().get(*name).map(http::HeaderValue::as_bytes);
                assert_eq!(found, Some(value.as_bytes()), "{name}");
            }
            for name in forbidden {
                assert!(!request.headers().contains_key(*name), "{name}");
            }
        }

        #[allow(dead_code)]
        fn is_body(request: &http::Request<Bytes>, expected: Option<&str>) {
            let Some(expected) = expected else { return };
            let value = |text: &str| smithy_wire::json::from_str::<smithy_wire::Value>(text).expect("JSON");
            let found = std::str::from_utf8(request.body()).expect("a text");
            assert_eq!(value(found), value(if expected.is_empty() { "{}" } else { expected }));
        }

        #[allow(dead_code)]
        fn answer(code: u16, headers: &[(&str, &str)], body: &'static str) -> http::Response<Bytes> {
            let mut answer = http::Response::builder().status(code);
            for (name, value) in headers {
                answer = answer.header(*name, *value);
            }
            answer.body(Bytes::from_static(body.as_bytes())).expect("an answer")
        }
    }
}
