//! How a call to an endpoint is signed, where the rules say so.

use alloc::string::String;
use alloc::vec::Vec;

use crate::value::{self, Value};

/// A way of signing that an endpoint accepts, as the entries of the rules' `authSchemes` say it.
///
/// What is `None` is left to the client: the service's own signing name, the region it is set to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthScheme {
    name: String,
    signing_name: Option<String>,
    signing_region: Option<String>,
    signing_region_set: Vec<String>,
    disable_double_encoding: bool,
    properties: Vec<(String, Value)>,
}

impl AuthScheme {
    /// A scheme of this name: `sigv4`, `sigv4a`, `sigv4-s3express`.
    pub fn new(name: impl Into<String>) -> Self {
        AuthScheme {
            name: name.into(),
            ..AuthScheme::default()
        }
    }

    /// The scheme's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The service to sign for, where it is not the model's own.
    pub fn signing_name(&self) -> Option<&str> {
        self.signing_name.as_deref()
    }

    /// The region to sign for, where it is not the client's own.
    pub fn signing_region(&self) -> Option<&str> {
        self.signing_region.as_deref()
    }

    /// The regions to sign for with `sigv4a`; `*` is every one.
    pub fn signing_region_set(&self) -> &[String] {
        &self.signing_region_set
    }

    /// Whether the path is encoded once and not twice before it is signed.
    pub fn disable_double_encoding(&self) -> bool {
        self.disable_double_encoding
    }

    /// What else the rules say of the scheme.
    pub fn property(&self, name: &str) -> Option<&Value> {
        value::find(&self.properties, name)
    }

    /// Sets the service to sign for.
    #[must_use]
    pub fn with_signing_name(mut self, name: impl Into<String>) -> Self {
        self.signing_name = Some(name.into());
        self
    }

    /// Sets the region to sign for.
    #[must_use]
    pub fn with_signing_region(mut self, region: impl Into<String>) -> Self {
        self.signing_region = Some(region.into());
        self
    }

    /// Sets the regions to sign for with `sigv4a`.
    #[must_use]
    pub fn with_signing_region_set<T: Into<String>>(
        mut self,
        regions: impl IntoIterator<Item = T>,
    ) -> Self {
        self.signing_region_set = regions.into_iter().map(Into::into).collect();
        self
    }

    /// Sets whether the path is encoded once and not twice.
    #[must_use]
    pub fn with_disable_double_encoding(mut self, disable: bool) -> Self {
        self.disable_double_encoding = disable;
        self
    }

    /// Sets a property that has no method of its own here.
    #[must_use]
    pub fn with_property(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        value::set(&mut self.properties, name.into(), value.into());
        self
    }
}
