//! The model as constant tables: a file an operation, an error, a structure, union or enum in the schema crate.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::common::{doc, ident};
use super::schema_kind;
use crate::files::Source;
use crate::ir::{Enum, Member, Operation, Pagination, Service, Structure};
use crate::plan::{Part, Plan};

/// A file a shape, and one for the service.
pub(crate) fn emit(service: &Service, plan: &Plan) -> Vec<Source> {
    let file = |path: &str, shape: &str, docs: Vec<String>, items: TokenStream| Source {
        path: plan.file(Part::Schema, &format!("{path}.rs")),
        shape: shape.to_owned(),
        emitter: "emit/schema.rs",
        docs,
        items: with_imports(&items),
    };
    let nested = |folder: &str, structure: &Structure| {
        file(
            &format!("{folder}/{}", structure.names.module),
            &structure.shape,
            Vec::new(),
            named(structure),
        )
    };
    let structures = service
        .structures
        .iter()
        .map(|structure| nested("types", structure));
    let errors = service.errors.iter().map(|error| nested("error", error));
    let unions = service.unions.iter().map(|union| {
        let items = table(
            &union.names.constant,
            &union.names.ty,
            &union.shape,
            &union.members,
        );
        file(
            &format!("types/{}", union.names.module),
            &union.shape,
            Vec::new(),
            items,
        )
    });
    let enums = service.enums.iter().map(|choice| {
        file(
            &format!("types/{}", choice.names.module),
            &choice.shape,
            Vec::new(),
            values(choice),
        )
    });
    let operations = service.operations.iter().map(|operation| {
        let docs = vec![format!(
            "`{}`: input, output, errors, pagination.",
            operation.wire
        )];
        file(
            &operation.names.module,
            &operation.shape,
            docs,
            tables(operation),
        )
    });
    let whole = file("service", &service.shape, Vec::new(), whole(service));
    structures
        .chain(errors)
        .chain(unions)
        .chain(enums)
        .chain(operations)
        .chain([whole])
        .collect()
}

/// The types of the runtime's tables that occur.
const TABLES: [&str; 9] = [
    "Constraints",
    "Kind",
    "Member",
    "Operation",
    "Paginated",
    "Range",
    "Service",
    "Structure",
    "TimestampFormat",
];

fn with_imports(items: &TokenStream) -> TokenStream {
    let mut found = BTreeSet::new();
    identifiers(items, &mut found);
    let used: Vec<Ident> = TABLES
        .iter()
        .filter(|name| found.contains(**name))
        .map(|name| ident(name))
        .collect();
    let imports = (!used.is_empty()).then(|| quote!(use smithy_wire::schema::{#(#used),*};));
    quote!(#imports #items)
}

fn identifiers(tokens: &TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => identifiers(&group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn named(structure: &Structure) -> TokenStream {
    table(
        &structure.names.constant,
        shape_name(&structure.shape),
        &structure.shape,
        &structure.members,
    )
}

/// The model's name of a shape.
fn shape_name(shape: &str) -> &str {
    shape.rsplit('#').next().unwrap_or(shape)
}

fn table(constant: &str, name: &str, shape: &str, members: &[Member]) -> TokenStream {
    let docs = doc(&format!("`{}`.", shape_name(shape)));
    let constant = ident(constant);
    let members = members.iter().map(member);
    quote! {
        #docs
        pub static #constant: Structure =
            Structure { name: #name, members: &[#(#members),*] };
    }
}

fn member(member: &Member) -> TokenStream {
    let name = &member.wire;
    let kind = schema_kind::of(&member.ty, &member.rules);
    let (required, sensitive) = (member.required_by_model, member.sensitive);
    quote!(Member { name: #name, kind: #kind, required: #required, sensitive: #sensitive })
}

fn values(choice: &Enum) -> TokenStream {
    let docs = doc(&format!(
        "The known values of `{}`.",
        shape_name(&choice.shape)
    ));
    let constant = ident(&choice.names.constant);
    let values = choice.variants.iter().map(|variant| &variant.wire);
    quote!(#docs pub const #constant: &[&str] = &[#(#values),*];)
}

fn tables(operation: &Operation) -> TokenStream {
    let (constant, name) = (ident(&operation.names.constant), &operation.wire);
    let docs = doc(&format!("The operation `{name}`."));
    let errors = operation
        .errors
        .iter()
        .map(|case| ident(&case.names.constant));
    let paginated = match &operation.pagination {
        Some(pagination) => {
            let paginated = paginated(pagination);
            quote!(Some(#paginated))
        }
        None => quote!(None),
    };
    let input = table(
        "INPUT",
        shape_name(&operation.request.shape),
        &operation.request.shape,
        &operation.request.members,
    );
    let output = table(
        "OUTPUT",
        shape_name(&operation.response.shape),
        &operation.response.shape,
        &operation.response.members,
    );
    quote! {
        #docs
        pub static #constant: Operation = Operation {
            name: #name,
            input: &INPUT,
            output: &OUTPUT,
            errors: &[#(&crate::error::#errors),*],
            paginated: #paginated,
        };
        #input
        #output
    }
}

fn paginated(pagination: &Pagination) -> TokenStream {
    let inputs = pagination.tokens.iter().map(|pair| &pair.input.wire);
    let outputs = pagination.tokens.iter().map(|pair| pair.output.to_string());
    let results = pagination
        .results
        .iter()
        .map(|result| result.path.to_string());
    let limit = optional(
        pagination
            .limit
            .as_ref()
            .map(|limit| limit.step.wire.clone()),
    );
    let more = optional(pagination.more_results.as_ref().map(ToString::to_string));
    let kept = pagination.non_aggregate.iter().map(ToString::to_string);
    let excludes = pagination.excludes.iter().map(|step| &step.wire);
    let default = optional(pagination.limit.as_ref().and_then(|limit| limit.default));
    quote! {
        Paginated {
            input_tokens: &[#(#inputs),*],
            output_tokens: &[#(#outputs),*],
            result_keys: &[#(#results),*],
            limit_key: #limit,
            more_results: #more,
            non_aggregate_keys: &[#(#kept),*],
            excludes: &[#(#excludes),*],
            default_limit: #default,
        }
    }
}

fn optional(value: Option<impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

fn whole(service: &Service) -> TokenStream {
    let docs = doc(&format!(
        "{}: every operation that is generated.",
        service.title
    ));
    let name = shape_name(&service.shape);
    let (version, sdk_id, target_prefix) =
        (&service.version, &service.sdk_id, &service.target_prefix);
    let operations = service.operations.iter().map(|operation| {
        let (module, constant) = (
            ident(&operation.names.module),
            ident(&operation.names.constant),
        );
        quote!(&crate::#module::#constant)
    });
    quote! {
        #docs
        pub static SERVICE: Service = Service {
            name: #name,
            version: #version,
            sdk_id: #sdk_id,
            target_prefix: #target_prefix,
            operations: &[#(#operations),*],
        };
    }
}
