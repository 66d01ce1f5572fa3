//! Reads members of a request's body.
//!
//! By the time an operation runs, its input has been checked against the model:
//! a member that is there has its type, and null counts as absent.

use serde_json::{Map, Value};

use crate::service_error::ServiceError;

/// An object of the request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a>(&'a Map<String, Value>);

impl<'a> Input<'a> {
    pub(crate) fn new(members: &'a Map<String, Value>) -> Self {
        Self(members)
    }

    /// Whether the member is there and not null.
    pub(crate) fn has(self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A member the model requires.
    ///
    /// # Errors
    ///
    /// What the validation of the input would have said, should it not have seen the member.
    pub(crate) fn required_text(self, name: &str) -> Result<&'a str, ServiceError> {
        self.text(name)
            .ok_or_else(|| ServiceError::invalid_parameter(format!("'{name}' must be given")))
    }

    pub(crate) fn integer(self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        self.0.get(name).and_then(Value::as_bool)
    }

    pub(crate) fn object(self, name: &str) -> Option<Input<'a>> {
        self.0.get(name).and_then(Value::as_object).map(Input)
    }

    /// The objects in a list; none where the list is absent.
    pub(crate) fn objects(self, name: &str) -> impl Iterator<Item = Input<'a>> {
        self.list(name).filter_map(Value::as_object).map(Input)
    }

    /// The texts in a list; none where the list is absent.
    pub(crate) fn texts(self, name: &str) -> impl Iterator<Item = &'a str> {
        self.list(name).filter_map(Value::as_str)
    }

    /// Checks the length of a list, which the tables of the model do not hold. An absent list fits.
    ///
    /// # Errors
    ///
    /// `InvalidParameterException` outside `least..=most`.
    pub(crate) fn check_count(
        self,
        name: &str,
        least: usize,
        most: usize,
    ) -> Result<(), ServiceError> {
        let count = self.list(name).count();
        if !self.has(name) || (least..=most).contains(&count) {
            return Ok(());
        }
        let message = format!("'{name}' must have {least} to {most} elements, not {count}");
        Err(ServiceError::invalid_parameter(message))
    }

    fn list(self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.0
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    }
}
