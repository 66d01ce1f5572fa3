//! What was asked, for tests to look at.

use std::collections::VecDeque;

use serde_json::Value;

/// Older requests make room for newer ones beyond these bounds.
const MOST_REQUESTS: usize = 16_384;
const MOST_BYTES: usize = 64 << 20;
/// A longer body is not kept.
const LONGEST_BODY: usize = 64 << 10;

/// A request a server received, and how it was answered.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The number of the call, counted from 1, as `@call:N` counts.
    pub call: u64,
    /// The operation named, `DescribeImages` say; what stood there instead where the service has none of that name.
    pub operation: String,
    /// The body. Null where it was no JSON object, or longer than 64 KiB.
    pub body: Value,
    /// The HTTP status answered; none where the connection was reset instead.
    pub status: Option<u16>,
    /// The `x-amzn-requestid` answered.
    pub request_id: String,
}

/// The last requests, bounded in number and in bytes.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    requests: VecDeque<(Request, usize)>,
    bytes: usize,
}

impl RequestLog {
    /// Takes in a request whose body was so many bytes long.
    pub(crate) fn push(&mut self, mut request: Request, length: usize) {
        let length = if length > LONGEST_BODY { 0 } else { length };
        if length == 0 {
            request.body = Value::Null;
        }
        self.bytes += length;
        self.requests.push_back((request, length));
        while self.requests.len() > MOST_REQUESTS || self.bytes > MOST_BYTES {
            let Some((_, length)) = self.requests.pop_front() else {
                return;
            };
            self.bytes -= length;
        }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests
            .iter()
            .map(|(request, _)| request.clone())
            .collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(call: u64) -> Request {
        Request {
            call,
            operation: "A".into(),
            body: json!({"a": 1}),
            status: Some(200),
            request_id: String::new(),
        }
    }

    #[test]
    fn the_oldest_go_first() {
        let mut log = RequestLog::default();
        (0..MOST_REQUESTS as u64 + 2).for_each(|call| log.push(request(call), 7));
        assert_eq!(log.requests().len(), MOST_REQUESTS);
        assert_eq!(log.requests().first().map(|request| request.call), Some(2));
        log.clear();
        (0..2_000).for_each(|call| log.push(request(call), LONGEST_BODY));
        assert_eq!(log.requests().len(), MOST_BYTES / LONGEST_BODY);
    }

    #[test]
    fn a_long_body_is_left_out() {
        let mut log = RequestLog::default();
        log.push(request(1), LONGEST_BODY + 1);
        assert_eq!(
            log.requests().first().map(|request| request.body.clone()),
            Some(Value::Null)
        );
    }
}
