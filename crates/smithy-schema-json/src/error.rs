//! What is wrong with a model, where, and what to do.

use std::fmt;

use crate::span::Location;

/// One mistake in a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub(crate) kind: ErrorKind,
    pub(crate) location: Location,
    pub(crate) message: String,
    pub(crate) expected: String,
    pub(crate) found: String,
    pub(crate) remedy: String,
}

/// What sort of mistake an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is no JSON.
    Syntax,
    /// The JSON is no Smithy model, or of a version that is not supported.
    NotAModel,
    /// A value has the wrong JSON type.
    Type,
    /// A member that must be there is missing.
    Missing,
    /// A member that may not be there is there.
    Unexpected,
    /// A shape id or name is spelled wrongly.
    Name,
    /// A shape type is unknown.
    ShapeType,
    /// The same shape, member or trait is given twice, differently.
    Conflict,
    /// A target does not exist, or is of a kind that cannot stand there.
    Target,
    /// An `apply` names a shape or member that does not exist.
    Apply,
    /// A mixin is no mixin, or does not fit the shape that uses it.
    Mixin,
    /// Shapes contain themselves where they must not.
    Cycle,
    /// The value of a trait does not fit the trait.
    Trait,
}

/// Every mistake found in a set of sources, in the order of the text. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors(pub(crate) Vec<Error>);

impl Error {
    /// What sort of mistake this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Where it is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// What is wrong, in a line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What should stand there.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What stands there.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl Errors {
    /// The mistakes, in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Error> {
        self.0.iter()
    }

    /// How many there are; one at least.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a Error;
    type IntoIter = std::slice::Iter<'a, Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.location, self.message)?;
        writeln!(f, "  at:       {}", self.location.path())?;
        writeln!(f, "  expected: {}", self.expected)?;
        writeln!(f, "  found:    {}", self.found)?;
        write!(f, "  remedy:   {}", self.remedy)
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.0 {
            writeln!(f, "{error}\n")?;
        }
        match self.0.as_slice() {
            [_] => write!(f, "1 error"),
            all => write!(f, "{} errors", all.len()),
        }
    }
}

impl std::error::Error for Error {}
impl std::error::Error for Errors {}
