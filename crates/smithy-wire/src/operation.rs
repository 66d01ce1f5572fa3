//! Operations, their errors, and whoever can call them.

use alloc::string::String;
use alloc::sync::Arc;

use crate::json::{ReadJson, WriteJson};

/// A structure of a service model.
pub trait Structure {
    /// The absolute shape id, such as `com.amazonaws.ecr#ImageDetail`.
    const SHAPE: &'static str;
}

/// An operation of a service: what goes out, what comes back, and what can go wrong.
///
/// Generated code implements this on a unit struct of the operation's name.
pub trait Operation {
    /// The operation's name in the model, such as `DescribeImages`.
    const NAME: &'static str;

    /// The value of the `x-amz-target` header: the service's prefix, a dot, and the name.
    const TARGET: &'static str;

    /// Whether input or output holds a sensitive member, so that bodies must not be shown to anyone.
    const SENSITIVE: bool;

    /// The content type of requests, in which the versions of the protocol differ: that of awsJson 1.1 unless overridden.
    const CONTENT_TYPE: &'static str = "application/x-amz-json-1.1";

    /// The service once spoke the query protocol, and is asked to name its errors as it did then.
    const QUERY_COMPATIBLE: bool = false;

    /// The request.
    type Input: WriteJson;

    /// The response.
    type Output: ReadJson + Default;

    /// The errors the service documents for this operation, and any other it answers with.
    type Error: ServiceError;

    /// What stands before the endpoint's host for this input, as the model has it: `smithy.api#endpoint`.
    ///
    /// Members of the input are in it as they are: whoever makes a host of it has to see whether they are labels of one.
    fn host_prefix(_input: &Self::Input) -> Option<String> {
        None
    }

    /// The input with its idempotency tokens filled; `None` where it has none, or all are given.
    ///
    /// Every attempt of a call sends the same token, so it is filled once a call.
    fn with_idempotency_tokens(
        _input: &Self::Input,
        _new_token: &mut dyn FnMut() -> String,
    ) -> Option<Self::Input> {
        None
    }
}

/// A client that can call an operation and wait for the answer.
pub trait Call<O: Operation> {
    /// Why a call gave no output: a service error, an unreadable answer, or no answer at all.
    type Failure;

    /// Sends `input` and reads the answer.
    ///
    /// # Errors
    ///
    /// Whatever the client documents for its `Failure`.
    fn call(&self, input: &O::Input) -> Result<O::Output, Self::Failure>;
}

impl<O: Operation, C: Call<O> + ?Sized> Call<O> for &C {
    type Failure = C::Failure;

    fn call(&self, input: &O::Input) -> Result<O::Output, Self::Failure> {
        (**self).call(input)
    }
}

impl<O: Operation, C: Call<O> + ?Sized> Call<O> for Arc<C> {
    type Failure = C::Failure;

    fn call(&self, input: &O::Input) -> Result<O::Output, Self::Failure> {
        (**self).call(input)
    }
}

/// An error a service answered with.
pub trait ServiceError: core::error::Error + Sized {
    /// Makes the error from what every error carries and from the body, a JSON object or the empty text.
    ///
    /// A code the operation does not document gives the open case, never a panic.
    fn from_body(meta: ErrorMeta, body: &str) -> Self;

    /// What every error carries.
    fn meta(&self) -> &ErrorMeta;
}

/// What every service error carries, whatever its shape.
///
/// # Example: describing an error
///
/// ```
/// use smithy_wire::ErrorMeta;
///
/// let meta = ErrorMeta::new(400).with_code("ImageNotFoundException").with_request_id("5fa2c7d1");
/// assert_eq!(meta.code(), Some("ImageNotFoundException"));
/// assert_eq!(meta.message(), None);
/// assert_eq!(meta.status(), 400);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ErrorMeta {
    status: u16,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
}

impl ErrorMeta {
    /// What is known of an answer with this HTTP status and nothing else.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    /// Sets the error's code: the shape's name, without namespace or URI.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets the service's message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Sets the id under which the service logged the request.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }

    /// The HTTP status of the answer; 0 if there was none.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The error's code: the shape's name, without namespace or URI.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The service's message.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The id under which the service logged the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}
