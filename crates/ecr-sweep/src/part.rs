//! One repository of a sweep: a small value that says how far it came.

use std::fmt;
use std::str::FromStr;

use ecr::describe_images::{DescribeImages, DescribeImagesRequest, paginate};
use ecr::types::ImageDetail;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smithy_pagination::Checkpoint;
use smithy_wire::{Call, Value};

use crate::error::PartError;
use crate::form;

/// One repository of a sweep, and how far it came: it can be stored, sent to a worker elsewhere, run there and sent back.
///
/// Its text is one line of JSON.
///
/// # Example: run a part, wherever
///
/// ```
/// use ecr_sweep::{Part, PartState};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = ecr_local::Registry::builder().repositories(1).images(5).start()?;
/// let client = ecr::Client::local(&server.url())?;
///
/// let sent = Part::new("payments/api").to_string();
/// let mut part: Part = sent.parse()?;
/// let mut images = 0;
/// part.run(&client, |page, _| {
///     images += page.len();
///     Ok::<_, std::io::Error>(())
/// })?;
/// assert!(images > 0 && part.state() == &PartState::Done);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(crate) repository: String,
    pub(crate) registry_id: Option<String>,
    pub(crate) state: PartState,
}

/// How far a part came.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum PartState {
    /// Nothing was read yet.
    #[default]
    New,
    /// It goes on from there.
    At(Box<Checkpoint>),
    /// All of it was read.
    Done,
    /// The repository is no longer there.
    Gone,
}

impl Part {
    /// A repository of the caller's own registry, from its beginning.
    pub fn new(repository: impl Into<String>) -> Self {
        Part {
            repository: repository.into(),
            registry_id: None,
            state: PartState::New,
        }
    }

    /// The same in the registry of this account.
    #[must_use]
    pub fn with_registry_id(mut self, registry_id: impl Into<String>) -> Self {
        self.registry_id = Some(registry_id.into());
        self
    }

    /// The repository's name.
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// How far it came.
    pub fn state(&self) -> &PartState {
        &self.state
    }

    /// Whether nothing is left to do.
    pub fn is_over(&self) -> bool {
        matches!(self.state, PartState::Done | PartState::Gone)
    }

    /// Reads on to the end. Each page goes to `page` with the part as it stands behind it; only what `page` took counts as read.
    ///
    /// A repository that is no longer there is no error but a [state](PartState::Gone).
    ///
    /// # Errors
    ///
    /// [`PartError`]; the part then stands where the last page was taken.
    pub fn run<C, E>(
        &mut self,
        client: C,
        mut page: impl FnMut(Vec<ImageDetail>, &Part) -> Result<(), E>,
    ) -> Result<(), PartError<C::Failure, E>>
    where
        C: Call<DescribeImages, Failure: crate::error::Code>,
    {
        if self.is_over() {
            return Ok(());
        }
        let mut request = DescribeImagesRequest::new(self.repository.as_str());
        request.registry_id = self.registry_id.clone();
        let mut listing = paginate(client, request).page_size(PAGE);
        if let PartState::At(place) = &self.state {
            listing = listing.checkpoint((**place).clone());
        }
        let mut pages = listing.pages().map_err(PartError::Config)?;
        while let Some(next) = pages.next() {
            match next {
                Ok(next) => {
                    let behind = self.behind(pages.checkpoint());
                    page(next.image_details.unwrap_or_default(), &behind)
                        .map_err(PartError::Page)?;
                    *self = behind;
                }
                Err(error) if crate::error::is_gone(&error) => self.state = PartState::Gone,
                Err(error) => return Err(PartError::Listing(error)),
            }
        }
        Ok(())
    }

    fn behind(&self, place: Checkpoint) -> Part {
        let state = match place.position() {
            smithy_pagination::Position::Finished => PartState::Done,
            _ => PartState::At(Box::new(place)),
        };
        Part {
            state,
            ..self.clone()
        }
    }
}

/// The largest page there is: all of it is wanted.
const PAGE: u64 = 1_000;

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&form::part(self).to_json())
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value = Value::from_json(text).map_err(|error| error.to_string())?;
        form::read_part(&value)
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        form::part(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        form::read_part(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
