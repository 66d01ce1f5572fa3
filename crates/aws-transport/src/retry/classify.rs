//! Which failures are worth another attempt.

use bytes::Bytes;
use http::{Response, StatusCode};

/// A failure that may pass: why, which decides the wait and what a retry costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The service asked for fewer calls.
    Throttled,
    /// The connection failed, or the service did for a moment.
    Transient,
}

/// Source: the retry behaviour page of the AWS SDKs and Tools reference guide.
const THROTTLING: [&str; 14] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];

const TRANSIENT: [&str; 3] = [
    "RequestTimeout",
    "RequestTimeoutException",
    "PriorRequestNotComplete",
];

/// The service's clock and ours differ, and it says so.
const SKEWED: [&str; 3] = [
    "RequestTimeTooSkewed",
    "RequestExpired",
    "RequestInTheFuture",
];

/// What a service may say of a signature that a wrong clock made invalid.
const MAYBE_SKEWED: [&str; 3] = [
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "AuthFailure",
];

const EXPIRED: [&str; 2] = ["ExpiredToken", "ExpiredTokenException"];

/// Whether an error code means that the service wants fewer calls.
#[must_use]
pub fn is_throttling_code(code: &str) -> bool {
    THROTTLING.contains(&code)
}

/// Whether an error code means a failure that passes.
#[must_use]
pub fn is_transient_code(code: &str) -> bool {
    TRANSIENT.contains(&code)
}

/// What a response means for the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It goes to the caller as it is: a success, or an error that another attempt would meet again.
    Final,
    /// Another attempt may fare better.
    Retry(Trouble),
    /// The signature's time may be what is wrong; `true` if the service says that it is.
    Skewed(bool),
    /// The credentials have expired.
    Expired,
}

impl Verdict {
    pub(crate) fn of(response: &Response<Bytes>) -> Self {
        let status = response.status();
        if status.is_success() {
            return Self::Final;
        }
        let code = aws_json::error_code(response);
        match code.as_deref() {
            Some(code) if is_throttling_code(code) => Self::Retry(Trouble::Throttled),
            Some(code) if is_transient_code(code) => Self::Retry(Trouble::Transient),
            Some(code) if SKEWED.contains(&code) => Self::Skewed(true),
            Some(code) if MAYBE_SKEWED.contains(&code) => Self::Skewed(false),
            Some(code) if EXPIRED.contains(&code) => Self::Expired,
            _ => Self::of_status(status),
        }
    }

    fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::Retry(Trouble::Throttled),
            500 | 502 | 503 | 504 => Self::Retry(Trouble::Transient),
            _ => Self::Final,
        }
    }
}
