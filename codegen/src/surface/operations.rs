//! The service, and its operations with everything that belongs to them.

use std::fmt::Display;

use super::{Fact, Item, ItemKind, spell, types};
use crate::ir::waits::{State, Waiter};
use crate::ir::{Identity, Operation, Pagination, Results, Service};

/// The service as a whole: what every call says of it.
pub(super) fn service(service: &Service, root: &str) -> Item {
    let wire = format!("{} {}", service.target_prefix, service.version);
    Item::new(ItemKind::Service, root, &service.shape).with(Fact::Wire, wire)
}

/// An operation, its request, response, errors and paginator.
pub(super) fn all(operation: &Operation, root: &str) -> Vec<Item> {
    let module = format!("{root}::{}", operation.names.module);
    let path = |name: &str| format!("{module}::{name}");
    let (request, response) = (&operation.request, &operation.response);
    let mut items = vec![marker(operation, path(&operation.names.ty))];
    items.extend(types::structure(
        request,
        &path(&request.names.ty),
        ItemKind::Request,
        ItemKind::RequestMember,
    ));
    items.extend(types::structure(
        response,
        &path(&response.names.ty),
        ItemKind::Response,
        ItemKind::ResponseMember,
    ));
    items.extend(errors(operation, &path(&operation.error_type)));
    let paginator = operation.pagination.as_ref();
    items.extend(paginator.map(|pagination| paginate(operation, pagination, path("paginate"))));
    let waiters = operation.waiters.iter();
    items.extend(waiters.map(|one| waiter(operation, one, path(&one.ty))));
    items
}

fn marker(operation: &Operation, path: String) -> Item {
    Item::new(ItemKind::Operation, path, &operation.shape)
        .with(Fact::Wire, &operation.wire)
        .with_some(Fact::Sensitive, operation.sensitive.then(String::new))
        .with_some(
            Fact::Deprecated,
            spell::deprecated(operation.deprecated.as_ref()),
        )
}

fn errors(operation: &Operation, path: &str) -> Vec<Item> {
    let one = |case: &crate::ir::ErrorCase| {
        Item::new(
            ItemKind::OperationError,
            format!("{path}::{}", case.variant),
            &operation.shape,
        )
        .with(Fact::Type, &case.names.ty)
        .with(Fact::Wire, &case.code)
    };
    operation.errors.iter().map(one).collect()
}

fn paginate(operation: &Operation, pagination: &Pagination, path: String) -> Item {
    let tokens = pagination
        .tokens
        .iter()
        .map(|pair| format!("{} <- {}", pair.input.wire, pair.output));
    let limit = pagination.limit.as_ref();
    Item::new(ItemKind::Paginator, path, &operation.shape)
        .with_some(Fact::ItemType, item_type(pagination))
        .with_some(
            Fact::Results,
            some(listed(pagination.results.iter().map(result))),
        )
        .with(Fact::Tokens, listed(tokens))
        .with_some(
            Fact::More,
            pagination.more_results.as_ref().map(ToString::to_string),
        )
        .with_some(Fact::Limit, limit.map(|limit| limit.step.wire.clone()))
        .with_some(
            Fact::LimitRange,
            limit
                .and_then(|limit| limit.range)
                .map(|(min, max)| format!("{min}..={max}")),
        )
        .with_some(
            Fact::LimitDefault,
            limit
                .and_then(|limit| limit.default)
                .map(|items| items.to_string()),
        )
        .with_some(Fact::Keeps, some(listed(&pagination.non_aggregate)))
        .with_some(
            Fact::Excludes,
            some(listed(pagination.excludes.iter().map(|step| &step.wire))),
        )
        .with_some(Fact::Identity, identity(pagination))
}

fn waiter(operation: &Operation, waiter: &Waiter, path: String) -> Item {
    let (least, greatest) = waiter.pause;
    let means = waiter.acceptors.iter().map(|acceptor| {
        let state = match acceptor.state {
            State::Success => "success",
            State::Failure => "failure",
            State::Retry => "retry",
        };
        format!("{state}: {}", acceptor.matcher)
    });
    Item::new(ItemKind::Waiter, path, &operation.shape)
        .with(Fact::Wire, &waiter.wire)
        .with(Fact::Pause, format!("{least}..={greatest} s"))
        .with(Fact::Means, listed(means))
}

fn item_type(pagination: &Pagination) -> Option<String> {
    let single = pagination.results.first().map(spell::item);
    pagination.item_type.clone().or(single)
}

fn result(result: &Results) -> String {
    format!("{}: {}", result.path, spell::item(result))
}

fn identity(pagination: &Pagination) -> Option<String> {
    let one = |result: &Results| match &result.identity {
        Identity::Itself => "the item".to_owned(),
        Identity::Texts(paths) => listed(paths),
    };
    let all: Vec<String> = pagination.results.iter().map(one).collect();
    some(all.join("; ").trim_matches([';', ' ']).to_owned())
}

fn listed(parts: impl IntoIterator<Item = impl Display>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    parts.join(", ")
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
