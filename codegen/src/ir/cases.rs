//! Tests of the protocol and examples of calls that the model has, and the values they speak of.

use super::{Named, Type};

/// A test of what is sent for an operation, or of what its answer is read as.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Its name in the model.
    pub(crate) name: String,
    /// The operation's place among those of the service.
    pub(crate) operation: usize,
    /// What it tests.
    pub(crate) kind: CaseKind,
}

/// What a test is about.
#[derive(Clone, Debug)]
pub(crate) enum CaseKind {
    /// What is sent.
    Sent {
        /// The arguments of the request's `new`.
        arguments: Vec<Literal>,
        /// The members of the request.
        params: Vec<Field>,
        /// The method of HTTP.
        method: String,
        /// The path.
        uri: String,
        /// The endpoint, perhaps with a path.
        host: String,
        /// The host that is called, where it is another one.
        resolved_host: Option<String>,
        /// Headers, their names in small letters.
        headers: Vec<(String, String)>,
        /// Headers that are not there.
        forbidden: Vec<String>,
        /// The body.
        body: Option<String>,
    },
    /// What an answer is read as.
    Received {
        /// The members of the response or error.
        params: Vec<Field>,
        /// The status.
        code: u16,
        /// Headers, their names in small letters.
        headers: Vec<(String, String)>,
        /// The body.
        body: String,
        /// The error's place among those of the operation, where it is one.
        error: Option<usize>,
    },
}

/// A member and its value.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The name on the wire.
    pub(crate) wire: String,
    /// The setter.
    pub(crate) setter: String,
    /// It is an argument of `new`.
    pub(crate) argument: bool,
    /// The value.
    pub(crate) value: Literal,
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Literal {
    Bool(bool),
    Integer(i64),
    /// The digits, or `NaN`, `Infinity`, `-Infinity`.
    Float(String),
    Text(String),
    /// The bytes, which are a text.
    Blob(String),
    /// A number of seconds, or RFC 3339.
    Time(String),
    /// A number of any size or a document, in JSON.
    Json(String),
    Enum(Named, String),
    /// A value of an enum of numbers.
    IntEnum(Named, i64),
    Structure(Named, Vec<Field>),
    Union {
        named: Named,
        variant: String,
        value: Box<Literal>,
        boxed: bool,
    },
    /// The list's type and its elements.
    List(Type, Vec<Option<Literal>>),
    /// The map's type and its pairs.
    Map(Type, Vec<(Literal, Option<Literal>)>),
}

impl Field {
    /// The value is not equal to itself: a float of it is NaN.
    pub(crate) fn holds_nan(&self) -> bool {
        self.value.holds_nan()
    }
}

impl Literal {
    fn holds_nan(&self) -> bool {
        match self {
            Literal::Float(text) => text == "NaN",
            Literal::Structure(_, fields) => fields.iter().any(Field::holds_nan),
            Literal::Union { value, .. } => value.holds_nan(),
            Literal::List(_, values) => values.iter().flatten().any(Literal::holds_nan),
            Literal::Map(_, pairs) => pairs
                .iter()
                .filter_map(|(_, value)| value.as_ref())
                .any(Literal::holds_nan),
            _ => false,
        }
    }
}

impl Case {
    /// It is about an answer.
    pub(crate) fn received(&self) -> bool {
        matches!(self.kind, CaseKind::Received { .. })
    }
}
