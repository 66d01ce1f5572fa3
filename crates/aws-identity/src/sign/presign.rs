//! Signature Version 4 in the query: a URL that is good for a while without further keys.

use std::time::{Duration, SystemTime};

use aws_transport::Bytes;
use aws_transport::http::uri::PathAndQuery;
use aws_transport::http::{Request, Uri};

use super::SignatureError;
use super::canonical::Canonical;
use super::headers::Signed;
use super::query::encoded;
use super::sigv4::{ALGORITHM, SigV4};
use super::stamp::Stamp;
use crate::Credentials;

/// Seven days, which is the longest AWS takes.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What a signature adds to a query.
const ADDED: [&str; 7] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    TOKEN,
    "X-Amz-Signature",
];
const TOKEN: &str = "X-Amz-Security-Token";

impl SigV4 {
    /// Signs in the query of the URL, which is good for `expires` from `at` on, in whole seconds.
    ///
    /// The request has to be sent with the headers and the body it is signed with.
    /// A signature that is in the query already is replaced.
    ///
    /// # Errors
    ///
    /// [`SignatureError`]: `expires` is not between a second and seven days, the time is out of the calendar, or the URL has no host or no room.
    pub fn sign_query(
        &self,
        mut request: Request<Bytes>,
        credentials: &Credentials,
        at: SystemTime,
        expires: Duration,
    ) -> Result<Request<Bytes>, SignatureError> {
        let stamp = Stamp::of(at)?;
        if expires.as_secs() == 0 || expires > LONGEST {
            return Err(SignatureError::Expiry(expires));
        }
        let signed_headers = Signed::of(request.headers(), request.uri())?.names();
        let (expires, scope) = (
            expires.as_secs().to_string(),
            self.credential(credentials, &stamp),
        );
        let mut query = rest(request.uri());
        let values = [ALGORITHM, &scope, stamp.as_str(), &expires, &signed_headers];
        query.extend(
            ADDED
                .iter()
                .zip(values)
                .map(|(name, value)| pair(name, value)),
        );
        let token = credentials.session_token().map(|token| pair(TOKEN, token));
        query.extend(token.clone().filter(|_| self.token_signed));
        *request.uri_mut() = with_query(request.uri(), &query)?;
        let canonical = Canonical::of(&request, self.path)?;
        query.extend(token.filter(|_| !self.token_signed));
        query.push(pair(
            "X-Amz-Signature",
            &self.signature(&canonical, credentials, &stamp),
        ));
        *request.uri_mut() = with_query(request.uri(), &query)?;
        Ok(request)
    }
}

fn pair(name: &str, value: &str) -> String {
    format!("{name}={}", encoded(value))
}

/// The query without what an earlier signature added.
fn rest(uri: &Uri) -> Vec<String> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let pairs = pairs.filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !ADDED.contains(&name)
    });
    pairs.map(str::to_owned).collect()
}

fn with_query(uri: &Uri, query: &[String]) -> Result<Uri, SignatureError> {
    let mut parts = uri.clone().into_parts();
    let text = format!("{}?{}", uri.path(), query.join("&"));
    let path = PathAndQuery::try_from(text).map_err(|_| SignatureError::Url)?;
    parts.path_and_query = Some(path);
    Uri::from_parts(parts).map_err(|_| SignatureError::Url)
}
