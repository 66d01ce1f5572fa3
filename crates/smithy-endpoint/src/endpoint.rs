//! What rules resolve to.

use alloc::string::String;
use alloc::vec::Vec;

use crate::auth::AuthScheme;
use crate::value::{self, Value};

/// Where a call goes, and what goes with it.
///
/// # Example: what to sign for
///
/// ```
/// use smithy_endpoint::{AuthScheme, Endpoint};
///
/// let scheme = AuthScheme::new("sigv4").with_signing_region("us-east-1");
/// let endpoint = Endpoint::new("https://support.amazonaws.com").with_auth_scheme(scheme);
/// assert_eq!(endpoint.signing_region(), Some("us-east-1"));
/// assert_eq!(endpoint.signing_name(), None, "the service's own");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    url: String,
    headers: Vec<(String, Vec<String>)>,
    auth_schemes: Vec<AuthScheme>,
    properties: Vec<(String, Value)>,
}

impl Endpoint {
    /// An endpoint of this URL.
    pub fn new(url: impl Into<String>) -> Self {
        Endpoint {
            url: url.into(),
            headers: Vec::new(),
            auth_schemes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// The URL: scheme, host, and a port and path where there are any.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Headers to send with every call, each with its values, in the order of their names.
    pub fn headers(&self) -> &[(String, Vec<String>)] {
        &self.headers
    }

    /// The ways of signing, the preferred first; none where the service's own are to be used.
    pub fn auth_schemes(&self) -> &[AuthScheme] {
        &self.auth_schemes
    }

    /// The way of signing of this name: `sigv4`.
    pub fn auth_scheme(&self, name: &str) -> Option<&AuthScheme> {
        self.auth_schemes
            .iter()
            .find(|scheme| scheme.name() == name)
    }

    /// The region that `sigv4` signs for; `None` where it is the client's own.
    pub fn signing_region(&self) -> Option<&str> {
        self.auth_scheme("sigv4")?.signing_region()
    }

    /// The service that `sigv4` signs for; `None` where it is the model's own.
    pub fn signing_name(&self) -> Option<&str> {
        self.auth_scheme("sigv4")?.signing_name()
    }

    /// A property other than the ways of signing.
    pub fn property(&self, name: &str) -> Option<&Value> {
        value::find(&self.properties, name)
    }

    /// Sets a header and its values.
    #[must_use]
    pub fn with_header<T: Into<String>>(
        mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        value::set(&mut self.headers, name.into(), values);
        self
    }

    /// Adds a way of signing behind those that are there.
    #[must_use]
    pub fn with_auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }

    /// Sets a property other than the ways of signing.
    #[must_use]
    pub fn with_property(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        value::set(&mut self.properties, name.into(), value.into());
        self
    }
}
