//! The public surface of a service's crates as data: what a user can name, and what would break if it changed.
//!
//! One item for everything with a path of its own, in the order of paths.
//! The line of an item is what a reviewer of a model update reads first.

mod endpoint;
mod facts;
mod members;
mod operations;
mod spell;
mod types;

use std::fmt;

use crate::ir::Service;

/// What a user of the generated crates can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface {
    items: Vec<Item>,
}

/// Something with a path of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its path through the facade: `ecr::describe_images::DescribeImagesRequest.filter`.
    pub path: String,
    /// The shape or member of the model that it comes from.
    pub shape: String,
    /// What is true of it, by the name of the fact; in the order in which they are printed.
    pub facts: Vec<(Fact, String)>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// The service as a whole.
    Service,
    /// An operation: its marker type, and the module of its name.
    Operation,
    /// An operation's request.
    Request,
    /// An operation's response.
    Response,
    /// A nested structure.
    Structure,
    /// An error structure.
    Error,
    /// One of several members.
    Union,
    /// An open enum.
    Enum,
    /// A member of a request.
    RequestMember,
    /// A member of a response.
    ResponseMember,
    /// A member of a nested structure.
    Member,
    /// A member of an error structure.
    ErrorMember,
    /// A case of a union.
    UnionMember,
    /// A known value of an enum.
    EnumValue,
    /// An error that an operation's error enum has a case for.
    OperationError,
    /// The function that lists all pages of an operation.
    Paginator,
    /// A type that knows what an operation's answers mean to somebody who waits.
    Waiter,
    /// The rules by which the endpoint of a call is found, as a whole.
    EndpointRules,
    /// What the endpoint rules ask for.
    EndpointParameter,
    /// One way through the endpoint rules: what has to hold, and the endpoint or refusal that follows.
    EndpointRule,
    /// What an operation sets of the endpoint's parameters.
    EndpointOperation,
}

/// A fact of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The Rust type of a field or of what a case holds.
    Type,
    /// The arguments of a request's `new`.
    New,
    /// The traits that differ from type to type: `Default`, `Eq` and `Hash`, the codec's two.
    Traits,
    /// The values of an enum in the order that `Ord` follows.
    Order,
    /// The name or text on the wire.
    Wire,
    /// The service says that it is always there.
    Required,
    /// The least and the greatest value.
    Range,
    /// The least and the greatest length.
    Length,
    /// The pattern that text must match.
    Pattern,
    /// The same of elements, keys and values.
    Inner,
    /// The form of a timestamp on the wire, where it is not the protocol's own.
    Timestamp,
    /// Prints as redacted.
    Sensitive,
    /// The model advises against it.
    Deprecated,
    /// What pages are made of.
    Tokens,
    /// Where the response says whether there are more pages.
    More,
    /// The page size member.
    Limit,
    /// The range of page sizes.
    LimitRange,
    /// The page size where none is given.
    LimitDefault,
    /// The lists whose elements are the items.
    Results,
    /// The type of an item.
    ItemType,
    /// What the whole keeps of the first page beside the results.
    Keeps,
    /// Members that may not go with a page size or a token.
    Excludes,
    /// What identifies an item.
    Identity,
    /// The least and the greatest pause of a waiter.
    Pause,
    /// What an answer means to a waiter.
    Means,
    /// What of the client an endpoint parameter is.
    BuiltIn,
    /// What an endpoint parameter is where nobody sets it.
    Default,
    /// An endpoint parameter without which there is no endpoint.
    Needed,
    /// The endpoint that a rule gives, or its refusal.
    Gives,
    /// The endpoint parameters that an operation sets.
    Sets,
}

impl Surface {
    /// The surface of a resolved service whose facade is the crate `name`.
    pub(crate) fn of(service: &Service, name: &str) -> Surface {
        let root = name.replace('-', "_");
        let mut items = vec![operations::service(service, &root)];
        for operation in &service.operations {
            items.extend(operations::all(operation, &root));
        }
        items.extend(types::all(service, &root));
        let endpoints = service.endpoints.iter();
        items.extend(endpoints.flat_map(|one| endpoint::all(one, &format!("{root}_endpoint"))));
        items.sort_by(|one, other| (&one.path, one.kind).cmp(&(&other.path, other.kind)));
        Surface { items }
    }

    /// The items, in the order of paths.
    pub fn items(&self) -> &[Item] {
        &self.items
    }
}

impl Item {
    fn new(kind: ItemKind, path: impl Into<String>, shape: impl Into<String>) -> Item {
        Item {
            kind,
            path: path.into(),
            shape: shape.into(),
            facts: Vec::new(),
        }
    }

    fn with(mut self, fact: Fact, value: impl Into<String>) -> Item {
        self.facts.push((fact, value.into()));
        self
    }

    fn with_some(mut self, fact: Fact, value: Option<String>) -> Item {
        self.facts.extend(value.map(|value| (fact, value)));
        self
    }

    /// Whether the path's last name is the one on the wire, but for case and underscores.
    fn follows(&self, wire: &str) -> bool {
        let last = self.path.rsplit(['.', ':']).next().unwrap_or_default();
        let plain = |name: &str| name.replace('_', "").to_lowercase();
        plain(last) == plain(wire)
    }

    /// A fact's value, where it has one.
    pub fn fact(&self, fact: Fact) -> Option<&str> {
        let found = self.facts.iter().find(|(other, _)| *other == fact);
        found.map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Surface {
    /// A line an item.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.iter().try_for_each(|item| writeln!(f, "{item}"))
    }
}

impl fmt::Display for Item {
    /// The path, then `: type` where it has one, then the other facts.
    ///
    /// The name on the wire is left out where it differs from the Rust name in case and underscores only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        for (fact, value) in &self.facts {
            match fact {
                Fact::Type => write!(f, ": {value}")?,
                Fact::New => write!(f, "::new({value})")?,
                Fact::Wire if self.follows(value) => {}
                // Each rule has a line of its own.
                Fact::Order if self.kind == ItemKind::EndpointRules => {}
                _ if value.is_empty() => write!(f, " [{fact}]")?,
                _ => write!(f, " [{fact} {value}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
