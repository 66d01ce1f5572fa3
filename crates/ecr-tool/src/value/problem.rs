//! What is wrong with a value.

use std::fmt;

use super::cursor::pointer;

/// What is wrong with a value, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    what: String,
    at: Option<usize>,
    text: Option<String>,
    remedy: Option<String>,
}

impl Problem {
    /// A problem of the whole value.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Problem {
            what: what.into(),
            at: None,
            text: None,
            remedy: None,
        }
    }

    /// The byte offset of the place in the text; [`Problem::in_text`] supplies that text.
    #[must_use]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.at.get_or_insert(offset);
        self
    }

    #[must_use]
    pub(crate) fn in_text(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    /// The same problem, said of a part of the value.
    #[must_use]
    pub(crate) fn prefixed(mut self, says: impl Fn(&str) -> String) -> Self {
        self.what = says(&self.what);
        self
    }

    #[must_use]
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let (Some(at), Some(text)) = (self.at, &self.text) {
            write!(f, "\n{}", pointer(text, at))?;
        }
        match &self.remedy {
            Some(remedy) => write!(f, "\n{remedy}"),
            None => Ok(()),
        }
    }
}

/// "did you mean …", or the names there are.
pub(crate) fn suggest<'a>(given: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    const ALIKE: f64 = 0.8;
    let likeness = |name: &&str| strsim::jaro_winkler(&given.to_lowercase(), &name.to_lowercase());
    let best = known
        .clone()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best {
        Some(best) if likeness(&best) >= ALIKE => format!("did you mean `{best}`?"),
        _ => format!("the members are: {}", known.collect::<Vec<_>>().join(", ")),
    }
}
