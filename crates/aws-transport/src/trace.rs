//! What a call did, for those who watch: events without secrets.
//!
//! Bodies of sensitive operations and headers that carry credentials are never part of an event.

/// Whose call it is, and how much of it may be told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Called {
    pub(crate) operation: &'static str,
    pub(crate) sensitive: bool,
}

#[cfg(not(feature = "tracing"))]
mod silent {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{Request, Response};

    use super::Called;

    impl Called {
        pub(crate) fn sends(self, _: u32, _: &Request<Bytes>) {
            let _ = (self.operation, self.sensitive);
        }

        pub(crate) fn received(self, _: u32, _: &Response<Bytes>) {}

        pub(crate) fn failed(self, _: u32, _: &dyn std::error::Error) {}

        pub(crate) fn waits(self, _: u32, _: Duration) {}
    }
}

#[cfg(feature = "tracing")]
mod loud {
    use std::error::Error;
    use std::fmt;
    use std::time::Duration;

    use bytes::Bytes;
    use http::{HeaderMap, Request, Response};
    use tracing::debug;

    use super::Called;

    impl Called {
        pub(crate) fn sends(self, attempt: u32, request: &Request<Bytes>) {
            debug!(
                target: "aws_transport",
                operation = self.operation,
                attempt,
                method = %request.method(),
                host = request.uri().host(),
                path = request.uri().path(),
                headers = ?Headers(request.headers()),
                body = %self.body(request.body()),
                "request"
            );
        }

        pub(crate) fn received(self, attempt: u32, response: &Response<Bytes>) {
            debug!(
                target: "aws_transport",
                operation = self.operation,
                attempt,
                status = response.status().as_u16(),
                headers = ?Headers(response.headers()),
                body = %self.body(response.body()),
                "response"
            );
        }

        pub(crate) fn failed(self, attempt: u32, error: &dyn Error) {
            debug!(
                target: "aws_transport",
                operation = self.operation,
                attempt,
                error = %Chain(error),
                "no response"
            );
        }

        pub(crate) fn waits(self, attempts: u32, time: Duration) {
            debug!(
                target: "aws_transport",
                operation = self.operation,
                attempts,
                wait = ?time,
                "waiting before the next attempt"
            );
        }

        fn body(self, bytes: &Bytes) -> Body<'_> {
            Body {
                bytes,
                sensitive: self.sensitive,
            }
        }
    }

    /// Headers whose values are shown; every other one, known or not, might carry a secret.
    const SHOWN: [&str; 13] = [
        "amz-sdk-request",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "retry-after",
        "server",
        "user-agent",
        "x-amz-date",
        "x-amz-retry-after",
        "x-amz-target",
        "x-amzn-errortype",
        "x-amzn-requestid",
    ];

    struct Headers<'a>(&'a HeaderMap);

    impl fmt::Debug for Headers<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let mut map = f.debug_map();
            for (name, value) in self.0 {
                if SHOWN.contains(&name.as_str()) {
                    map.entry(&name.as_str(), value);
                } else {
                    map.entry(&name.as_str(), &format_args!("[redacted]"));
                }
            }
            map.finish()
        }
    }

    /// Bytes of a body that are shown.
    const MOST_SHOWN: usize = 4096;

    struct Body<'a> {
        bytes: &'a Bytes,
        sensitive: bool,
    }

    impl fmt::Display for Body<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let length = self.bytes.len();
            if self.sensitive {
                return write!(f, "[{length} bytes, redacted]");
            }
            let first = self.bytes.get(..MOST_SHOWN).unwrap_or(self.bytes);
            for c in String::from_utf8_lossy(first).chars() {
                match c {
                    '"' | '\'' | '\\' => fmt::Write::write_char(f, c)?,
                    _ => c.escape_debug().fmt(f)?,
                }
            }
            match length.checked_sub(MOST_SHOWN) {
                None | Some(0) => Ok(()),
                Some(more) => write!(f, "[{more} bytes more]"),
            }
        }
    }

    struct Chain<'a>(&'a dyn Error);

    impl fmt::Display for Chain<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", self.0)?;
            let mut next = self.0.source();
            while let Some(error) = next {
                write!(f, ": {error}")?;
                next = error.source();
            }
            Ok(())
        }
    }
}
