//! Paginators: a file each, saying where tokens, page size and items live. The loop is in the runtime.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{doc, ident, spelling};
use super::{identity, paths, types};
use crate::files::{Source, Sources};
use crate::ir::{Operation, Pagination, Path, Results, Service, Type};
use crate::plan::{Part, Plan};

/// A file a paginated operation.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let file = move |operation: &Operation| {
        let pagination = operation.pagination.as_ref()?;
        Some(Source {
            path: plan.file(Part::Paginator, &format!("{}.rs", operation.names.module)),
            shape: operation.shape.clone(),
            emitter: "emit/paginator.rs",
            docs: vec![format!(
                "Where `{}` keeps its tokens{}.",
                operation.wire,
                match pagination.results.is_empty() {
                    true => " and its page size",
                    false => ", its page size and its items",
                }
            )],
            items: items(operation, pagination, plan),
        })
    };
    Box::new(service.operations.iter().filter_map(file))
}

fn items(operation: &Operation, pagination: &Pagination, plan: &Plan) -> TokenStream {
    let name = format!("{}Paginator", operation.names.ty);
    let (spelling, name) = (spelling(&name), ident(&name));
    let docs = doc(&format!("Pages of `{}`.", operation.wire));
    let module = ident(&operation.names.module);
    let (requests, responses) = (
        plan.root(Part::Paginator, Part::Request),
        plan.root(Part::Paginator, Part::Response),
    );
    let (request, response) = (
        ident(&operation.request.names.ty),
        ident(&operation.response.names.ty),
    );
    let types = plan.root(Part::Paginator, Part::Types);
    let item_enum = item_enum(operation, pagination, &types);
    let paginated = paginated(operation, pagination, &name);
    let has_items = !pagination.results.is_empty();
    let items = has_items.then(|| into_items(pagination, &name, &types));
    let aggregate = has_items.then(|| aggregate(pagination, &name));
    let aggregate_trait = has_items.then(|| quote!(Aggregate,));
    let items_trait = has_items.then(|| quote!(Items,));
    let config_error = check_request(pagination).map(|_| quote!(ConfigError,));
    quote! {
        use #requests::#module::#request as Request;
        use #responses::#module::#response as Response;
        use smithy_pagination::{#aggregate_trait #config_error Filters, #items_trait LimitKind, Paginated, Refused, Token, typed};

        #docs
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #spelling
        pub struct #name;
        #item_enum #paginated #items #aggregate
    }
}

fn item_enum(
    operation: &Operation,
    pagination: &Pagination,
    types: &TokenStream,
) -> Option<TokenStream> {
    let name = pagination.item_type.as_ref()?;
    let (spelling, name) = (spelling(name), ident(name));
    let docs = doc(&format!("An item of `{}`.", operation.wire));
    let total = operation.response.total.then(|| quote!(, Eq, Hash));
    let variants = pagination.results.iter().map(|result| {
        let docs = doc(&format!("From `{}`.", result.path));
        let (variant, ty) = (ident(&result.variant), types::item(result, types));
        quote!(#docs #variant(#ty),)
    });
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq #total)]
        #spelling
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    })
}

fn paginated(operation: &Operation, pagination: &Pagination, name: &Ident) -> TokenStream {
    let wire = &operation.wire;
    let tokens = pagination.tokens.iter().map(|pair| &pair.input.wire);
    let limit = limit_kind(pagination);
    let default = pagination.limit.as_ref().and_then(|limit| limit.default);
    let default = default.map(|items| {
        let items = u64::from(items);
        quote! {
            fn default_page_size(&self) -> Option<u64> {
                Some(#items)
            }
        }
    });
    let parts = [
        Some(set_token(pagination)),
        Some(set_limit(pagination)),
        check_request(pagination),
        Some(filters(operation, pagination)),
        Some(next_token(pagination)),
        Some(pages(pagination)),
        identity::at(pagination),
    ];
    quote! {
        impl Paginated for #name {
            type Request = Request;
            type Response = Response;
            fn operation(&self) -> &str {
                #wire
            }
            fn input_tokens(&self) -> &[std::borrow::Cow<'static, str>] {
                const { &[#(std::borrow::Cow::Borrowed(#tokens)),*] }
            }
            fn limit(&self) -> LimitKind {
                LimitKind::#limit
            }
            #default
            #(#parts)*
        }
    }
}

fn limit_kind(pagination: &Pagination) -> Ident {
    ident(
        match pagination.limit.as_ref().map(|limit| &limit.step.ty) {
            None => "None",
            Some(Type::String) => "Text",
            Some(_) => "Integer",
        },
    )
}

fn set_token(pagination: &Pagination) -> TokenStream {
    let lines = pagination.tokens.iter().map(|pair| {
        let (wire, field) = (&pair.input.wire, ident(&pair.input.field));
        let default = pair.input.required.then(|| quote!(.unwrap_or_default()));
        match pair.input.ty {
            Type::String => quote!(request.#field = token.text(#wire)?#default;),
            _ => quote!(request.#field = typed::from_token(token, #wire)?;),
        }
    });
    quote! {
        fn set_token(&self, request: &mut Request, token: &Token) -> Result<(), Refused> {
            #(#lines)*
            Ok(())
        }
    }
}

fn set_limit(pagination: &Pagination) -> TokenStream {
    let Some(limit) = &pagination.limit else {
        return quote! {
            fn set_limit(&self, _: &mut Request, _: u64) -> Result<(), Refused> {
                Err(Refused::new("the operation takes no page size"))
            }
        };
    };
    let field = ident(&limit.step.field);
    let value = if limit.step.ty == Type::String {
        quote!(limit.to_string())
    } else {
        quote!(typed::limit(limit)?)
    };
    let value = if limit.step.required {
        value
    } else {
        quote!(Some(#value))
    };
    quote! {
        fn set_limit(&self, request: &mut Request, limit: u64) -> Result<(), Refused> {
            request.#field = #value;
            Ok(())
        }
    }
}

/// What the model says the service refuses.
fn check_request(pagination: &Pagination) -> Option<TokenStream> {
    let range = pagination.limit.as_ref().and_then(|limit| {
        let (least, most) = limit.range?;
        Some(quote!(typed::in_range(page_size, #least..=#most)?;))
    });
    let excluded = pagination.excludes.iter().filter(|step| !step.required);
    let mut excluded = excluded
        .map(|step| {
            let (wire, field) = (&step.wire, ident(&step.field));
            quote!(typed::not_paged(#wire, request.#field.is_some(), is_paged)?;)
        })
        .peekable();
    if range.is_none() && excluded.peek().is_none() {
        return None;
    }
    let own = pagination
        .limit
        .as_ref()
        .filter(|limit| limit.step.ty != Type::String);
    let own = own.map(|limit| {
        let field = ident(&limit.step.field);
        match limit.step.required {
            true => quote!(let page_size = page_size.or(Some(i64::from(request.#field)));),
            false => quote!(let page_size = page_size.or(request.#field.map(i64::from));),
        }
    });
    let is_paged = excluded.peek().map(|_| {
        let tokens = pagination.tokens.iter().filter(|pair| !pair.input.required);
        let fields = tokens.map(|pair| ident(&pair.input.field));
        quote!(let is_paged = sends_token || page_size.is_some() #(|| request.#fields.is_some())*;)
    });
    let request = ident(if own.is_some() || is_paged.is_some() {
        "request"
    } else {
        "_"
    });
    let resumed = ident(if is_paged.is_some() {
        "sends_token"
    } else {
        "_"
    });
    Some(quote! {
        fn check_request(&self, #request: &Request, page_size: Option<i64>, #resumed: bool) -> Result<(), ConfigError> {
            #own
            #range
            #is_paged
            #(#excluded)*
            Ok(())
        }
    })
}

/// Tokens are no part of what is asked for, and secrets leave no trace.
fn filters(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let tokens = pagination.tokens.iter().map(|pair| &pair.input.wire);
    let members = operation.request.members.iter();
    let secrets = members
        .filter(|member| member.sensitive)
        .map(|member| &member.wire);
    let left_out = tokens.chain(secrets);
    quote! {
        fn filters(&self, request: &Request) -> Filters {
            typed::filters(request, &[#(#left_out),*])
        }
    }
}

fn next_token(pagination: &Pagination) -> TokenStream {
    let root = ident("response");
    let more = pagination.more_results.as_ref().map(|path| {
        let more = paths::copy(&root, path);
        quote!(if !#more.unwrap_or_default() { return Token::new(); })
    });
    let mut pairs = pagination.tokens.iter().map(|pair| {
        let value = paths::copy(&root, &pair.output);
        (&pair.input.wire, value, pair.input.ty == Type::String)
    });
    let (first, rest) = (pairs.next(), pairs);
    let first = first.map(|(wire, value, is_text)| match is_text {
        true => quote!(Token::single(#wire, #value)),
        false => quote!(Token::new().with(#wire, typed::to_token(#value))),
    });
    let rest = rest.map(|(wire, value, is_text)| match is_text {
        true => quote!(.with(#wire, #value.into())),
        false => quote!(.with(#wire, typed::to_token(#value))),
    });
    quote! {
        fn next_token(&self, response: &Response) -> Token {
            #more
            #first #(#rest)*
        }
    }
}

fn pages(pagination: &Pagination) -> TokenStream {
    let root = ident("response");
    let mut results = pagination.results.iter();
    let Some(primary) = results.next().map(|result| &result.path) else {
        return whole_pages();
    };
    let len = paths::len(&root, primary);
    let kept = paths::place(&root, primary);
    let others: Vec<&Path> = results.map(|result| &result.path).collect();
    let blanked: Vec<TokenStream> = others.iter().map(|path| blank(&root, path)).collect();
    let skip = (!others.is_empty()).then(|| skip_all(&root, primary, &others));
    let argument = if blanked.is_empty() {
        quote!(_)
    } else {
        quote!(response)
    };
    quote! {
        fn primary_len(&self, response: &Response) -> usize {
            #len
        }
        fn keep(&self, response: &mut Response, range: std::ops::Range<usize>) {
            typed::keep(&mut #kept, range);
        }
        fn blank_secondary(&self, #argument: &mut Response) {
            #(#blanked)*
        }
        #skip
    }
}

/// What the model names no items of is delivered page by page.
fn whole_pages() -> TokenStream {
    quote! {
        fn counts_items(&self) -> bool {
            false
        }
        fn primary_len(&self, _: &Response) -> usize {
            0
        }
        fn keep(&self, _: &mut Response, _: std::ops::Range<usize>) {}
        fn blank_secondary(&self, _: &mut Response) {}
    }
}

/// Takes away the first items of each list.
fn skip_all(root: &Ident, primary: &Path, others: &[&Path]) -> TokenStream {
    let primary = skip(root, primary, &quote!(primary));
    let others = others.iter().map(|path| skip(root, path, &quote!(left)));
    quote! {
        fn skip(&self, response: &mut Response, primary: usize, others: usize) -> bool {
            let mut left = others;
            let taken = #primary;
            #(left -= #others;)*
            taken == primary && left == 0
        }
    }
}

fn skip(root: &Ident, path: &Path, wanted: &TokenStream) -> TokenStream {
    let last = ident(&path.last.field);
    match paths::parent(root, path) {
        None => quote!(typed::skip(&mut #root.#last, #wanted)),
        Some(parent) => quote!(#parent.map_or(0, |parent| typed::skip(&mut parent.#last, #wanted))),
    }
}

fn blank(root: &Ident, path: &Path) -> TokenStream {
    let last = ident(&path.last.field);
    match paths::parent(root, path) {
        None => quote!(typed::blank(&mut #root.#last);),
        Some(parent) => quote!(if let Some(parent) = #parent { typed::blank(&mut parent.#last); }),
    }
}

fn into_items(pagination: &Pagination, name: &Ident, types: &TokenStream) -> TokenStream {
    let root = ident("response");
    let list = |result: &Results| {
        let taken = paths::take(&root, &result.path);
        quote!(#taken.unwrap_or_default())
    };
    let (item, body) = match (&pagination.item_type, pagination.results.first()) {
        (None, Some(result)) => {
            let list = list(result);
            let items = match &result.key {
                None => quote!(#list.into_iter()),
                Some(_) => quote!(Vec::from_iter(#list).into_iter()),
            };
            (types::item(result, types), items)
        }
        (item, _) => {
            let item = ident(item.as_deref().unwrap_or_default());
            let lines = pagination.results.iter().map(|result| {
                let (list, variant) = (list(result), ident(&result.variant));
                quote! {
                    let list = #list;
                    items.extend(list.into_iter().map(#item::#variant));
                }
            });
            (
                quote!(#item),
                quote!(let mut items = Vec::new(); #(#lines)* items.into_iter()),
            )
        }
    };
    let mutable = mutable(pagination.results.iter().map(|result| &result.path));
    let identity = identity::of_item(pagination);
    let identities = identity::functions(pagination, types);
    quote! {
        #identities
        impl Items for #name {
            type Item = #item;
            type IntoIter = std::vec::IntoIter<Self::Item>;
            fn into_items(&self, #mutable response: Response) -> Self::IntoIter {
                #body
            }
            #identity
        }
    }
}

/// Members inside of others are taken out of them, which changes the value they are taken from.
fn mutable<'a>(mut paths: impl Iterator<Item = &'a Path>) -> Option<TokenStream> {
    paths
        .any(|path| !path.parents.is_empty())
        .then(|| quote!(mut))
}

fn aggregate(pagination: &Pagination, name: &Ident) -> TokenStream {
    let (whole, first, page) = (ident("whole"), ident("first"), ident("page"));
    let kept = pagination.kept().map(|path| {
        let (place, value) = (paths::place(&whole, path), paths::take(&first, path));
        if path.parents.is_empty() {
            quote!(#place = #value;)
        } else {
            quote!(if let Some(value) = #value { #place = Some(value); })
        }
    });
    let absorbed = pagination.results.iter().map(|result| {
        let (place, value) = (
            paths::place(&whole, &result.path),
            paths::take(&page, &result.path),
        );
        if result.path.parents.is_empty() {
            quote!(typed::extend(&mut #place, #value);)
        } else {
            quote!(if let Some(items) = #value { typed::extend(&mut #place, Some(items)); })
        }
    });
    let first_mutable = mutable(pagination.kept());
    let page_mutable = mutable(pagination.results.iter().map(|result| &result.path));
    quote! {
        impl Aggregate for #name {
            fn begin(&self, #first_mutable first: Response) -> Response {
                let mut whole = Response::default();
                #(#kept)*
                whole
            }
            fn absorb(&self, whole: &mut Response, #page_mutable page: Response) {
                #(#absorbed)*
            }
        }
    }
}
