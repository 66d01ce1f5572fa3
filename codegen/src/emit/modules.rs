//! The `mod.rs` files: what each generated folder holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::ident;
use crate::files::{Source, Sources};
use crate::ir::{Names, Operation, Service};
use crate::plan::{Part, Plan};

/// A file a folder.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let source = move |folder: Folder| Source {
        path: plan.file(folder.part, &format!("{}mod.rs", folder.path)),
        shape: service.shape.clone(),
        emitter: "emit/modules.rs",
        docs: vec![folder.docs.to_owned()],
        items: folder.items,
    };
    let folders = code(service).into_iter().chain(tables(service));
    Box::new(folders.map(source))
}

/// A generated folder: where it is, what it holds.
struct Folder {
    part: Part,
    path: &'static str,
    docs: &'static str,
    items: TokenStream,
}

impl Folder {
    fn new(part: Part, path: &'static str, docs: &'static str, items: TokenStream) -> Folder {
        Folder {
            part,
            path,
            docs,
            items,
        }
    }
}

fn code(service: &Service) -> [Folder; 6] {
    let all = operations(service, |_| true);
    let paginated = operations(service, |operation| operation.pagination.is_some());
    let nested = flat(&types(service), |names| &names.ty);
    let errors = error_folder(&errors(service));
    [
        Folder::new(
            Part::Types,
            "",
            "Nested structures, unions and enums.",
            nested,
        ),
        Folder::new(
            Part::Request,
            "",
            "Requests, a module an operation.",
            all.clone(),
        ),
        Folder::new(
            Part::Response,
            "",
            "Responses and errors, a module an operation.",
            responses(&all),
        ),
        Folder::new(
            Part::Response,
            "error/",
            "The errors that the service answers with.",
            errors,
        ),
        Folder::new(
            Part::Paginator,
            "",
            "Paginators, a module an operation.",
            paginated,
        ),
        Folder::new(Part::Facade, "", "Operations, a module each.", all),
    ]
}

fn tables(service: &Service) -> [Folder; 3] {
    let all = schema(&operations(service, |_| true));
    let types = flat(&types(service), |names| &names.constant);
    let errors = flat(&errors(service), |names| &names.constant);
    [
        Folder::new(
            Part::Schema,
            "",
            "Tables, a module an operation, and those they share.",
            all,
        ),
        Folder::new(
            Part::Schema,
            "types/",
            "Tables of nested structures, unions and enums.",
            types,
        ),
        Folder::new(Part::Schema, "error/", "Tables of errors.", errors),
    ]
}

fn errors(service: &Service) -> Vec<&Names> {
    service.errors.iter().map(|error| &error.names).collect()
}

fn types(service: &Service) -> Vec<&Names> {
    let structures = service.structures.iter().map(|shape| &shape.names);
    let unions = service.unions.iter().map(|shape| &shape.names);
    let enums = service.enums.iter().map(|shape| &shape.names);
    let int_enums = service.int_enums.iter().map(|shape| &shape.names);
    let enums = enums.chain(int_enums);
    let mut names: Vec<&Names> = structures.chain(unions).chain(enums).collect();
    names.sort();
    names
}

/// Private modules, each with one public item.
fn flat(names: &[&Names], item: impl Fn(&Names) -> &String) -> TokenStream {
    let modules = names.iter().map(|names| ident(&names.module));
    let exports = names.iter().map(|names| {
        let (module, item) = (ident(&names.module), ident(item(names)));
        quote!(pub use self::#module::#item;)
    });
    quote!(#(mod #modules;)* #(#exports)*)
}

fn operations(service: &Service, wanted: impl Fn(&Operation) -> bool) -> TokenStream {
    let operations = service
        .operations
        .iter()
        .filter(|operation| wanted(operation));
    let modules = operations.map(|operation| ident(&operation.names.module));
    quote!(#(pub mod #modules;)*)
}

fn responses(operations: &TokenStream) -> TokenStream {
    quote!(#operations pub mod error;)
}

fn schema(operations: &TokenStream) -> TokenStream {
    quote!(#operations pub mod error; pub mod types; mod service; pub use self::service::SERVICE;)
}

fn error_folder(names: &[&Names]) -> TokenStream {
    let flat = flat(names, |names| &names.ty);
    quote! {
        #flat

        /// `Code: message`, as every error is shown.
        pub(crate) fn describe(
            f: &mut std::fmt::Formatter<'_>,
            code: &str,
            message: Option<&str>,
        ) -> std::fmt::Result {
            f.write_str(code)?;
            match message {
                Some(message) => write!(f, ": {message}"),
                None => Ok(()),
            }
        }

        /// The same of an error that the model does not document; one without a code is known by its status.
        pub(crate) fn describe_unhandled(
            f: &mut std::fmt::Formatter<'_>,
            meta: &smithy_wire::ErrorMeta,
        ) -> std::fmt::Result {
            if let Some(code) = meta.code() {
                return describe(f, code, meta.message());
            }
            let status = format!("HTTP status {} without an error code", meta.status());
            describe(f, &status, meta.message())
        }
    }
}
