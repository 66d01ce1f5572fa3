//! Shapes as they stand in a source: before mixins, `apply` and merging.

use crate::id::ShapeId;
use crate::shape::{Member, Reference, Resource, Service};
use crate::span::Span;
use crate::traits::Traits;

/// The types a shape can name in the JSON AST; `apply` is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShapeType {
    Blob,
    Boolean,
    String,
    Enum,
    Byte,
    Short,
    Integer,
    IntEnum,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    List,
    Set,
    Map,
    Structure,
    Union,
    Service,
    Resource,
    Operation,
}

impl ShapeType {
    pub(crate) const ALL: [(&'static str, ShapeType); 23] = [
        ("blob", ShapeType::Blob),
        ("boolean", ShapeType::Boolean),
        ("string", ShapeType::String),
        ("enum", ShapeType::Enum),
        ("byte", ShapeType::Byte),
        ("short", ShapeType::Short),
        ("integer", ShapeType::Integer),
        ("intEnum", ShapeType::IntEnum),
        ("long", ShapeType::Long),
        ("float", ShapeType::Float),
        ("double", ShapeType::Double),
        ("bigInteger", ShapeType::BigInteger),
        ("bigDecimal", ShapeType::BigDecimal),
        ("timestamp", ShapeType::Timestamp),
        ("document", ShapeType::Document),
        ("list", ShapeType::List),
        ("set", ShapeType::Set),
        ("map", ShapeType::Map),
        ("structure", ShapeType::Structure),
        ("union", ShapeType::Union),
        ("service", ShapeType::Service),
        ("resource", ShapeType::Resource),
        ("operation", ShapeType::Operation),
    ];

    pub(crate) fn from_name(name: &str) -> Option<ShapeType> {
        ShapeType::ALL
            .iter()
            .find(|(text, _)| *text == name)
            .map(|(_, kind)| *kind)
    }

    pub(crate) fn name(self) -> &'static str {
        ShapeType::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("shape", |(name, _)| name)
    }

    /// What may stand in a shape of this type beside `type`, `traits` and `mixins`.
    pub(crate) fn properties(self) -> &'static [&'static str] {
        match self {
            ShapeType::Enum | ShapeType::IntEnum | ShapeType::Structure | ShapeType::Union => {
                &["members"]
            }
            ShapeType::List | ShapeType::Set => &["member"],
            ShapeType::Map => &["key", "value"],
            ShapeType::Service => &["version", "operations", "resources", "errors", "rename"],
            ShapeType::Operation => &["input", "output", "errors"],
            ShapeType::Resource => &RESOURCE,
            _ => &[],
        }
    }

    pub(crate) fn is_service_kind(self) -> bool {
        matches!(
            self,
            ShapeType::Service | ShapeType::Resource | ShapeType::Operation
        )
    }
}

/// The lifecycle operations of a resource, in the order the specification lists them.
pub(super) const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];

const RESOURCE: [&str; 11] = [
    "create",
    "put",
    "read",
    "update",
    "delete",
    "list",
    "identifiers",
    "properties",
    "operations",
    "collectionOperations",
    "resources",
];

/// A shape on its way into the model.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) id: ShapeId,
    pub(crate) ty: ShapeType,
    pub(crate) span: Span,
    pub(crate) members: Vec<Member>,
    pub(crate) bound: Bound,
    pub(crate) traits: Traits,
    pub(crate) mixins: Vec<Reference>,
    /// Properties that mean nothing in a shape of this type; one may be what is missing, misspelt.
    pub(crate) strangers: Vec<Box<str>>,
}

/// What only service, resource and operation have.
#[derive(Clone, Debug, Default)]
pub(crate) enum Bound {
    #[default]
    None,
    Service(Service),
    Resource(Resource),
    Operation(Box<OperationDraft>),
}

/// An operation whose input and output may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OperationDraft {
    pub(crate) input: Option<Reference>,
    pub(crate) output: Option<Reference>,
    pub(crate) errors: Vec<Reference>,
}

/// Traits put on a shape or member from elsewhere.
pub(crate) struct Apply {
    /// The shape, or `namespace#Shape$member`.
    pub(crate) target: ShapeId,
    pub(crate) span: Span,
    pub(crate) traits: Traits,
}

impl Draft {
    pub(crate) fn member_mut(&mut self, name: &str) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.name == name)
    }
}
