//! Sources, and places in them.

use std::fmt;

use crate::problem::locate;

/// A model file: its name, as it shall appear in messages, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name that messages give.
    pub name: String,
    /// The whole text, JSON.
    pub text: String,
}

impl Source {
    /// A source of this name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The place of a span of a tree read from this source alone, with [`Node::parse`](crate::Node::parse).
    pub fn locate(&self, span: Span) -> Location {
        locate(span, std::slice::from_ref(self))
    }
}

/// Where a key or value stands: the source, by its position among those read, and byte offsets in it.
///
/// Small and without meaning on its own; [`Model::locate`](crate::Model::locate) turns it into a [`Location`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub(crate) source: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// The span of what was written by no one: prelude shapes, values made by a program.
    pub const NONE: Span = Span {
        source: u32::MAX,
        start: 0,
        end: 0,
    };

    /// The offset of the first byte.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// The offset behind the last byte.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Whether this is [`Span::NONE`].
    pub fn is_none(&self) -> bool {
        self.source == u32::MAX
    }
}

/// A place for people: file, line, column, and the path of members that leads there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) path: String,
}

impl Location {
    /// The name of the source; empty where there is none.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column, from 1, in characters.
    pub fn column(&self) -> u32 {
        self.column
    }

    /// The path: `$.shapes["com.amazonaws.ecr#ImageDetail"].members.imageTags.target`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
