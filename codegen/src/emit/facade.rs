//! The facade: a module an operation, with everything of that operation in it.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{deprecated, doc, doc_lines, docs, generic, ident, spelling};
use crate::files::{Source, Sources};
use crate::ir::{Docs, HostPiece, Operation, Service, Version};
use crate::plan::{Part, Plan};

/// A file an operation.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let file = move |operation: &Operation| Source {
        path: plan.file(Part::Facade, &format!("{}.rs", operation.names.module)),
        shape: operation.shape.clone(),
        emitter: "emit/facade.rs",
        docs: module_docs(operation),
        items: items(service, operation, plan),
    };
    Box::new(service.operations.iter().map(file))
}

/// What the operation does, as a list of modules shows its first sentence; then what is in here.
fn module_docs(operation: &Operation) -> Vec<String> {
    let summary = operation.docs.lines.iter();
    let summary = summary.take_while(|line| !line.is_empty()).cloned();
    let pages = match operation.pagination {
        Some(_) => ", and a listing of all its pages",
        None => "",
    };
    let wire = &operation.wire;
    let inside = format!(
        "Everything of `{wire}` is here: its request, its response, its errors, how it is sent{pages}."
    );
    summary.chain([String::new(), inside]).collect()
}

fn items(service: &Service, operation: &Operation, plan: &Plan) -> TokenStream {
    let exports = exports(operation, plan);
    let marker = marker(service, operation);
    let send = send(operation);
    let paginate = paginate(operation);
    let waiters = super::waits::of(operation, &plan.root(Part::Facade, Part::Types));
    quote!(#exports #marker #send #paginate #waiters)
}

fn exports(operation: &Operation, plan: &Plan) -> TokenStream {
    let root = |part| plan.root(Part::Facade, part);
    let module = ident(&operation.names.module);
    let (requests, responses) = (root(Part::Request), root(Part::Response));
    let (request, response) = (
        ident(&operation.request.names.ty),
        ident(&operation.response.names.ty),
    );
    let error = ident(&operation.error_type);
    let paginator = operation.pagination.as_ref().map(|pagination| {
        let (paginators, name) = (root(Part::Paginator), paginator_name(operation));
        let item = pagination.item_type.iter().map(|item| ident(item));
        quote!(pub use #paginators::#module::{#name #(, #item)*};)
    });
    quote! {
        #paginator
        pub use #requests::#module::#request;
        pub use #responses::#module::{#error, #response};
    }
}

fn paginator_name(operation: &Operation) -> proc_macro2::Ident {
    ident(&format!("{}Paginator", operation.names.ty))
}

fn marker(service: &Service, operation: &Operation) -> TokenStream {
    let name = ident(&operation.names.ty);
    let (docs, errors) = (docs(&operation.docs), doc_lines(&error_lines(operation)));
    let deprecated = deprecated(operation.deprecated.as_ref());
    let wire = &operation.wire;
    let target = format!("{}.{wire}", service.target_prefix);
    let sensitive = operation.sensitive;
    let (request, response) = (
        ident(&operation.request.names.ty),
        ident(&operation.response.names.ty),
    );
    let error = ident(&operation.error_type);
    let spelling = spelling(&operation.names.ty);
    let (host_prefix, idempotency) = (host_prefix(operation), idempotency(operation));
    let older = (service.protocol == Version::AwsJson1_0).then(|| {
        quote!(
            const CONTENT_TYPE: &'static str = "application/x-amz-json-1.0";
        )
    });
    let query_compatible = service.query_compatible.then(|| {
        quote!(
            const QUERY_COMPATIBLE: bool = true;
        )
    });
    quote! {
        #docs
        #errors
        #deprecated
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #spelling
        pub struct #name;

        impl smithy_wire::Operation for #name {
            const NAME: &'static str = #wire;
            const TARGET: &'static str = #target;
            const SENSITIVE: bool = #sensitive;
            #older
            #query_compatible
            type Input = #request;
            type Output = #response;
            type Error = #error;
            #host_prefix
            #idempotency
        }
    }
}

/// The text before the host, its labels filled.
fn host_prefix(operation: &Operation) -> Option<TokenStream> {
    if operation.host_prefix.is_empty() {
        return None;
    }
    let pieces = operation.host_prefix.iter().map(|piece| match piece {
        HostPiece::Text(text) => quote!(#text),
        HostPiece::Field(field) => {
            let field = ident(field);
            quote!(input.#field.as_ref())
        }
    });
    let fixed = |piece: &HostPiece| matches!(piece, HostPiece::Text(_));
    let request = ident(&operation.request.names.ty);
    let input = if operation.host_prefix.iter().all(fixed) {
        quote!(_)
    } else {
        quote!(input)
    };
    Some(quote! {
        fn host_prefix(#input: &#request) -> Option<String> {
            Some([#(#pieces),*].concat())
        }
    })
}

/// The members that are filled where the caller gives none.
fn idempotency(operation: &Operation) -> Option<TokenStream> {
    if operation.idempotency.is_empty() {
        return None;
    }
    let fields: Vec<_> = operation
        .idempotency
        .iter()
        .map(|field| ident(field))
        .collect();
    let request = ident(&operation.request.names.ty);
    Some(quote! {
        fn with_idempotency_tokens(
            input: &#request,
            new_token: &mut dyn FnMut() -> String,
        ) -> Option<#request> {
            if #(input.#fields.is_some())&&* {
                return None;
            }
            let mut filled = input.clone();
            #(filled.#fields.get_or_insert_with(&mut *new_token);)*
            Some(filled)
        }
    })
}

/// The section that says what can go wrong, a line an error.
fn error_lines(operation: &Operation) -> Vec<String> {
    if operation.errors.is_empty() || operation.names_errors {
        return Vec::new();
    }
    let heading = [
        "",
        "# Errors",
        "",
        "The service answers with one of these, or with one that the model does not have:",
        "",
    ];
    let mut lines: Vec<String> = heading.iter().map(|line| (*line).to_owned()).collect();
    lines.extend(operation.errors.iter().map(|case| {
        let first = first_paragraph(&case.docs);
        format!("- [`{0}`](crate::error::{0}): {first}", case.names.ty)
    }));
    lines
}

fn first_paragraph(docs: &Docs) -> String {
    let lines: Vec<&str> = docs
        .lines
        .iter()
        .map(String::as_str)
        .take_while(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

fn send(operation: &Operation) -> TokenStream {
    let docs = doc(&format!(
        "Sends one `{}` request and gives its response.",
        operation.wire
    ));
    let deprecated = deprecated(operation.deprecated.as_ref());
    let name = ident(&operation.names.ty);
    let caller = generic("C", &name);
    let (request, response) = (
        ident(&operation.request.names.ty),
        ident(&operation.response.names.ty),
    );
    quote! {
        #docs
        ///
        /// # Errors
        ///
        /// Whatever the client documents for its failure.
        #deprecated
        pub fn send<#caller: smithy_wire::Call<#name> + ?Sized>(
            client: &#caller,
            request: &#request,
        ) -> Result<#response, #caller::Failure> {
            client.call(request)
        }
    }
}

fn paginate(operation: &Operation) -> Option<TokenStream> {
    let steps = match operation.pagination.as_ref()?.results.is_empty() {
        true => "page by page: the model does not say what the items of a page are",
        false => "page by page or item by item",
    };
    let docs = doc(&format!(
        "A listing of all that `{}` gives, {steps}.",
        operation.wire
    ));
    let deprecated = deprecated(operation.deprecated.as_ref());
    let (name, paginator) = (ident(&operation.names.ty), paginator_name(operation));
    let request = ident(&operation.request.names.ty);
    let caller = generic("C", &name);
    Some(quote! {
        #docs
        ///
        /// Nothing is sent before it is read. The client may be a reference, or a clone that the listing owns.
        #deprecated
        pub fn paginate<#caller: smithy_wire::Call<#name>>(
            client: #caller,
            request: #request,
        ) -> smithy_pagination::Paginate<#paginator, smithy_pagination::Via<#caller, #name>> {
            smithy_pagination::Paginate::new(#paginator, request, smithy_pagination::Via::new(client))
        }
    })
}
