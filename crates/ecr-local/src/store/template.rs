//! Repository creation templates: settings for repositories that come into being by themselves.

use super::{Encryption, TagRule};
use crate::json::{Object, write_object};
use crate::moment::Moment;

/// A template; its prefix is what it is filed under.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) prefix: String,
    pub(crate) description: Option<String>,
    pub(crate) encryption: Encryption,
    /// Keys and values that new repositories are tagged with.
    pub(crate) tags: Vec<(&'static str, String)>,
    pub(crate) tag_rule: TagRule,
    pub(crate) repository_policy: Option<String>,
    pub(crate) lifecycle_policy: Option<String>,
    /// The occasions it is used on, as the model spells them.
    pub(crate) applied_for: Vec<&'static str>,
    pub(crate) role: Option<String>,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
}

impl Template {
    /// Writes the members of a `RepositoryCreationTemplate`.
    pub(crate) fn write(&self, o: &mut Object<'_>) {
        o.text("prefix", &self.prefix);
        o.maybe_text("description", self.description.as_deref());
        self.encryption.write(o);
        o.list("resourceTags", &self.tags, |out, (key, value)| {
            write_object(out, |o| {
                o.text("Key", key);
                o.text("Value", value);
            });
        });
        self.tag_rule.write(o);
        o.maybe_text("repositoryPolicy", self.repository_policy.as_deref());
        o.maybe_text("lifecyclePolicy", self.lifecycle_policy.as_deref());
        o.texts("appliedFor", self.applied_for.iter().copied());
        o.maybe_text("customRoleArn", self.role.as_deref());
        o.moment("createdAt", self.created_at);
        o.moment("updatedAt", self.updated_at);
    }
}
