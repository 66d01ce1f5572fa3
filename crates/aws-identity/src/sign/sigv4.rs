//! Signature Version 4 in the header, and what both places have in common.

use std::sync::Arc;
use std::time::SystemTime;

use aws_transport::Bytes;
use aws_transport::http::header::AUTHORIZATION;
use aws_transport::http::{HeaderValue, Request};

use super::canonical::{CONTENT_HASH, Canonical};
use super::hash::{hex, hmac, sha256};
use super::keys::Keys;
use super::path::PathStyle;
use super::stamp::Stamp;
use super::{Scope, SignatureError};
use crate::Credentials;

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const DATE: &str = "x-amz-date";
const TOKEN: &str = "x-amz-security-token";

/// Signs requests by Signature Version 4 for one scope.
///
/// Every header is signed but those that are changed on the way, such as `user-agent` and `connection`.
/// So set headers first, and sign last.
/// Signing keys are kept for the day; clones share them.
#[derive(Clone, Debug)]
pub struct SigV4 {
    scope: Scope,
    pub(super) path: PathStyle,
    content_hash: bool,
    pub(super) token_signed: bool,
    keys: Arc<Keys>,
}

impl SigV4 {
    /// A signer as all services but S3 want it: paths encoded twice and normalised, the session token signed.
    #[must_use]
    pub fn new(scope: Scope) -> Self {
        Self {
            scope,
            path: PathStyle {
                double_encoding: true,
                normalization: true,
            },
            content_hash: false,
            token_signed: true,
            keys: Arc::new(Keys::new()),
        }
    }

    /// The same, with the path encoded once more before it is signed, or taken as it is encoded; S3 takes it as it is.
    #[must_use]
    pub fn with_double_encoding(mut self, on: bool) -> Self {
        self.path.double_encoding = on;
        self
    }

    /// The same, with `.`, `..` and empty segments of the path resolved before it is signed, or left; S3 leaves them.
    ///
    /// The path that is sent stays as it is.
    #[must_use]
    pub fn with_normalization(mut self, on: bool) -> Self {
        self.path.normalization = on;
        self
    }

    /// The same, with the hash of the body in the header `x-amz-content-sha256` too, which S3 wants.
    ///
    /// Signatures in the query leave it out.
    #[must_use]
    pub fn with_content_hash(mut self, on: bool) -> Self {
        self.content_hash = on;
        self
    }

    /// The same, with the session token signed, or added after the signature, as a few services want it.
    #[must_use]
    pub fn with_signed_token(mut self, on: bool) -> Self {
        self.token_signed = on;
        self
    }

    /// What its signatures are good for.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Signs in the header `authorization`, with the time in `x-amz-date` and the session token, if there is one, in `x-amz-security-token`.
    ///
    /// A signature that is there already is replaced.
    /// A request that brings `x-amz-content-sha256` is signed with what that says of the body.
    ///
    /// # Errors
    ///
    /// [`SignatureError`]: the time is out of the calendar, the URL has no host, or the keys have characters that no header may have.
    pub fn sign_header(
        &self,
        mut request: Request<Bytes>,
        credentials: &Credentials,
        at: SystemTime,
    ) -> Result<Request<Bytes>, SignatureError> {
        let stamp = Stamp::of(at)?;
        let token = credentials.session_token().map(secret).transpose()?;
        self.prepare(&mut request, &stamp)?;
        let headers = request.headers_mut();
        if let Some(token) = token.clone().filter(|_| self.token_signed) {
            headers.insert(TOKEN, token);
        }
        let canonical = Canonical::of(&request, self.path)?;
        let authorization = self.authorization(&canonical, credentials, &stamp);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, secret(&authorization)?);
        if let Some(token) = token {
            headers.insert(TOKEN, token);
        }
        Ok(request)
    }

    /// Takes out what an earlier signature left, and puts in what is signed with the request.
    fn prepare(&self, request: &mut Request<Bytes>, stamp: &Stamp) -> Result<(), SignatureError> {
        let hash = self.content_hash.then(|| hex(&sha256(request.body())));
        let headers = request.headers_mut();
        headers.remove(AUTHORIZATION);
        headers.remove(TOKEN);
        headers.insert(DATE, text(stamp.as_str())?);
        if let Some(hash) = hash {
            headers.insert(CONTENT_HASH, text(&hash)?);
        }
        Ok(())
    }

    fn authorization(
        &self,
        canonical: &Canonical,
        credentials: &Credentials,
        stamp: &Stamp,
    ) -> String {
        format!(
            "{ALGORITHM} Credential={}, SignedHeaders={}, Signature={}",
            self.credential(credentials, stamp),
            canonical.signed_headers,
            self.signature(canonical, credentials, stamp)
        )
    }

    /// Key and scope, as requests name them.
    pub(super) fn credential(&self, credentials: &Credentials, stamp: &Stamp) -> String {
        let scope = self.scope.on(stamp.day());
        format!("{}/{scope}", credentials.access_key_id())
    }

    pub(super) fn signature(
        &self,
        canonical: &Canonical,
        credentials: &Credentials,
        stamp: &Stamp,
    ) -> String {
        let secret = credentials.secret_access_key();
        let key = self.keys.key(secret, stamp.day(), &self.scope);
        hex(&hmac(
            &key,
            self.string_to_sign(canonical, stamp).as_bytes(),
        ))
    }

    pub(super) fn string_to_sign(&self, canonical: &Canonical, stamp: &Stamp) -> String {
        let scope = self.scope.on(stamp.day());
        let (stamp, hash) = (stamp.as_str(), canonical.hash());
        format!("{ALGORITHM}\n{stamp}\n{scope}\n{hash}")
    }
}

fn text(text: &str) -> Result<HeaderValue, SignatureError> {
    HeaderValue::from_str(text).map_err(|_| SignatureError::Text)
}

/// A header that nothing which prints headers shows.
fn secret(value: &str) -> Result<HeaderValue, SignatureError> {
    let mut value = text(value)?;
    value.set_sensitive(true);
    Ok(value)
}
