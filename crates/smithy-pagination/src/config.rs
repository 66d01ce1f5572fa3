//! boto3's `PaginationConfig`: how much, how large the pages, from where.

use alloc::boxed::Box;
use alloc::string::{String, ToString};

use smithy_wire::{Value, json};

use crate::checkpoint::Checkpoint;
use crate::config_error::ConfigError;
use crate::int::Int;
use crate::paginated::{LimitKind, Paginated};
use crate::refused::Refused;
use crate::start::Place;

/// What boto3 calls the `PaginationConfig`: an item cap, a page size, a place to start from.
#[derive(Clone, Debug, Default)]
pub struct PageConfig {
    pub(crate) max_items: Option<u64>,
    page_size: Option<Value>,
    starts: Starts,
    /// The last page of a capped listing is asked for in its size.
    pub(crate) no_surplus: bool,
    /// Contradictions are sent, and the service refuses them.
    sends_anything: bool,
}

/// Where to start, by each of the ways to say so; only one may be used.
#[derive(Clone, Debug, Default)]
struct Starts {
    token: Option<String>,
    service: Option<String>,
    checkpoint: Option<Box<Checkpoint>>,
}

impl Starts {
    /// The ways in use, by the names of their setters.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        let ways = [
            ("starting_token", self.token.is_some()),
            ("service_token", self.service.is_some()),
            ("checkpoint", self.checkpoint.is_some()),
        ];
        ways.into_iter()
            .filter_map(|(way, is_given)| is_given.then_some(way))
    }

    fn check(&self) -> Result<(), ConfigError> {
        let mut given = self.given();
        match (given.next(), given.next()) {
            (Some(one), Some(other)) => Err(ConfigError::TwoStarts { one, other }),
            _ => Ok(()),
        }
    }
}

impl PageConfig {
    /// The whole listing, in pages of the service's own size, from the first page.
    pub fn new() -> Self {
        PageConfig::default()
    }

    /// Stops after this many items of the first result key; 0 sends one request and delivers none.
    #[must_use]
    pub fn max_items(mut self, items: u64) -> Self {
        self.max_items = Some(items);
        self
    }

    /// Asks the service for at most this many items a page.
    #[must_use]
    pub fn page_size(mut self, items: u64) -> Self {
        self.page_size = Some(Value::from(items));
        self
    }

    /// Asks for no more items than the cap still lets through.
    ///
    /// It shows where a page size is set, or where the paginator knows the service's own.
    #[must_use]
    pub fn no_surplus(mut self) -> Self {
        self.no_surplus = true;
        self
    }

    /// Resumes where an earlier listing stopped.
    ///
    /// It goes with neither a service token nor a checkpoint: each says where to start.
    /// Taken are resume tokens of this crate, boto3 and the AWS CLI, the old form `token___3`, and any other text as the service's own token.
    #[must_use]
    pub fn starting_token(mut self, token: impl Into<String>) -> Self {
        self.starts.token = Some(token.into());
        self
    }

    /// Starts from the service's own token, even one that looks like a resume token.
    #[must_use]
    pub fn service_token(mut self, token: impl Into<String>) -> Self {
        self.starts.service = Some(token.into());
        self
    }

    /// Resumes from a checkpoint: with its page size, and only against the request it was made with.
    ///
    /// From a finished one nothing is sent.
    #[must_use]
    pub fn checkpoint(mut self, checkpoint: Checkpoint) -> Self {
        self.starts.checkpoint = Some(Box::new(checkpoint));
        self
    }

    /// Reads botocore's JSON form, with the members `MaxItems`, `PageSize` and `StartingToken`.
    ///
    /// As botocore does, such a configuration leaves contradictions that only the service's model knows to the service:
    /// a page size outside its range, single items asked for in pages.
    ///
    /// The two numbers may be texts, as Python's `int()` takes them (ASCII digits only).
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for a number that is none, a negative `MaxItems`, a member that is not one of the three.
    pub fn from_json(config: &Value) -> Result<Self, ConfigError> {
        let Value::Object(members) = config else {
            return Err(ConfigError::member(
                "PaginationConfig",
                "write an object such as {\"MaxItems\": 100}",
            ));
        };
        let mut read = PageConfig {
            sends_anything: true,
            ..PageConfig::new()
        };
        for (name, value) in members.iter().filter(|(_, value)| **value != Value::Null) {
            match (name, value) {
                ("MaxItems", value) => read.max_items = Some(max_items(value)?),
                ("PageSize", value) => read.page_size = Some(value.clone()),
                ("StartingToken", Value::String(token)) => {
                    read.starts.token = Some(token.clone());
                }
                ("StartingToken", _) => {
                    return Err(ConfigError::member(name, "write the token as a text"));
                }
                _ => {
                    return Err(ConfigError::member(
                        name,
                        "use MaxItems, PageSize and StartingToken",
                    ));
                }
            }
        }
        Ok(read)
    }

    /// Refuses what contradicts itself, and what the service would refuse.
    pub(crate) fn check<P: Paginated>(
        &self,
        paginator: &P,
        request: &P::Request,
    ) -> Result<(), ConfigError> {
        self.starts.check()?;
        if self.max_items.is_some() && !paginator.counts_items() {
            return Err(ConfigError::MaxItemsUnsupported {
                operation: paginator.operation().into(),
            });
        }
        if self.sends_anything {
            return Ok(());
        }
        let size = self.effective_page_size()?.and_then(Value::as_i64);
        let place = self.place(paginator)?;
        let sends_token = place.is_some_and(|place| !place.token.for_request().is_end());
        paginator.check_request(request, size, sends_token)
    }

    /// Whether a starting token of any kind was given.
    pub(crate) fn is_resumed(&self) -> bool {
        self.starts.given().next().is_some()
    }

    /// The checkpoint to resume from.
    pub(crate) fn resumed_from(&self) -> Option<&Checkpoint> {
        self.starts.checkpoint.as_deref()
    }

    /// Where to start; `None` at the end of a listing.
    pub(crate) fn place<P: Paginated>(&self, paginator: &P) -> Result<Option<Place>, ConfigError> {
        let names = paginator.input_tokens();
        let Starts {
            token,
            service,
            checkpoint,
        } = &self.starts;
        if let Some(text) = token {
            return Place::starting(names, text).map(Some);
        }
        if let Some(text) = service {
            return Ok(Some(Place::service(names, text)));
        }
        match checkpoint {
            None => Ok(Some(Place::first(names))),
            Some(checkpoint) => {
                let place = checkpoint.place.as_ref();
                place.map(|place| Place::stored(names, place)).transpose()
            }
        }
    }

    /// The page size to ask for: the caller's, or that of the checkpoint.
    pub(crate) fn effective_page_size(&self) -> Result<Option<&Value>, ConfigError> {
        let Some(checkpoint) = self.resumed_from() else {
            return Ok(self.page_size.as_ref());
        };
        let (asked, stored) = (self.page_size.as_ref(), checkpoint.page_size.as_ref());
        match asked {
            None => Ok(stored),
            Some(_) if asked == stored || !checkpoint.is_inside_page() => Ok(asked),
            Some(asked) => Err(ConfigError::CheckpointPageSize {
                checkpoint: stored.map(json::to_string),
                asked: json::to_string(asked),
            }),
        }
    }

    /// How many items a page is expected to have, where the last page is to be asked for in its size.
    pub(crate) fn trimmed_from<P: Paginated>(&self, paginator: &P) -> Option<u64> {
        if !self.no_surplus {
            return None;
        }
        match self.effective_page_size().ok()? {
            None => paginator.default_page_size(),
            Some(Value::String(text)) => text.parse().ok(),
            Some(size) => size.as_u64(),
        }
    }

    /// Puts the page size into the request.
    pub(crate) fn set_page_size<P: Paginated>(
        &self,
        paginator: &P,
        request: &mut P::Request,
    ) -> Result<(), ConfigError> {
        let Some(size) = self.effective_page_size()? else {
            return Ok(());
        };
        let size = match paginator.limit() {
            LimitKind::None => {
                return Err(ConfigError::PageSizeUnsupported {
                    operation: paginator.operation().to_string(),
                });
            }
            LimitKind::Integer => integer("PageSize", size)?,
            LimitKind::Text => as_text(size),
        };
        put(paginator, request, &size).map_err(|why| ConfigError::PageSize {
            asked: json::to_string(&size),
            why,
        })
    }
}

/// As Python's `str` writes a number; other values stay.
fn as_text(size: &Value) -> Value {
    match size {
        Value::Number(number) => Value::String(number.to_string()),
        size => size.clone(),
    }
}

fn put<P: Paginated>(paginator: &P, request: &mut P::Request, size: &Value) -> Result<(), Refused> {
    let plain = match size {
        Value::Number(number) if number.is_integer() => number.as_u64(),
        Value::String(text) => text
            .parse()
            .ok()
            .filter(|number: &u64| number.to_string() == *text),
        _ => None,
    };
    match plain {
        Some(number) => paginator.set_limit(request, number),
        None => paginator.set_limit_value(request, size),
    }
}

fn max_items(value: &Value) -> Result<u64, ConfigError> {
    let Value::Number(number) = integer("MaxItems", value)? else {
        return Err(not_an_integer("MaxItems", value));
    };
    match number.as_u64() {
        Some(items) => Ok(items),
        None if number.as_f64() < 0.0 => Err(ConfigError::NegativeMaxItems),
        None => Ok(u64::MAX),
    }
}

fn integer(field: &'static str, value: &Value) -> Result<Value, ConfigError> {
    match value {
        Value::Number(number) if number.is_integer() => Ok(value.clone()),
        Value::String(text) => {
            let int = Int::parse(text).ok_or_else(|| not_an_integer(field, value))?;
            json::from_str::<Value>(&int.to_string()).map_err(|_| not_an_integer(field, value))
        }
        _ => Err(not_an_integer(field, value)),
    }
}

fn not_an_integer(field: &'static str, value: &Value) -> ConfigError {
    ConfigError::NotAnInteger {
        field,
        found: json::to_string(value),
    }
}
