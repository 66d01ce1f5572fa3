//! What a failed exchange says about a service; on a machine of one's own nothing is known of it.

#[cfg(any(feature = "blocking", feature = "async"))]
use aws_transport::HttpError;

use crate::Failure;

/// Whether another attempt may fare better.
pub(in crate::source) fn is_transient(failure: &Failure) -> bool {
    #[cfg(any(feature = "blocking", feature = "async"))]
    if let Some(error) = failure.downcast_ref::<HttpError>() {
        return error.is_transient();
    }
    let _ = failure;
    true
}

/// Whether it looks as if nobody were there.
#[cfg(feature = "instance")]
pub(in crate::source) fn is_absent(failure: &Failure) -> bool {
    #[cfg(any(feature = "blocking", feature = "async"))]
    if let Some(HttpError::Cut { .. }) = failure.downcast_ref() {
        return false;
    }
    is_transient(failure)
}
