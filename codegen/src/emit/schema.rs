//! The model as constant tables: a file an operation, an error, a structure, union or enum in the schema crate.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use super::common::{doc, ident, rooted};
use super::schema_kind;
use crate::files::{Source, Sources};
use crate::ir::{Enum, Member, Operation, Pagination, Service, Structure, Union};
use crate::plan::{Part, Plan};

/// A file a shape, and one for the service.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let structures = service.structures.iter().map(|it| nested("types", it));
    let errors = service.errors.iter().map(|it| nested("error", it));
    let unions = service.unions.iter().map(union);
    let texts = service.enums.iter();
    let numbers = service.int_enums.iter();
    let enums = texts
        .map(|it| values(it, &quote!(&str), |text| Literal::string(text)))
        .chain(
            numbers.map(|it| values(it, &quote!(i32), |number| Literal::i32_unsuffixed(*number))),
        );
    let operations = service.operations.iter().map(operation);
    let shared = structures.chain(errors).chain(unions).chain(enums);
    let tables = shared.chain(operations).chain([whole(service)]);
    Box::new(tables.map(|table| table.source(plan)))
}

/// A file with one table, or with those of an operation.
struct Table<'a> {
    path: String,
    shape: &'a str,
    docs: Vec<String>,
    items: TokenStream,
}

impl Table<'_> {
    fn source(self, plan: &Plan) -> Source {
        Source {
            path: plan.file(Part::Schema, &format!("{}.rs", self.path)),
            shape: self.shape.to_owned(),
            emitter: "emit/schema.rs",
            docs: self.docs,
            items: rooted(
                with_imports(&self.items),
                &plan.root(Part::Schema, Part::Schema),
            ),
        }
    }
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
    let used = occurring(&TABLES, items);
    let imports = (!used.is_empty()).then(|| quote!(use smithy_wire::schema::{#(#used),*};));
    quote!(#imports #items)
}

/// Those of the names that occur among the tokens.
pub(super) fn occurring(names: &[&str], tokens: &TokenStream) -> Vec<Ident> {
    let mut absent = names.to_vec();
    strike(&mut absent, tokens.clone());
    let occurs = |name: &&&str| !absent.contains(*name);
    names
        .iter()
        .filter(occurs)
        .map(|name| ident(name))
        .collect()
}

/// Takes out the names that occur; no text is made of an identifier to compare it.
fn strike(absent: &mut Vec<&str>, tokens: TokenStream) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => absent.retain(|name| ident != name),
            TokenTree::Group(group) => strike(absent, group.stream()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn nested<'a>(folder: &str, structure: &'a Structure) -> Table<'a> {
    let Structure {
        names,
        shape,
        members,
        ..
    } = structure;
    Table {
        path: format!("{folder}/{}", names.module),
        items: table(&names.constant, shape, members),
        docs: Vec::new(),
        shape,
    }
}

fn union(union: &Union) -> Table<'_> {
    let Union {
        names,
        shape,
        members,
        ..
    } = union;
    Table {
        path: format!("types/{}", names.module),
        items: table(&names.constant, shape, members),
        docs: Vec::new(),
        shape,
    }
}

/// The model's name of a shape.
fn shape_name(shape: &str) -> &str {
    shape.rsplit('#').next().unwrap_or(shape)
}

fn table(constant: &str, shape: &str, members: &[Member]) -> TokenStream {
    let name = shape_name(shape);
    let docs = doc(&format!("`{name}`."));
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

fn values<'a, V>(
    choice: &'a Enum<V>,
    ty: &TokenStream,
    literal: impl Fn(&V) -> Literal,
) -> Table<'a> {
    let Enum {
        names,
        shape,
        variants,
        ..
    } = choice;
    let docs = doc(&format!("The known values of `{}`.", shape_name(shape)));
    let constant = ident(&names.constant);
    let values = variants.iter().map(|variant| literal(&variant.wire));
    Table {
        path: format!("types/{}", names.module),
        items: quote!(#docs pub const #constant: &[#ty] = &[#(#values),*];),
        docs: Vec::new(),
        shape,
    }
}

fn operation(operation: &Operation) -> Table<'_> {
    let (constant, name) = (ident(&operation.names.constant), &operation.wire);
    let docs = doc(&format!("The operation `{name}`."));
    let errors = operation
        .errors
        .iter()
        .map(|case| ident(&case.names.constant));
    let paginated = optional(operation.pagination.as_ref().map(paginated));
    let Operation {
        request, response, ..
    } = operation;
    let input = table("INPUT", &request.shape, &request.members);
    let output = table("OUTPUT", &response.shape, &response.members);
    let items = quote! {
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
    };
    Table {
        path: operation.names.module.clone(),
        shape: &operation.shape,
        docs: vec![format!("`{name}`: input, output, errors, pagination.")],
        items,
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

fn whole(service: &Service) -> Table<'_> {
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
    let items = quote! {
        #docs
        pub static SERVICE: Service = Service {
            name: #name,
            version: #version,
            sdk_id: #sdk_id,
            target_prefix: #target_prefix,
            operations: &[#(#operations),*],
        };
    };
    Table {
        path: "service".to_owned(),
        shape: &service.shape,
        docs: Vec::new(),
        items,
    }
}
