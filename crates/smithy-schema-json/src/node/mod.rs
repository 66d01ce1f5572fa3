//! A JSON tree that knows where each of its keys and values stood.

mod number;
mod object;
mod write;

pub use number::Number;
pub use object::{Entry, Object};

use crate::error::Errors;
use crate::read::tree;
use crate::span::{Source, Span};

/// A JSON value and its place.
///
/// Equality is that of the values: places do not count, nor does the order of an object's members.
#[derive(Clone, Debug)]
pub struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) span: Span,
}

/// The value of a [`Node`].
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, its digits kept as written.
    Number(Number),
    /// A text, its escapes resolved.
    String(Box<str>),
    /// An array.
    Array(Vec<Node>),
    /// An object, its members in the order of the text.
    Object(Object),
}

impl Node {
    /// Reads JSON, without asking what it means. The spans are those of a first source.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or an object in it has two members of one name.
    ///
    /// # Example: text in, the same text out
    ///
    /// ```
    /// use smithy_schema_json::{Node, Source};
    ///
    /// let source = Source::new("a.json", "{\n  \"b\": [],\n  \"a\": 1.50\n}");
    /// let node = Node::parse(&source)?;
    /// assert_eq!(node.to_string(), source.text);
    /// # Ok::<(), smithy_schema_json::Errors>(())
    /// ```
    pub fn parse(source: &Source) -> Result<Node, Errors> {
        tree(source)
    }

    /// A value that stood in no source.
    pub fn new(kind: NodeKind) -> Node {
        Node {
            kind,
            span: Span::NONE,
        }
    }

    /// A text that stood in no source.
    pub fn string(text: &str) -> Node {
        Node::new(NodeKind::String(text.into()))
    }

    /// The value.
    pub fn kind(&self) -> &NodeKind {
        &self.kind
    }

    /// The value, to be changed.
    pub fn kind_mut(&mut self) -> &mut NodeKind {
        &mut self.kind
    }

    /// Where the value stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The text, where the value is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, where the value is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            NodeKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, where the value is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            NodeKind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The integer, where the value is one and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The elements, where the value is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The members, where the value is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.kind {
            NodeKind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The members, to be changed, where the value is an object.
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        match &mut self.kind {
            NodeKind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The member of this name, where the value is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.as_object().and_then(|object| object.get(name))
    }

    /// What sort of value this is, for messages: `a string`.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::String(_) => "a string",
            NodeKind::Array(_) => "an array",
            NodeKind::Object(_) => "an object",
        }
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.kind == other.kind
    }
}
