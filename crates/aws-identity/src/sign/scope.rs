//! What a signature is good for.

/// What a signature is good for: a region and a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    region: String,
    service: String,
}

impl Scope {
    /// A region such as `eu-west-1`, and a service by its signing name, such as `ecr`.
    #[must_use]
    pub fn new(region: impl Into<String>, service: impl Into<String>) -> Self {
        Self {
            region: region.into(),
            service: service.into(),
        }
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The service's signing name.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The scope of one day, as signatures name it.
    pub(super) fn on(&self, day: &str) -> String {
        let Self { region, service } = self;
        format!("{day}/{region}/{service}/aws4_request")
    }
}
