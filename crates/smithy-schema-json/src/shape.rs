//! Shapes and their members.

use std::fmt;
use std::ops::Deref;

use crate::id::ShapeId;
use crate::node::Node;
use crate::span::Span;
use crate::traits::Traits;

/// A shape of the model: mixins flattened into it, every `apply` done.
#[derive(Clone, Debug)]
pub struct Shape {
    pub(crate) id: ShapeId,
    pub(crate) kind: ShapeKind,
    pub(crate) traits: Traits,
    pub(crate) mixins: Vec<Reference>,
    pub(crate) span: Span,
}

/// What a shape is, with what only that kind has.
///
/// `set` of Smithy 1.0 is read as a list with the trait `smithy.api#uniqueItems`,
/// and a string with named values in `smithy.api#enum` as an enum, as the specification's own upgrade does.
#[derive(Clone, Debug)]
pub enum ShapeKind {
    /// Bytes.
    Blob,
    /// `true` or `false`.
    Boolean,
    /// Text.
    String,
    /// Text of known values: a member each, in the model's order, with its [`Member::enum_text`].
    Enum(Vec<Member>),
    /// An `i8`.
    Byte,
    /// An `i16`.
    Short,
    /// An `i32`.
    Integer,
    /// An `i32` of known values: a member each, with its [`Member::enum_number`].
    IntEnum(Vec<Member>),
    /// An `i64`.
    Long,
    /// An `f32`.
    Float,
    /// An `f64`.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any precision.
    BigDecimal,
    /// A moment.
    Timestamp,
    /// Any JSON-like value.
    Document,
    /// A list; its member is named `member`.
    List(Box<Member>),
    /// A map: the members `key` and `value`.
    Map(Box<[Member; 2]>),
    /// Named members.
    Structure(Vec<Member>),
    /// One of its members.
    Union(Vec<Member>),
    /// A service.
    Service(Box<Service>),
    /// A resource.
    Resource(Box<Resource>),
    /// An operation.
    Operation(Box<Operation>),
}

/// A member of an aggregate or enum shape.
#[derive(Clone, Debug)]
pub struct Member {
    pub(crate) id: ShapeId,
    pub(crate) name: String,
    pub(crate) target: ShapeId,
    pub(crate) traits: Traits,
    pub(crate) span: Span,
    pub(crate) target_span: Span,
}

/// A shape that another one names, and where it does; equal where the shapes named are.
#[derive(Clone)]
pub struct Reference {
    pub(crate) target: ShapeId,
    pub(crate) span: Span,
}

/// What a service binds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version; empty where the model gives none.
    pub version: String,
    /// The operations bound directly. See [`Model::closure`](crate::Model::closure) for all of them.
    pub operations: Vec<Reference>,
    /// The resources bound directly.
    pub resources: Vec<Reference>,
    /// Errors that every operation may answer with.
    pub errors: Vec<Reference>,
    /// Shapes whose name in this service differs from that of their id.
    pub rename: Vec<Rename>,
}

/// A shape that has another name in a service; equal where shape and name are.
#[derive(Clone, Debug)]
pub struct Rename {
    /// The shape.
    pub shape: ShapeId,
    /// Its name there.
    pub name: String,
    pub(crate) span: Span,
}

impl Rename {
    /// Where the shape is named.
    pub fn span(&self) -> Span {
        self.span
    }
}

impl PartialEq for Rename {
    fn eq(&self, other: &Rename) -> bool {
        (&self.shape, &self.name) == (&other.shape, &other.name)
    }
}

/// What a resource binds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// The identifiers and the shapes that type them.
    pub identifiers: Vec<(String, Reference)>,
    /// The properties and the shapes that type them.
    pub properties: Vec<(String, Reference)>,
    /// The lifecycle operations, in the order create, put, read, update, delete, list, each where present.
    pub lifecycle: Vec<(&'static str, Reference)>,
    /// Operations on one instance.
    pub operations: Vec<Reference>,
    /// Operations on the collection.
    pub collection_operations: Vec<Reference>,
    /// Child resources.
    pub resources: Vec<Reference>,
}

/// What an operation takes and gives.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The input structure; `smithy.api#Unit` where there is none.
    pub input: Reference,
    /// The output structure; `smithy.api#Unit` where there is none.
    pub output: Reference,
    /// The error structures named on the operation itself.
    pub errors: Vec<Reference>,
}

impl Shape {
    /// The shape's id.
    pub fn id(&self) -> &ShapeId {
        &self.id
    }

    /// The shape's kind, with what only that kind has.
    pub fn kind(&self) -> &ShapeKind {
        &self.kind
    }

    /// The shape's traits.
    pub fn traits(&self) -> &Traits {
        &self.traits
    }

    /// The mixins flattened into this shape, as the model names them.
    pub fn mixins(&self) -> &[Reference] {
        &self.mixins
    }

    /// Where the shape's key stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The members in the model's order: of a structure, union or enum, `member` of a list, `key` and `value` of a map.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            ShapeKind::Structure(members)
            | ShapeKind::Union(members)
            | ShapeKind::Enum(members)
            | ShapeKind::IntEnum(members) => members,
            ShapeKind::List(member) => std::slice::from_ref(member),
            ShapeKind::Map(pair) => pair.as_slice(),
            _ => &[],
        }
    }

    /// The member of this name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members().iter().find(|member| member.name == name)
    }

    /// The shape as a service.
    pub fn as_service(&self) -> Option<&Service> {
        match &self.kind {
            ShapeKind::Service(service) => Some(service),
            _ => None,
        }
    }

    /// The shape as a resource.
    pub fn as_resource(&self) -> Option<&Resource> {
        match &self.kind {
            ShapeKind::Resource(resource) => Some(resource),
            _ => None,
        }
    }

    /// The shape as an operation.
    pub fn as_operation(&self) -> Option<&Operation> {
        match &self.kind {
            ShapeKind::Operation(operation) => Some(operation),
            _ => None,
        }
    }
}

impl ShapeKind {
    /// The name the JSON AST gives this kind: `structure`.
    pub fn name(&self) -> &'static str {
        match self {
            ShapeKind::Blob => "blob",
            ShapeKind::Boolean => "boolean",
            ShapeKind::String => "string",
            ShapeKind::Enum(_) => "enum",
            ShapeKind::Byte => "byte",
            ShapeKind::Short => "short",
            ShapeKind::Integer => "integer",
            ShapeKind::IntEnum(_) => "intEnum",
            ShapeKind::Long => "long",
            ShapeKind::Float => "float",
            ShapeKind::Double => "double",
            ShapeKind::BigInteger => "bigInteger",
            ShapeKind::BigDecimal => "bigDecimal",
            ShapeKind::Timestamp => "timestamp",
            ShapeKind::Document => "document",
            ShapeKind::List(_) => "list",
            ShapeKind::Map(_) => "map",
            ShapeKind::Structure(_) => "structure",
            ShapeKind::Union(_) => "union",
            ShapeKind::Service(_) => "service",
            ShapeKind::Resource(_) => "resource",
            ShapeKind::Operation(_) => "operation",
        }
    }
}

impl Member {
    /// The member's id: `com.amazonaws.ecr#ImageDetail$imageTags`.
    pub fn id(&self) -> &ShapeId {
        &self.id
    }

    /// The member's name, as it is spelled in the model.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The shape the member targets; it exists, in the model or in the prelude.
    pub fn target(&self) -> &ShapeId {
        &self.target
    }

    /// The member's own traits; those of its target are not among them.
    pub fn traits(&self) -> &Traits {
        &self.traits
    }

    /// Where the member's key stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where the member's target stands.
    pub fn target_span(&self) -> Span {
        self.target_span
    }

    /// The text of an enum's member: its `smithy.api#enumValue`, or else its name.
    pub fn enum_text(&self) -> &str {
        self.traits
            .enum_value()
            .and_then(Node::as_str)
            .unwrap_or(&self.name)
    }

    /// The number of an intEnum's member.
    pub fn enum_number(&self) -> Option<i32> {
        self.traits
            .enum_value()
            .and_then(Node::as_i64)
            .and_then(|value| value.try_into().ok())
    }
}

impl Reference {
    /// The id of the shape named.
    pub fn target(&self) -> &ShapeId {
        &self.target
    }

    /// Where it is named.
    pub fn span(&self) -> Span {
        self.span
    }
}

impl PartialEq for Reference {
    fn eq(&self, other: &Reference) -> bool {
        self.target == other.target
    }
}

impl Eq for Reference {}

impl Deref for Reference {
    type Target = ShapeId;

    fn deref(&self) -> &ShapeId {
        &self.target
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.target, f)
    }
}
