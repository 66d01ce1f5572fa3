//! A response body that can break off.

use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame};

/// How often the connection gets to write what it has before the body breaks off.
const PAUSES: u32 = 8;

/// Bytes, and then the end or none.
#[derive(Debug)]
pub(crate) struct Reply {
    bytes: Option<Bytes>,
    pauses: Option<u32>,
}

impl Reply {
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self {
            bytes: Some(bytes),
            pauses: None,
        }
    }

    /// The first bytes of a body, after which the connection breaks.
    pub(crate) fn cut(mut bytes: Bytes, length: usize) -> Self {
        bytes.truncate(length);
        Self {
            bytes: Some(bytes),
            pauses: Some(PAUSES),
        }
    }
}

impl Body for Reply {
    type Data = Bytes;
    type Error = BrokeOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokeOff>>> {
        if let Some(bytes) = self.bytes.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.pauses {
            None => Poll::Ready(None),
            Some(0) => Poll::Ready(Some(Err(BrokeOff))),
            Some(left) => {
                *left -= 1;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

/// The body breaks off, as a fault wants it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BrokeOff;

impl std::fmt::Display for BrokeOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body breaks off")
    }
}

impl std::error::Error for BrokeOff {}
