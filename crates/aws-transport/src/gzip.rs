//! Bodies that came packed.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::Response;

/// Why a packed body cannot be unpacked.
#[derive(Debug)]
#[non_exhaustive]
pub enum EncodingError {
    /// The body says it is gzip and is not, or is cut short.
    Broken {
        /// The HTTP status of the response.
        status: u16,
        /// What the decoder objects to.
        source: std::io::Error,
    },
    /// The body unpacked is longer than the protocol's limit; the rest was not unpacked.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
}

impl fmt::Display for EncodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken { status, .. } => write!(
                f,
                "the response (status {status}) has a gzip body that is broken or cut short"
            ),
            Self::TooLarge { limit } => write!(
                f,
                "the response's body is longer than the limit of {limit} bytes once unpacked; ask for a smaller page or raise the limit"
            ),
        }
    }
}

impl Error for EncodingError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Broken { source, .. } => Some(source),
            Self::TooLarge { .. } => None,
        }
    }
}

/// The response with its body unpacked, if it was packed with gzip.
#[cfg(feature = "gzip")]
pub(crate) fn unpack(
    mut response: Response<Bytes>,
    limit: usize,
) -> Result<Response<Bytes>, EncodingError> {
    use std::io::Read;

    if !is_gzip(&response) {
        return Ok(response);
    }
    let mut bytes = Vec::new();
    let decoder = flate2::read::MultiGzDecoder::new(response.body().as_ref());
    // One byte more than is allowed tells a body of the limit from a longer one.
    let read = decoder
        .take((limit as u64).saturating_add(1))
        .read_to_end(&mut bytes);
    if bytes.len() > limit {
        return Err(EncodingError::TooLarge { limit });
    }
    if let Err(source) = read {
        let status = response.status().as_u16();
        return Err(EncodingError::Broken { status, source });
    }
    *response.body_mut() = bytes.into();
    response
        .headers_mut()
        .remove(http::header::CONTENT_ENCODING);
    response.headers_mut().remove(http::header::CONTENT_LENGTH);
    Ok(response)
}

/// An answer without a body has nothing to unpack, whatever its header says.
#[cfg(feature = "gzip")]
fn is_gzip(response: &Response<Bytes>) -> bool {
    let encoding = response.headers().get(http::header::CONTENT_ENCODING);
    !response.body().is_empty()
        && encoding.is_some_and(|name| name.as_bytes().eq_ignore_ascii_case(b"gzip"))
}

/// Without the `gzip` feature every body is taken as it is.
#[cfg(not(feature = "gzip"))]
pub(crate) fn unpack(
    response: Response<Bytes>,
    _: usize,
) -> Result<Response<Bytes>, EncodingError> {
    Ok(response)
}
