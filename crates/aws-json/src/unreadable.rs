//! Responses that cannot be understood, and how much of them may be shown.

use std::error::Error;
use std::fmt::{self, Write};

use bytes::Bytes;
use http::{HeaderMap, Response};
use smithy_wire::Operation;
use smithy_wire::json::LocatedError;

/// How much of a body is kept to show what answered, in bytes.
const FIRST_BYTES: usize = 256;

/// A response that cannot be understood: no JSON, cut short, of the wrong types, too deep or too large.
///
/// It keeps what tells who answered and where reading stopped.
/// Of a sensitive operation's body it keeps the length alone.
#[derive(Clone, Debug)]
pub struct Unreadable(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    operation: &'static str,
    status: u16,
    request_id: Option<String>,
    code: Option<String>,
    first_bytes: Option<String>,
    body_len: usize,
    reason: Reason,
}

/// What is wrong with the body of an [`Unreadable`] response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The body is not the JSON that was expected; the error says where and what.
    Json(LocatedError),
    /// The same of a sensitive operation, without the path of members, which is text of the body.
    ConcealedJson(Concealed),
    /// More arrays and objects are open at once in the body than are read: 127.
    TooDeep {
        /// Where one more is opened, in bytes from the body's start.
        offset: usize,
    },
    /// The body is longer than the protocol's limit.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
}

impl Unreadable {
    /// The operation that was called, as in `DescribeImages`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The HTTP status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The id under which the service knows the call, if a header named one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The error's code, if the `x-amzn-errortype` header named one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// How the body begins, at most 256 bytes, what is no UTF-8 replaced; none if the operation is sensitive.
    #[must_use]
    pub fn first_bytes(&self) -> Option<&str> {
        self.0.first_bytes.as_deref()
    }

    /// The length of the body, in bytes.
    #[must_use]
    pub fn body_len(&self) -> usize {
        self.0.body_len
    }

    /// What is wrong with the body.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.0.reason
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        write!(
            f,
            "the response to {} cannot be understood: status {}",
            inner.operation, inner.status
        )?;
        if let Some(code) = &inner.code {
            write!(f, ", error {}", Shown(code))?;
        }
        if let Some(request_id) = &inner.request_id {
            write!(f, ", request id {}", Shown(request_id))?;
        }
        match (&inner.reason, inner.body_len) {
            (Reason::TooLarge { limit }, length) => {
                return write!(
                    f,
                    ", a body of {length} bytes, more than the limit of {limit}"
                );
            }
            (Reason::TooDeep { offset }, length) => {
                return write!(
                    f,
                    ", a body of {length} bytes, nested too deep at offset {offset}"
                );
            }
            (_, 0) => return f.write_str(", an empty body"),
            (_, length) => write!(f, ", a body of {length} bytes")?,
        }
        match &inner.first_bytes {
            Some(text) => write!(f, " that begins with `{}`", Shown(text)),
            None => f.write_str(" that is not shown because it may hold a secret"),
        }
    }
}

impl Error for Unreadable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.reason {
            Reason::Json(error) => Some(error),
            Reason::ConcealedJson(error) => Some(error),
            Reason::TooDeep { .. } | Reason::TooLarge { .. } => None,
        }
    }
}

/// Text from outside for a terminal: quotes and backslashes as they are, control characters escaped.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '"' | '\'' | '\\' => f.write_char(c),
            _ => c.escape_debug().fmt(f),
        })
    }
}

/// Where reading a sensitive body stopped: a place and the kinds of things, none of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concealed {
    offset: usize,
    expected: &'static str,
    found: &'static str,
}

impl Concealed {
    /// The place in the body, in bytes from its start.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What was expected.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.expected
    }

    /// What kind of thing was there instead.
    #[must_use]
    pub fn found(&self) -> &'static str {
        self.found
    }
}

impl fmt::Display for Concealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "at offset {}: expected {}, found {}",
            self.offset, self.expected, self.found
        )
    }
}

impl Error for Concealed {}

/// What of a response may be told, decided once, before anything is read.
pub(crate) struct Answer<'a> {
    operation: &'static str,
    status: u16,
    request_id: Option<&'a str>,
    body: &'a [u8],
    sensitive: bool,
}

impl<'a> Answer<'a> {
    pub(crate) fn new<O: Operation>(response: &'a Response<Bytes>) -> Self {
        Self {
            operation: O::NAME,
            status: response.status().as_u16(),
            request_id: request_id(response.headers()),
            body: response.body(),
            sensitive: O::SENSITIVE,
        }
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn request_id(&self) -> Option<&'a str> {
        self.request_id
    }

    #[cold]
    pub(crate) fn unreadable(&self, code: Option<String>, reason: Reason) -> Unreadable {
        Unreadable(Box::new(Inner {
            operation: self.operation,
            status: self.status,
            request_id: self.request_id.map(str::to_owned),
            code,
            first_bytes: (!self.sensitive).then(|| beginning(self.body)),
            body_len: self.body.len(),
            reason,
        }))
    }

    #[cold]
    pub(crate) fn unreadable_json(&self, code: Option<String>, error: LocatedError) -> Unreadable {
        let reason = if error.is_too_deep() {
            Reason::TooDeep {
                offset: error.offset(),
            }
        } else if self.sensitive {
            let (offset, expected, found) = (error.offset(), error.expected(), error.found());
            Reason::ConcealedJson(Concealed {
                offset,
                expected,
                found,
            })
        } else {
            Reason::Json(error)
        };
        self.unreadable(code, reason)
    }
}

fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-amzn-requestid", "x-amz-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}

/// The beginning of a body as text; a character that the bound cuts in two is left out.
fn beginning(body: &[u8]) -> String {
    let Some((first, _)) = body.split_at_checked(FIRST_BYTES) else {
        return String::from_utf8_lossy(body).into_owned();
    };
    let whole = match str::from_utf8(first) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => first.len(),
    };
    String::from_utf8_lossy(first.get(..whole).unwrap_or(first)).into_owned()
}
