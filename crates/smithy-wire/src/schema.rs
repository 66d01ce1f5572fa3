//! The types of constant tables that describe a service at run time.
//!
//! Generated crates fill them as `static`s: nothing is built when a program starts, and what is not used is not linked.
//! Everything that only needs types, codec or pager does without them; a command line or a dynamic caller reads them.
//!
//! # Example: a table and a look-up
//!
//! ```
//! use smithy_wire::schema::{Constraints, Kind, Member, Structure};
//!
//! static REPOSITORY: Structure = Structure {
//!     name: "Repository",
//!     members: &[Member { name: "repositoryName", kind: Kind::String(Constraints::NONE), required: false, sensitive: false }],
//! };
//! assert!(REPOSITORY.member("repositoryName").is_some());
//! assert!(REPOSITORY.member("name").is_none());
//! ```

use core::fmt;

/// A service.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// The shape's name, such as `AmazonEC2ContainerRegistry_V20150921`.
    pub name: &'static str,
    /// The model's version, such as `2015-09-21`.
    pub version: &'static str,
    /// The name AWS's tools give the service, such as `ECR`.
    pub sdk_id: &'static str,
    /// What stands before the dot in an `x-amz-target` header.
    pub target_prefix: &'static str,
    /// The operations, by name.
    pub operations: &'static [&'static Operation],
}

impl Service {
    /// The operation of this name, if the service has it.
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.operations
            .iter()
            .copied()
            .find(|operation| operation.name == name)
    }
}

/// An operation.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name, such as `DescribeImages`.
    pub name: &'static str,
    /// What is sent.
    pub input: &'static Structure,
    /// What is received.
    pub output: &'static Structure,
    /// The errors the service documents for this operation.
    pub errors: &'static [&'static Structure],
    /// How it is paged, if it is.
    pub paginated: Option<Paginated>,
}

/// How an operation is paged.
///
/// A path names members from the outside in, with dots between: `imageScanFindings.findings`.
#[derive(Clone, Copy, Debug)]
pub struct Paginated {
    /// The input members that take the tokens, in order.
    pub input_tokens: &'static [&'static str],
    /// The paths of the output members that hold the next tokens, in the order of `input_tokens`.
    pub output_tokens: &'static [&'static str],
    /// The paths of the lists that are paged; the first is the one that limits and counts go by.
    pub result_keys: &'static [&'static str],
    /// The input member that takes the page size.
    pub limit_key: Option<&'static str>,
    /// The path of the output member that says whether there are more pages.
    pub more_results: Option<&'static str>,
    /// The paths of output members that are the same on each page.
    pub non_aggregate_keys: &'static [&'static str],
    /// The input members that may not go with a page size or a token.
    pub excludes: &'static [&'static str],
    /// How many items a page has when the request names no size.
    pub default_limit: Option<u32>,
}

/// A structure, or the cases of a union.
#[derive(Clone, Copy)]
pub struct Structure {
    /// The shape's name, such as `ImageDetail`.
    pub name: &'static str,
    /// The members in the model's order.
    pub members: &'static [Member],
}

impl Structure {
    /// The member of this name, if the structure has it.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

/// Members are shown by name alone: a structure may reach itself.
impl fmt::Debug for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.name)?;
        f.debug_set()
            .entries(self.members.iter().map(|member| member.name))
            .finish()
    }
}

/// A member of a structure.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The name on the wire.
    pub name: &'static str,
    /// The type.
    pub kind: Kind,
    /// Whether the service requires it.
    pub required: bool,
    /// Whether the member or its type is sensitive, so that its value must not be shown.
    pub sensitive: bool,
}

/// The type of a member, of a list's elements, or of a map's keys and values.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// An integer of 8 bits.
    Byte(Range),
    /// An integer of 16 bits.
    Short(Range),
    /// An integer of 32 bits.
    Integer(Range),
    /// An integer of 64 bits.
    Long(Range),
    /// An integer of any size.
    BigInteger(Range),
    /// A float of 32 bits.
    Float,
    /// A float of 64 bits.
    Double,
    /// A decimal number of any size.
    BigDecimal,
    /// A text.
    String(Constraints),
    /// A text out of these.
    Enum(&'static [&'static str]),
    /// An integer out of these.
    IntEnum(&'static [i32]),
    /// A moment in time.
    Timestamp(TimestampFormat),
    /// Bytes, in base64 on the wire.
    Blob,
    /// Any JSON value.
    Document,
    /// An object with known members.
    Structure(&'static Structure),
    /// An object with exactly one of these members.
    Union(&'static Structure),
    /// An array whose elements are all of one type.
    List(&'static Kind),
    /// An object whose members are all of one type: first the type of their names, then that of their values.
    Map(&'static Kind, &'static Kind),
}

/// The least and the greatest value of an integer, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least value.
    pub min: Option<i64>,
    /// The greatest value.
    pub max: Option<i64>,
}

impl Range {
    /// No bounds but those of the type.
    pub const NONE: Self = Self {
        min: None,
        max: None,
    };

    /// Whether `value` lies within the bounds.
    pub fn contains(&self, value: i64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }
}

/// What a text must satisfy. Lengths count Unicode scalar values, as Smithy does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The least length.
    pub min_length: Option<u64>,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// A regular expression in ECMA 262's dialect.
    pub pattern: Option<&'static str>,
}

impl Constraints {
    /// Any text.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        pattern: None,
    };
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// A number of seconds since 1970, with a fraction where needed. The protocol's own.
    EpochSeconds,
    /// A text such as `2024-05-06T16:19:02Z`.
    DateTime,
    /// A text such as `Mon, 06 May 2024 16:19:02 GMT`.
    HttpDate,
}
