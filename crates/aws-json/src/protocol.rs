//! The protocol as a value: which version is spoken, and how much is read.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Request, Response, Uri};
use smithy_wire::Operation;
use smithy_wire::json::{self, ReadJson};

use crate::unreadable::{Answer, Reason};
use crate::{ResponseError, failure, host};

/// Bytes a response's body may have unless [`Protocol::with_body_limit`] says otherwise: 32 MiB.
pub const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// The awsJson protocols, with a limit on bodies.
///
/// The two versions differ in the content type alone, which [the operation](Operation::CONTENT_TYPE) gives.
/// Source: Smithy's AWS JSON 1.0 and 1.1 protocol specifications.
///
/// # Example: small bodies only
///
/// ```
/// use aws_json::Protocol;
///
/// let protocol = Protocol::new().with_body_limit(1024 * 1024);
/// assert_eq!(protocol.body_limit(), 1_048_576);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protocol {
    body_limit: usize,
}

impl Default for Protocol {
    fn default() -> Self {
        Self::new()
    }
}

impl Protocol {
    /// With the usual [limit](BODY_LIMIT).
    #[must_use]
    pub const fn new() -> Self {
        Self {
            body_limit: BODY_LIMIT,
        }
    }

    /// The same with another limit on the length of a response's body, in bytes.
    #[must_use]
    pub const fn with_body_limit(self, body_limit: usize) -> Self {
        let _ = self;
        Self { body_limit }
    }

    /// The longest body that is read, in bytes.
    #[must_use]
    pub const fn body_limit(self) -> usize {
        self.body_limit
    }

    /// Makes the HTTP request of a call: a POST to the endpoint, the operation in `x-amz-target`, the input as JSON.
    ///
    /// The endpoint's path is kept and ends in a slash; a query is dropped.
    /// What the operation puts before the host is there; where a member in it is no label of a host, the call goes to
    /// `invalid`, a host that nobody has.
    /// The request is not signed, and `Debug` of its type shows the body.
    pub fn request<O: Operation>(self, endpoint: &Uri, input: &O::Input) -> Request<Bytes> {
        let mut request = Request::new(Bytes::from(json::to_string(input)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = call_uri(&host::prefixed::<O>(endpoint, input));
        let headers = request.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            const { HeaderValue::from_static(O::CONTENT_TYPE) },
        );
        headers.insert(
            "x-amz-target",
            const { HeaderValue::from_static(O::TARGET) },
        );
        if O::QUERY_COMPATIBLE {
            headers.insert("x-amzn-query-mode", HeaderValue::from_static("true"));
        }
        request
    }

    /// Makes the operation's output, or its error, of an HTTP response.
    ///
    /// A status from 200 to 299 is a success, every other one an error.
    /// An empty body counts as `{}` for an output that has no members.
    ///
    /// # Errors
    ///
    /// [`ResponseError::Service`] if the service answered with an error,
    /// [`ResponseError::Unreadable`] if the response cannot be understood.
    pub fn response<O: Operation>(
        self,
        response: Response<Bytes>,
    ) -> Result<O::Output, ResponseError<O::Error>> {
        let answer = Answer::new::<O>(&response);
        let (status, body) = (response.status(), response.body());
        if body.len() > self.body_limit {
            let reason = Reason::TooLarge {
                limit: self.body_limit,
            };
            return Err(answer
                .unreadable(failure::header_code(response.headers()), reason)
                .into());
        }
        if !status.is_success() {
            return Err(failure::read::<O>(&answer, &response));
        }
        if body.is_empty() && size_of::<O::Output>() == 0 {
            return Ok(O::Output::blank());
        }
        json::from_slice(body).map_err(|error| answer.unreadable_json(None, error).into())
    }
}

/// [`Protocol::request`] with the usual limit.
pub fn request<O: Operation>(endpoint: &Uri, input: &O::Input) -> Request<Bytes> {
    Protocol::new().request::<O>(endpoint, input)
}

/// [`Protocol::response`] with the usual limit.
///
/// # Errors
///
/// As there.
pub fn response<O: Operation>(
    response: Response<Bytes>,
) -> Result<O::Output, ResponseError<O::Error>> {
    Protocol::new().response::<O>(response)
}

/// The endpoint with its path ended by a slash: every call of these protocols goes to `/` below it.
fn call_uri(endpoint: &Uri) -> Uri {
    let path = format!("{}/", endpoint.path().trim_end_matches('/'));
    let mut parts = endpoint.clone().into_parts();
    parts.path_and_query =
        Some(PathAndQuery::try_from(path).unwrap_or(PathAndQuery::from_static("/")));
    // Without scheme or host it stays what it was: whoever sends it says what is missing.
    Uri::from_parts(parts).unwrap_or_else(|_| endpoint.clone())
}
