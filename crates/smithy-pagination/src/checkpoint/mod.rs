//! A place in a listing that can be stored: exact to the item, bound to its request, and honest about its end.

mod form;
#[cfg(feature = "serde")]
mod serde_impls;

use alloc::string::String;
use core::error::Error;
use core::fmt;
use core::str::FromStr;

use smithy_wire::Value;
use smithy_wire::json::LocatedError;

use crate::config_error::ConfigError;
use crate::filters::Filters;
use crate::items::NoToken;
use crate::start::Place;

/// A place in a listing that can be stored and resumed from: exact to the item, under several result keys too.
///
/// It can be read at any time: before the first page, between two items, after an error, at the end.
/// It is bound to its operation and to every member of its request but the tokens, and [refuses](ConfigError::CheckpointRequest) to be resumed against another.
/// It is not bound to whom the request is sent to: endpoint, region and account are the client's affair, and a request seldom names them.
/// Whoever lists several keeps a checkpoint for each.
/// It knows the page size, and the item that was delivered last: where the page no longer has that item in its place, the resume [says so](crate::PageErrorKind::ListingChanged) instead of skipping silently.
///
/// Circles of tokens are noticed within a run; behind a page that led back, the checkpoint remembers where to, so that another run does not go round once more.
///
/// Its text is one line of JSON, by `Display` and `FromStr`, and with the feature `serde` the same JSON by `Serialize` and `Deserialize`.
/// The request's values are in it as hashes only; the service's token is in it as it is.
///
/// To make one of boto3's token, start a listing from the token and ask it for its checkpoint.
///
/// # Example: stop, store, go on
///
/// ```
/// use smithy_pagination::{Checkpoint, DynamicPaginator, Paginate, Position};
/// use smithy_wire::Value;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
/// let paginator = DynamicPaginator::from_json("ListImages", &Value::from_json(config)?)?;
/// let request = Value::from_json(r#"{"repositoryName": "app/web"}"#)?;
/// let call = |request: &Value| match request.get("nextToken") {
///     None => Value::from_json(r#"{"imageIds": ["v1", "v2"], "nextToken": "opaque"}"#),
///     Some(_) => Value::from_json(r#"{"imageIds": ["v3", "v4"]}"#),
/// };
///
/// let mut items = Paginate::calling(paginator.clone(), request.clone(), call).items()?;
/// items.by_ref().take(3).for_each(drop);
/// let stored = items.checkpoint().to_string();
///
/// let checkpoint: Checkpoint = stored.parse()?;
/// assert_eq!((checkpoint.position(), checkpoint.items()), (Position::Inside, 3));
/// let mut rest = Paginate::calling(paginator.clone(), request, call).checkpoint(checkpoint.clone()).items()?;
/// assert_eq!(rest.next().unwrap()?.value, Value::from("v4"));
/// assert!(rest.next().is_none());
/// assert_eq!(rest.checkpoint().position(), Position::Finished);
///
/// let other = Value::from_json(r#"{"repositoryName": "app/api"}"#)?;
/// let error = Paginate::calling(paginator, other, call).checkpoint(checkpoint).items().unwrap_err();
/// assert!(error.to_string().contains("repositoryName"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    pub(crate) operation: String,
    pub(crate) filters: Filters,
    pub(crate) page_size: Option<Value>,
    /// `None` at the end.
    pub(crate) place: Option<Place>,
    pub(crate) pages: u64,
    pub(crate) items: u64,
}

/// Where in its listing a checkpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// No page was delivered yet.
    NotStarted,
    /// After some page or item, and before the end.
    Inside,
    /// At the end; nothing is left.
    Finished,
}

impl Checkpoint {
    /// The operation it belongs to, such as `DescribeImages`.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Where it is.
    pub fn position(&self) -> Position {
        match &self.place {
            None => Position::Finished,
            Some(_) if self.pages == 0 && self.items == 0 => Position::NotStarted,
            Some(_) => Position::Inside,
        }
    }

    /// How many pages were delivered before it, in all runs since the first; the page it is inside of is one of them.
    ///
    /// A page that several runs delivered in parts counts once.
    pub fn pages(&self) -> u64 {
        self.pages
    }

    /// How many items were delivered before it, in all runs since the first.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// The page size it was made with, in items; `None` for the service's own.
    pub fn page_size(&self) -> Option<u64> {
        self.page_size.as_ref().and_then(|size| match size {
            Value::String(text) => text.parse().ok(),
            size => size.as_u64(),
        })
    }

    /// The same place as boto3's token; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`NoToken`] between two items of a page that has items under several result keys: boto3's token cannot say that.
    pub fn to_boto3_token(&self) -> Result<Option<String>, NoToken> {
        match &self.place {
            None => Ok(None),
            Some(place) if place.taken.is_none() => Ok(Some(place.encode())),
            Some(place) => Err(NoToken::new(place.page_start(), place.taken.total())),
        }
    }

    /// Whether a part of the page it is on was delivered, and a part was not.
    pub(crate) fn is_inside_page(&self) -> bool {
        let inside = |place: &Place| place.amount.is_some() || !place.taken.is_none();
        self.place.as_ref().is_some_and(inside)
    }

    /// What keeps a listing of this operation and these filters from being resumed here.
    pub(crate) fn check(&self, operation: &str, filters: &Filters) -> Result<(), ConfigError> {
        if self.operation != operation {
            return Err(ConfigError::CheckpointOperation {
                checkpoint: self.operation.clone(),
                request: operation.into(),
            });
        }
        match self.filters.change(filters) {
            None => Ok(()),
            Some(change) => Err(ConfigError::CheckpointRequest(change)),
        }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&form::write(self).to_json())
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let value = Value::from_json(text).map_err(CheckpointError::Json)?;
        form::read(&value)
    }
}

/// Why a text is no checkpoint.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CheckpointError {
    /// It is no JSON.
    Json(LocatedError),
    /// It is of a version that this crate does not read.
    #[non_exhaustive]
    Version {
        /// The version it says, as JSON.
        found: String,
        /// The versions that can be read.
        known: &'static [u64],
    },
    /// A member is missing or of the wrong type.
    #[non_exhaustive]
    Member {
        /// The member's name.
        member: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckpointError::Json(_) => {
                f.write_str("the checkpoint is no JSON; it may have been cut short")
            }
            CheckpointError::Version { found, known } => {
                write!(f, "the checkpoint is of version {found}; known is")?;
                known
                    .iter()
                    .try_for_each(|version| write!(f, " {version}"))?;
                f.write_str("; resume it with the release that wrote it")
            }
            CheckpointError::Member { member, expected } => {
                write!(f, "the checkpoint's {member} has to be {expected}")
            }
        }
    }
}

impl Error for CheckpointError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CheckpointError::Json(error) => Some(error),
            _ => None,
        }
    }
}
