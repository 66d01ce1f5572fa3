//! The resolved service: every decision made, every name final.
//!
//! Resolver passes build it from the model; emitters turn it into tokens and decide nothing.

pub(crate) mod cases;
pub(crate) mod endpoint;
mod endpoint_text;
pub(crate) mod endpoint_ways;
pub(crate) mod waits;

use std::fmt;

pub(crate) use cases::{Case, CaseKind, Field, Literal};

/// A service, ready to be emitted.
#[derive(Debug)]
pub(crate) struct Service {
    /// The service shape's id.
    pub(crate) shape: String,
    /// The service shape's name, which is the first half of `x-amz-target`.
    pub(crate) target_prefix: String,
    /// The name for people: `Amazon Elastic Container Registry`.
    pub(crate) title: String,
    /// What the model says of the service; empty where it says nothing.
    pub(crate) docs: Docs,
    /// The protocol that is emitted for it.
    pub(crate) protocol: Version,
    /// The model's version.
    pub(crate) version: String,
    /// The name that SDKs use.
    pub(crate) sdk_id: String,
    /// Nested structures, by shape id.
    pub(crate) structures: Vec<Structure>,
    /// Unions, by shape id.
    pub(crate) unions: Vec<Union>,
    /// Enums of texts, by shape id.
    pub(crate) enums: Vec<Enum>,
    /// Enums of numbers, by shape id.
    pub(crate) int_enums: Vec<Enum<i32>>,
    /// Error structures, by shape id.
    pub(crate) errors: Vec<Structure>,
    /// Operations, by shape id.
    pub(crate) operations: Vec<Operation>,
    /// Where calls go, if the model has rules for it.
    pub(crate) endpoints: Option<endpoint::Endpoints>,
    /// It once spoke the query protocol, and is to name errors as it did then.
    pub(crate) query_compatible: bool,
    /// The model's tests of its protocol.
    pub(crate) cases: Vec<cases::Case>,
    /// The model's examples of calls.
    pub(crate) examples: Vec<cases::Case>,
}

impl Service {
    /// The model has tests for its clients.
    pub(crate) fn has_tests(&self) -> bool {
        !self.cases.is_empty() || !self.examples.is_empty()
    }
}

/// The version of the protocol that a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    AwsJson1_0,
    AwsJson1_1,
}

impl Version {
    /// The id of the protocol's trait.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Version::AwsJson1_0 => "aws.protocols#awsJson1_0",
            Version::AwsJson1_1 => "aws.protocols#awsJson1_1",
        }
    }
}

/// The names of something that has a type and a file of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Names {
    /// The Rust type.
    pub(crate) ty: String,
    /// The module, which is also the file.
    pub(crate) module: String,
    /// The constant in the schema tables.
    pub(crate) constant: String,
}

/// Who sends values of a type to whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Direction {
    /// Part of a request: it is written.
    pub(crate) sent: bool,
    /// Part of a response or an error: it is read.
    pub(crate) received: bool,
}

/// A structure: nested, an input, an output or an error.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    /// The shape's id.
    pub(crate) shape: String,
    /// Its names.
    pub(crate) names: Names,
    /// Its documentation.
    pub(crate) docs: Docs,
    /// Its members in the model's order.
    pub(crate) members: Vec<Member>,
    /// Which codec impls it needs.
    pub(crate) direction: Direction,
    /// No float is reachable: `Eq` and `Hash` can be derived.
    pub(crate) total: bool,
    /// Carried from the model.
    pub(crate) deprecated: Option<Deprecated>,
}

/// A member of a structure or union.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The name on the wire.
    pub(crate) wire: String,
    /// The field, or the variant in a union.
    pub(crate) name: String,
    /// The setter.
    pub(crate) setter: String,
    /// The accessor of lists and maps; `None` where it would hide a method of a derived trait.
    pub(crate) accessor: Option<String>,
    /// Its documentation.
    pub(crate) docs: Docs,
    /// Its type, without the `Option` around it.
    pub(crate) ty: Type,
    /// A member of a request that has to be given: the field is no `Option`.
    pub(crate) required: bool,
    /// The model marks it as required, wherever it stands.
    pub(crate) required_by_model: bool,
    /// Prints as redacted.
    pub(crate) sensitive: bool,
    /// What the service checks, for the schema tables.
    pub(crate) rules: Rules,
    /// The form of the timestamps in it.
    pub(crate) form: TimestampForm,
    /// Carried from the model.
    pub(crate) deprecated: Option<Deprecated>,
}

/// The type of a member.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    /// An integer or decimal of any size.
    Number,
    String,
    Timestamp,
    Blob,
    Document,
    /// A shape with a type of its own.
    Named(Named),
    /// `sparse`: elements may be null. `rules` are those of the element.
    List {
        element: Box<Type>,
        sparse: bool,
        rules: Box<Rules>,
    },
    /// `sparse`: values may be null. `rules` are those of key and value.
    Map {
        key: Box<Type>,
        value: Box<Type>,
        sparse: bool,
        rules: Box<[Rules; 2]>,
    },
}

/// A reference to an emitted type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named {
    /// Its names.
    pub(crate) names: Names,
    /// What it is.
    pub(crate) kind: NamedKind,
    /// It lies on a cycle of members: it sits in a box.
    pub(crate) boxed: bool,
}

/// What a named type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedKind {
    Structure,
    Union,
    Enum,
    IntEnum,
}

/// The constraint traits in force on a member.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rules {
    /// The least value or length, as text of a number.
    pub(crate) min: Option<String>,
    /// The greatest value or length, as text of a number.
    pub(crate) max: Option<String>,
    /// The pattern that text must match.
    pub(crate) pattern: Option<String>,
    /// The form of a timestamp.
    pub(crate) timestamp: TimestampForm,
}

/// The form of a timestamp on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TimestampForm {
    /// A number of seconds, which is the default of the JSON protocols.
    #[default]
    EpochSeconds,
    /// RFC 3339 text.
    DateTime,
    /// An HTTP date.
    HttpDate,
}

/// An open enum, of texts or of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Enum<V = String> {
    /// The shape's id.
    pub(crate) shape: String,
    /// Its names.
    pub(crate) names: Names,
    /// Its documentation.
    pub(crate) docs: Docs,
    /// Its known values in the model's order.
    pub(crate) variants: Vec<Variant<V>>,
    /// Which codec impls it needs.
    pub(crate) direction: Direction,
    /// Carried from the model.
    pub(crate) deprecated: Option<Deprecated>,
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct Variant<V = String> {
    /// What stands on the wire.
    pub(crate) wire: V,
    /// The Rust variant.
    pub(crate) name: String,
    /// Its documentation.
    pub(crate) docs: Docs,
    /// Carried from the model.
    pub(crate) deprecated: Option<Deprecated>,
}

/// One of several members, open.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    /// The shape's id.
    pub(crate) shape: String,
    /// Its names.
    pub(crate) names: Names,
    /// Its documentation.
    pub(crate) docs: Docs,
    /// Its cases in the model's order.
    pub(crate) members: Vec<Member>,
    /// Which codec impls it needs.
    pub(crate) direction: Direction,
    /// No float or document is reachable.
    pub(crate) total: bool,
    /// Carried from the model.
    pub(crate) deprecated: Option<Deprecated>,
}

/// An operation: its own request and response, and what they refer to.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The shape's id.
    pub(crate) shape: String,
    /// The name on the wire.
    pub(crate) wire: String,
    /// The marker type and the module that every crate uses for this operation.
    pub(crate) names: Names,
    /// The type of its errors.
    pub(crate) error_type: String,
    /// Its documentation.
    pub(crate) docs: Docs,
    /// What it takes.
    pub(crate) request: Structure,
    /// What it gives.
    pub(crate) response: Structure,
    /// Its errors, those of the service included, in the model's order.
    pub(crate) errors: Vec<ErrorCase>,
    /// The operation's documentation names each of its errors already.
    pub(crate) names_errors: bool,
    /// A sensitive member is reachable from request, response or an error.
    pub(crate) sensitive: bool,
    /// How it is paginated, where it is.
    pub(crate) pagination: Option<Pagination>,
    /// Its waiters, in the model's order.
    pub(crate) waiters: Vec<waits::Waiter>,
    /// What stands before the endpoint's host; empty where nothing does.
    pub(crate) host_prefix: Vec<HostPiece>,
    /// Members that the client fills where the caller gives none, so that a second attempt is known as one.
    pub(crate) idempotency: Vec<String>,
    /// Carried from the model.
    pub(crate) deprecated: Option<Deprecated>,
}

/// A piece of what stands before the endpoint's host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HostPiece {
    /// As the model has it.
    Text(String),
    /// The text of a field of the request.
    Field(String),
}

/// An error of an operation.
#[derive(Clone, Debug)]
pub(crate) struct ErrorCase {
    /// The code on the wire.
    pub(crate) code: String,
    /// The variant.
    pub(crate) variant: String,
    /// The error structure's names.
    pub(crate) names: Names,
    /// What the structure says of itself.
    pub(crate) docs: Docs,
    /// No float is reachable.
    pub(crate) total: bool,
    /// Carried from the error structure.
    pub(crate) deprecated: Option<Deprecated>,
}

/// Where tokens, limit and items of an operation live.
#[derive(Clone, Debug)]
pub(crate) struct Pagination {
    /// The tokens, in the order a resume token lists them; one at least.
    pub(crate) tokens: Vec<TokenPair>,
    /// Where the response says whether there are more pages.
    pub(crate) more_results: Option<Path>,
    /// The request's page size member.
    pub(crate) limit: Option<Limit>,
    /// The lists whose elements are the items; the first is the primary, one at least.
    pub(crate) results: Vec<Results>,
    /// What the whole keeps of the first page beside the results.
    pub(crate) non_aggregate: Vec<Path>,
    /// Request members that may not go with a page size or a token.
    pub(crate) excludes: Vec<Step>,
    /// The item type where there are several result keys.
    pub(crate) item_type: Option<String>,
}

/// Where a token is sent, and where the next one comes from.
#[derive(Clone, Debug)]
pub(crate) struct TokenPair {
    /// The request's member.
    pub(crate) input: Step,
    /// Its place in the response.
    pub(crate) output: Path,
}

/// A member on a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// The name on the wire.
    pub(crate) wire: String,
    /// The field.
    pub(crate) field: String,
    /// Its type.
    pub(crate) ty: Type,
    /// The request wants a value: the field is no `Option`.
    pub(crate) required: bool,
}

/// Members from the outside in; one at least.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    /// The structures passed through.
    pub(crate) parents: Vec<Step>,
    /// Where the path ends.
    pub(crate) last: Step,
}

impl fmt::Display for Path {
    /// The names on the wire, divided by dots.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.parents {
            write!(f, "{}.", step.wire)?;
        }
        f.write_str(&self.last.wire)
    }
}

impl Path {
    /// Whether the other path leads to this one's end or into it.
    fn holds(&self, other: &Path) -> bool {
        let depth = self.parents.len();
        match other.parents.get(..depth) {
            Some(parents) if parents == self.parents => {
                other.parents.get(depth).unwrap_or(&other.last) == &self.last
            }
            _ => false,
        }
    }
}

impl Pagination {
    /// What the whole takes from the first page; nothing twice.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &Path> {
        let others = self.non_aggregate.iter();
        let held = |path: &Path| self.non_aggregate.iter().any(|other| other.holds(path));
        others.chain(
            self.results
                .iter()
                .map(|result| &result.path)
                .filter(move |path| !held(path)),
        )
    }
}

/// A page size member.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    /// The member.
    pub(crate) step: Step,
    /// The page size that the service uses where none is given.
    pub(crate) default: Option<u32>,
    /// The least and the greatest page size the service takes.
    pub(crate) range: Option<(i64, i64)>,
}

/// A list of items in the response.
#[derive(Clone, Debug)]
pub(crate) struct Results {
    /// Where it is.
    pub(crate) path: Path,
    /// The type of an item; of its value, where a map holds them.
    pub(crate) item: Type,
    /// The type of the key that stands with each item of a map.
    pub(crate) key: Option<Type>,
    /// The variant of the item enum.
    pub(crate) variant: String,
    /// What identifies an item.
    pub(crate) identity: Identity,
}

/// What identifies an item.
#[derive(Clone, Debug)]
pub(crate) enum Identity {
    /// The item is a text.
    Itself,
    /// These texts of it; none where nothing does.
    Texts(Vec<Path>),
}

/// Lines of Markdown, without leading space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    /// The lines.
    pub(crate) lines: Vec<String>,
    /// They come from the model's documentation; else they are made from the name.
    pub(crate) documented: bool,
}

/// `smithy.api#deprecated`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deprecated {
    /// Since when.
    pub(crate) since: Option<String>,
    /// What to use instead.
    pub(crate) note: Option<String>,
}
