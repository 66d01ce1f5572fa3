//! The `mod.rs` files: what each generated folder holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::ident;
use crate::files::Source;
use crate::ir::{Names, Operation, Service};
use crate::plan::{Part, Plan};

/// A file a folder.
pub(crate) fn emit(service: &Service, plan: &Plan) -> Vec<Source> {
    let file = |part: Part, folder: &str, docs: &str, items: TokenStream| Source {
        path: plan.file(part, &format!("{folder}mod.rs")),
        shape: service.shape.clone(),
        emitter: "emit/modules.rs",
        docs: vec![docs.to_owned()],
        items,
    };
    let operations = || operations(service, |_| true);
    let paginated = self::operations(service, |operation| operation.pagination.is_some());
    let errors: Vec<&Names> = service.errors.iter().map(|error| &error.names).collect();
    vec![
        file(
            Part::Types,
            "",
            "Nested structures, unions and enums.",
            flat(&types(service), |names| &names.ty),
        ),
        file(
            Part::Request,
            "",
            "Requests, a module an operation.",
            operations(),
        ),
        file(
            Part::Response,
            "",
            "Responses, a module an operation, and errors.",
            with_errors(&operations()),
        ),
        file(
            Part::Response,
            "error/",
            "The errors that the service answers with.",
            error_folder(&errors),
        ),
        file(
            Part::Paginator,
            "",
            "Paginators, a module an operation.",
            paginated,
        ),
        file(
            Part::Schema,
            "",
            "Tables, a module an operation, and those that they share.",
            schema(&operations()),
        ),
        file(
            Part::Schema,
            "types/",
            "Tables of nested structures, unions and enums.",
            flat(&types(service), |names| &names.constant),
        ),
        file(
            Part::Schema,
            "error/",
            "Tables of errors.",
            flat(&errors, |names| &names.constant),
        ),
        file(Part::Facade, "", "Operations, a module each.", operations()),
    ]
}

fn types(service: &Service) -> Vec<&Names> {
    let structures = service.structures.iter().map(|shape| &shape.names);
    let unions = service.unions.iter().map(|shape| &shape.names);
    let enums = service.enums.iter().map(|shape| &shape.names);
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

fn with_errors(operations: &TokenStream) -> TokenStream {
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
            code: Option<&str>,
            message: Option<&str>,
        ) -> std::fmt::Result {
            f.write_str(code.unwrap_or("an error without a code"))?;
            match message {
                Some(message) => write!(f, ": {message}"),
                None => Ok(()),
            }
        }
    }
}
