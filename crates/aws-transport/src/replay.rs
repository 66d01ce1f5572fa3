//! Recorded responses in, requests kept: for tests of code that makes calls.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use smithy_wire::Value;
use smithy_wire::json::{self, LocatedError};

use crate::Http;

/// An [`Http`] that answers from a recording, in order, and keeps what it was asked.
///
/// Give the client a reference and look at the requests afterwards.
///
/// # Example: a listing of two pages
///
/// ```
/// use aws_transport::{Bytes, Http, Replay, http};
///
/// let replay = Replay::pages([r#"{"imageIds":[],"nextToken":"t1"}"#, r#"{"imageIds":[]}"#]);
///
/// let mut request = http::Request::new(Bytes::from_static(br#"{"repositoryName":"app"}"#));
/// request.headers_mut().insert("x-amz-target", http::HeaderValue::from_static("Registry.ListImages"));
/// let response = replay.send(request)?;
/// assert!(response.body().starts_with(b"{\"imageIds\""));
///
/// let requests = replay.requests();
/// assert_eq!(requests[0].operation(), "ListImages");
/// assert_eq!(requests[0].member("repositoryName"), Some("app".into()));
/// assert_eq!(replay.remaining(), 1);
/// # Ok::<(), aws_transport::ReplayError>(())
/// ```
#[derive(Default)]
pub struct Replay(Mutex<Recording>);

#[derive(Default)]
struct Recording {
    replies: VecDeque<Reply>,
    requests: Vec<Sent>,
}

impl Replay {
    /// A recording of these replies.
    pub fn new<R: Into<Reply>>(replies: impl IntoIterator<Item = R>) -> Self {
        let replies = replies.into_iter().map(Into::into).collect();
        Self(Mutex::new(Recording {
            replies,
            requests: Vec::new(),
        }))
    }

    /// A recording of successful responses with these JSON texts as bodies.
    pub fn pages<T: Into<String>>(bodies: impl IntoIterator<Item = T>) -> Self {
        Self::new(bodies.into_iter().map(|body| Reply::json(body)))
    }

    /// The same recording with one more reply at its end.
    #[must_use]
    pub fn then(self, reply: impl Into<Reply>) -> Self {
        self.recording().replies.push_back(reply.into());
        self
    }

    /// What was sent so far, in order, the requests that found no reply included.
    #[must_use]
    pub fn requests(&self) -> Vec<Sent> {
        self.recording().requests.clone()
    }

    /// How many replies are left; a test that expects every page to be fetched compares it to 0.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.recording().replies.len()
    }

    fn recording(&self) -> MutexGuard<'_, Recording> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Http for Replay {
    type Error = ReplayError;

    fn send(&self, request: http::Request<Bytes>) -> Result<Response<Bytes>, ReplayError> {
        let mut recording = self.recording();
        let sent = Sent(request);
        let operation = sent.operation().to_owned();
        recording.requests.push(sent);
        match recording.replies.pop_front() {
            Some(Reply(Ok(response))) => Ok(response),
            Some(Reply(Err(why))) => Err(ReplayError::Failure { why }),
            None => Err(ReplayError::Exhausted {
                operation,
                request: recording.requests.len(),
            }),
        }
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let recording = self.recording();
        f.debug_struct("Replay")
            .field("requests", &recording.requests)
            .field("remaining", &recording.replies.len())
            .finish()
    }
}

/// One recorded reply: a response, or a failure of the transport.
///
/// A JSON text converts into a successful response and an [`http::Response`] into itself.
#[derive(Clone)]
pub struct Reply(Result<Response<Bytes>, String>);

impl Reply {
    /// A successful response (status 200) with a JSON body.
    #[must_use]
    pub fn json(body: impl Into<String>) -> Self {
        Self::with_status(StatusCode::OK, body.into())
    }

    /// The service's answer to a request it refuses: status 400, code and message in the body.
    ///
    /// # Example: a service that knows no such repository
    ///
    /// ```
    /// use aws_transport::{Bytes, Http, Replay, Reply, http};
    ///
    /// let replay = Replay::new([Reply::error("RepositoryNotFoundException", "no repository `app`")]);
    /// let response = replay.send(http::Request::new(Bytes::new()))?;
    /// assert_eq!(response.status(), 400);
    /// # Ok::<(), aws_transport::ReplayError>(())
    /// ```
    #[must_use]
    pub fn error(code: &str, message: &str) -> Self {
        Self::error_with_status(StatusCode::BAD_REQUEST, code, message)
    }

    /// The service's answer to a request it refuses, with a status of your choice.
    #[must_use]
    pub fn error_with_status(status: StatusCode, code: &str, message: &str) -> Self {
        let mut writer = json::Writer::new();
        let mut object = writer.object();
        object.member("__type", code);
        object.member("message", message);
        object.end();
        Self::with_status(status, writer.into_string())
    }

    /// A response with any status and body: a proxy's page, half a document, nothing at all.
    #[must_use]
    pub fn with_status(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-amz-json-1.1"),
        );
        Self(Ok(response))
    }

    /// No response: the transport failed, for the reason given.
    #[must_use]
    pub fn failure(why: impl Into<String>) -> Self {
        Self(Err(why.into()))
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(response) => write!(
                f,
                "Reply({}, {} bytes)",
                response.status(),
                response.body().len()
            ),
            Err(why) => write!(f, "Reply(failure: {why})"),
        }
    }
}

impl From<&str> for Reply {
    fn from(body: &str) -> Self {
        Self::json(body)
    }
}

impl From<String> for Reply {
    fn from(body: String) -> Self {
        Self::json(body)
    }
}

impl<B: Into<Bytes>> From<Response<B>> for Reply {
    fn from(response: Response<B>) -> Self {
        Self(Ok(response.map(Into::into)))
    }
}

/// A request that [`Replay`] was given.
///
/// `Debug` shows its target and the length of its body, never the body: that may hold a secret.
#[derive(Clone)]
pub struct Sent(http::Request<Bytes>);

impl Sent {
    /// The operation's name: what follows the last dot of the `x-amz-target` header, empty without one.
    #[must_use]
    pub fn operation(&self) -> &str {
        let target = self
            .0
            .headers()
            .get("x-amz-target")
            .and_then(|target| target.to_str().ok())
            .unwrap_or_default();
        target.rsplit('.').next().unwrap_or_default()
    }

    /// The body as a JSON value.
    ///
    /// # Errors
    ///
    /// The body is no JSON; the error says where.
    pub fn json(&self) -> Result<Value, LocatedError> {
        json::from_slice(self.0.body())
    }

    /// One member of the body's JSON object, none if the body is no object or has no such member.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Value> {
        self.json().ok()?.get(name).cloned()
    }

    /// The whole request.
    #[must_use]
    pub fn request(&self) -> &http::Request<Bytes> {
        &self.0
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Sent({} {}, {} bytes)",
            self.0.uri(),
            self.operation(),
            self.0.body().len()
        )
    }
}

/// Why [`Replay`] gave no response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplayError {
    /// More was asked for than was recorded.
    Exhausted {
        /// The operation that was called.
        operation: String,
        /// Which request it was, counted from 1.
        request: usize,
    },
    /// The failure that was recorded with [`Reply::failure`].
    Failure {
        /// The reason that was recorded.
        why: String,
    },
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exhausted { operation, request } => {
                write!(
                    f,
                    "no reply is recorded for request {request} (`{operation}`); record one more, or find out why it was sent"
                )
            }
            Self::Failure { why } => f.write_str(why),
        }
    }
}

impl Error for ReplayError {}
