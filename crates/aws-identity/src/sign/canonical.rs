//! The one text that a request is brought to before it is hashed.

use aws_transport::Bytes;
use aws_transport::http::Request;

use super::SignatureError;
use super::hash::{hex, sha256};
use super::headers::Signed;
use super::path::PathStyle;
use super::query;

/// Where a request says the hash of its body, or that there is none.
pub(super) const CONTENT_HASH: &str = "x-amz-content-sha256";

/// A request as it is signed.
pub(super) struct Canonical {
    pub(super) text: Vec<u8>,
    pub(super) signed_headers: String,
}

impl Canonical {
    pub(super) fn of(request: &Request<Bytes>, path: PathStyle) -> Result<Self, SignatureError> {
        let uri = request.uri();
        let headers = Signed::of(request.headers(), uri)?;
        let signed_headers = headers.names();
        let mut text = format!(
            "{}\n{}\n{}\n",
            request.method(),
            path.apply(uri.path()),
            query::canonical(uri.query().unwrap_or_default())
        )
        .into_bytes();
        headers.write(&mut text);
        text.extend_from_slice(format!("\n{signed_headers}\n").as_bytes());
        match request.headers().get(CONTENT_HASH) {
            Some(said) => text.extend_from_slice(said.as_bytes()),
            None => text.extend_from_slice(hex(&sha256(request.body())).as_bytes()),
        }
        Ok(Self {
            text,
            signed_headers,
        })
    }

    pub(super) fn hash(&self) -> String {
        hex(&sha256(&self.text))
    }
}
