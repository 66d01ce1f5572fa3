//! Pull through cache rules: which repositories are caches of which registry.

use crate::json::Object;
use crate::moment::Moment;

/// A rule; its prefix is what it is filed under.
#[derive(Clone, Debug)]
pub(crate) struct CacheRule {
    pub(crate) prefix: String,
    /// The kind of the upstream registry, as the model spells it.
    pub(crate) upstream: &'static str,
    /// The upstream registry's host.
    pub(crate) host: String,
    pub(crate) upstream_prefix: String,
    /// The secret to log in with, where the upstream asks for one.
    pub(crate) credential: Option<String>,
    /// The role that reads from another registry of this service.
    pub(crate) role: Option<String>,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
}

impl CacheRule {
    /// Writes the members of a `PullThroughCacheRule`.
    pub(crate) fn write(&self, o: &mut Object<'_>, registry: &str) {
        o.text("ecrRepositoryPrefix", &self.prefix);
        o.text("upstreamRegistryUrl", &self.host);
        o.moment("createdAt", self.created_at);
        o.text("registryId", registry);
        o.maybe_text("credentialArn", self.credential.as_deref());
        o.maybe_text("customRoleArn", self.role.as_deref());
        o.text("upstreamRepositoryPrefix", &self.upstream_prefix);
        o.text("upstreamRegistry", self.upstream);
        o.moment("updatedAt", self.updated_at);
    }
}
