//! Shape ids: `namespace#Name` and `namespace#Name$member`.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The absolute id of a shape, or of a member of one.
///
/// Cheap to clone; ordered by its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

/// The text is no absolute shape id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidShapeId(String);

impl ShapeId {
    /// The whole id, as written in a model.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before `#`: `com.amazonaws.ecr`.
    pub fn namespace(&self) -> &str {
        self.0
            .split_once('#')
            .map_or("", |(namespace, _)| namespace)
    }

    /// What stands between `#` and `$`: `ImageDetail`.
    pub fn name(&self) -> &str {
        let rest = self.0.split_once('#').map_or("", |(_, rest)| rest);
        rest.split_once('$').map_or(rest, |(name, _)| name)
    }

    /// What stands after `$`, where the id is a member's.
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// The id of the shape that holds this member; itself where it is a shape's already.
    pub fn container(&self) -> ShapeId {
        match self.0.split_once('$') {
            Some((container, _)) => ShapeId(container.into()),
            None => self.clone(),
        }
    }

    /// The id of a member of this shape.
    pub fn with_member(&self, member: &str) -> ShapeId {
        ShapeId(format!("{}${member}", self.container()).into())
    }

    /// Whether this is `smithy.api#Unit`, the target that stands for "nothing".
    pub fn is_unit(&self) -> bool {
        self.as_str() == "smithy.api#Unit"
    }

    /// For text known to be an id: those of the prelude, spelled out in this crate.
    pub(crate) fn known(text: &str) -> ShapeId {
        ShapeId(text.into())
    }
}

impl FromStr for ShapeId {
    type Err = InvalidShapeId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_id(text) {
            Ok(ShapeId(text.into()))
        } else {
            Err(InvalidShapeId(text.to_owned()))
        }
    }
}

fn is_id(text: &str) -> bool {
    let Some((namespace, rest)) = text.split_once('#') else {
        return false;
    };
    let (name, member) = match rest.split_once('$') {
        Some((name, member)) => (name, Some(member)),
        None => (rest, None),
    };
    namespace.split('.').all(is_identifier)
        && is_identifier(name)
        && member.is_none_or(is_identifier)
}

/// An identifier of the specification: any number of `_`, then a letter, then letters, digits and `_`;
/// underscores alone need a letter or digit behind them.
pub(crate) fn is_identifier(text: &str) -> bool {
    let after = text.trim_start_matches('_');
    let start = after.chars().next();
    let opens = match start {
        Some(first) if after.len() == text.len() => first.is_ascii_alphabetic(),
        Some(first) => first.is_ascii_alphanumeric(),
        None => false,
    };
    opens
        && after
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for ShapeId {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for ShapeId {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for InvalidShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no shape id: expected `namespace#Name`", self.0)
    }
}

impl std::error::Error for InvalidShapeId {}
