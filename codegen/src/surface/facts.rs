//! The names of kinds and facts, as a page prints them.

use std::fmt;

use super::{Fact, ItemKind};

impl fmt::Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            ItemKind::Service => "service",
            ItemKind::Operation => "operation",
            ItemKind::Request => "request",
            ItemKind::Response => "response",
            ItemKind::Structure => "structure",
            ItemKind::Error => "error structure",
            ItemKind::Union => "union",
            ItemKind::Enum => "enum",
            ItemKind::RequestMember => "request member",
            ItemKind::ResponseMember => "response member",
            ItemKind::Member => "member",
            ItemKind::ErrorMember => "error member",
            ItemKind::UnionMember => "union case",
            ItemKind::EnumValue => "enum value",
            ItemKind::OperationError => "error of an operation",
            ItemKind::Paginator => "paginator",
            ItemKind::Waiter => "waiter",
            ItemKind::EndpointRules => "endpoint rules",
            ItemKind::EndpointParameter => "endpoint parameter",
            ItemKind::EndpointRule => "endpoint rule",
            ItemKind::EndpointOperation => "endpoint of an operation",
        })
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Fact::Type => "type",
            Fact::New => "new",
            Fact::Traits => "is",
            Fact::Order => "order",
            Fact::Wire => "wire",
            Fact::Required => "always sent",
            Fact::Range => "range",
            Fact::Length => "length",
            Fact::Pattern => "pattern",
            Fact::Inner => "inside",
            Fact::Timestamp => "timestamp",
            Fact::Sensitive => "sensitive",
            Fact::Deprecated => "deprecated",
            Fact::Tokens => "tokens",
            Fact::More => "more",
            Fact::Limit => "page size",
            Fact::LimitRange => "page size range",
            Fact::LimitDefault => "page size default",
            Fact::Results => "results",
            Fact::ItemType => "item",
            Fact::Keeps => "keeps",
            Fact::Excludes => "excludes",
            Fact::Identity => "identity",
            Fact::Pause => "pause",
            Fact::Means => "means",
            Fact::BuiltIn => "built-in",
            Fact::Default => "default",
            Fact::Needed => "has to be set",
            Fact::Gives => "gives",
            Fact::Sets => "sets",
        })
    }
}
