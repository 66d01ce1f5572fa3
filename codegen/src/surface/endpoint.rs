//! Where calls go: the parameters of the rules, each way to an endpoint, and what operations set of themselves.

use super::{Fact, Item, ItemKind, spell};
use crate::ir::endpoint::{Endpoints, OperationParameters, Parameter};
use crate::ir::endpoint_ways::Way;

/// The parts of the endpoint crate whose root is this path.
pub(super) fn all(endpoints: &Endpoints, root: &str) -> Vec<Item> {
    let ways = endpoints.ways();
    let shape = &endpoints.shape;
    let resolve = format!("{root}::resolve");
    let order: Vec<String> = ways.iter().map(|way| way.when.join(", ")).collect();
    let mut items = vec![
        Item::new(ItemKind::EndpointRules, &resolve, shape).with(Fact::Order, order.join(" < ")),
    ];
    items.extend(ways.iter().map(|way| rule(way, &resolve, shape)));
    let parameters = endpoints.parameters.iter();
    items.extend(parameters.map(|one| parameter(one, endpoints, root)));
    let operations = endpoints.operations.iter();
    items.extend(operations.map(|one| operation(one, root, shape)));
    items
}

fn rule(way: &Way, resolve: &str, shape: &str) -> Item {
    let path = match way.when.as_slice() {
        [] => format!("{resolve} always"),
        when => format!("{resolve} where {}", when.join(", ")),
    };
    Item::new(ItemKind::EndpointRule, path, shape).with(Fact::Gives, &way.gives)
}

fn parameter(one: &Parameter, endpoints: &Endpoints, root: &str) -> Item {
    let path = format!("{root}::Params.{}", one.field);
    let needed = endpoints.needs(one).then(String::new);
    Item::new(ItemKind::EndpointParameter, path, &endpoints.shape)
        .with(Fact::Type, one.field_type())
        .with(Fact::Wire, &one.wire)
        .with_some(Fact::BuiltIn, one.built_in.clone())
        .with_some(Fact::Default, one.default.as_ref().map(ToString::to_string))
        .with_some(Fact::Needed, needed)
        .with_some(Fact::Deprecated, spell::deprecated(one.deprecated.as_ref()))
}

fn operation(one: &OperationParameters, root: &str, shape: &str) -> Item {
    let fixed = one.fixed.iter();
    let fixed = fixed.map(|(setter, value)| format!("{setter}({value})"));
    let read = one.read.iter();
    let read = read.map(|(name, path)| format!("{name} from {path}"));
    let sets: Vec<String> = fixed.chain(read).collect();
    let path = format!("{root}::Params::for_operation {}", one.wire);
    Item::new(ItemKind::EndpointOperation, path, shape).with(Fact::Sets, sets.join(", "))
}
