//! What keeps a model from being generated, where, and what to do.

use std::fmt;

use smithy_schema_json::{Location, Model, Span};

/// One reason why a model cannot be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    shape: String,
    location: Option<Box<Location>>,
    message: String,
    expected: String,
    remedy: String,
}

impl Error {
    pub(crate) fn new(
        shape: impl fmt::Display,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Error {
        Error {
            shape: shape.to_string(),
            location: None,
            message: message.into(),
            expected: String::new(),
            remedy: remedy.into(),
        }
    }

    /// What should stand there, where the message does not say so itself.
    pub(crate) fn expecting(mut self, expected: impl Into<String>) -> Error {
        self.expected = expected.into();
        self
    }

    /// Where it stands, if it stands anywhere.
    pub(crate) fn within(mut self, model: &Model, span: Option<Span>) -> Error {
        self.location = span.map(|span| Box::new(model.locate(span)));
        self
    }

    /// Where it stands.
    pub(crate) fn at(mut self, location: Location) -> Error {
        self.location = Some(Box::new(location));
        self
    }

    /// A mistake of the generator, not of the model.
    pub(crate) fn internal(shape: impl fmt::Display, message: impl Into<String>) -> Error {
        Error::new(
            shape,
            message,
            "report it as a bug of the generator, with the model",
        )
    }

    /// The shape or member that is in the way, as a shape id; empty where something is missing.
    pub fn shape(&self) -> &str {
        &self.shape
    }

    /// Where it stands in the model's files; `None` where nothing that is written there is at fault.
    pub fn location(&self) -> Option<&Location> {
        self.location.as_deref()
    }

    /// What is wrong, in a line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What should stand there; empty where the message says it.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.location {
            Some(location) => writeln!(f, "{location}: {}", self.message)?,
            None => writeln!(f, "{}", self.message)?,
        }
        if !self.shape.is_empty() {
            writeln!(f, "  shape:    {}", self.shape)?;
        }
        if let Some(location) = &self.location {
            writeln!(f, "  at:       {}", location.path())?;
        }
        if !self.expected.is_empty() {
            writeln!(f, "  expected: {}", self.expected)?;
        }
        write!(f, "  remedy:   {}", self.remedy)
    }
}

impl std::error::Error for Error {}

/// Every reason found why a model cannot be generated; one at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors(Vec<Error>);

impl Errors {
    pub(crate) fn sorted(mut all: Vec<Error>) -> Errors {
        all.sort_by(|a, b| (&a.shape, &a.message).cmp(&(&b.shape, &b.message)));
        Errors(all)
    }

    /// The reasons, in the order of shape ids.
    pub fn iter(&self) -> std::slice::Iter<'_, Error> {
        self.0.iter()
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Errors {
        Errors(vec![error])
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a Error;
    type IntoIter = std::slice::Iter<'a, Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        listed(&self.0, f)
    }
}

impl std::error::Error for Errors {}

/// One under the other, and how many there are.
pub(crate) fn listed(all: &[impl fmt::Display], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for error in all {
        writeln!(f, "{error}\n")?;
    }
    match all {
        [_] => write!(f, "1 error"),
        all => write!(f, "{} errors", all.len()),
    }
}

/// A reason was found and told; there is nothing to go on with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told(());

impl Told {
    /// What is missing is missing because of a mistake that was told where it is.
    pub(crate) fn elsewhere() -> Told {
        Told(())
    }
}

/// Reasons as they are found, so that all of them can be told at once.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    wrong: Vec<Error>,
}

impl Findings {
    pub(crate) fn push(&mut self, error: Error) {
        self.wrong.push(error);
    }

    /// Takes a reason, and gives what says that there was one.
    pub(crate) fn tell(&mut self, error: Error) -> Told {
        self.wrong.push(error);
        Told(())
    }

    pub(crate) fn extend(&mut self, other: Findings) {
        self.wrong.extend(other.wrong);
    }

    /// Nothing wrong is a success.
    pub(crate) fn finish(self) -> Result<(), Errors> {
        if self.wrong.is_empty() {
            return Ok(());
        }
        Err(Errors::sorted(self.wrong))
    }
}
