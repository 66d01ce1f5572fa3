//! Errors as the service sends them.

use std::borrow::Cow;

use crate::json;

/// An error answer: its class, a message in our own words, and the HTTP status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceError {
    code: Cow<'static, str>,
    message: String,
    status: u16,
}

impl ServiceError {
    /// An error the caller caused.
    pub(crate) fn new(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            status: 400,
        }
    }

    /// The same error under another HTTP status.
    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterException", message)
    }

    /// The protocol's own error for a body that does not fit the operation's types.
    pub(crate) fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }

    /// The protocol's own error for a target that names no operation.
    pub(crate) fn unknown_operation(message: impl Into<String>) -> Self {
        Self::new("UnknownOperationException", message)
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn body(&self) -> String {
        json::object(|o| {
            o.text("__type", &self.code);
            o.text("message", &self.message);
        })
    }
}
