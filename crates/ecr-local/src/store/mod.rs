//! What the registry holds.

mod backfill;
mod cache_rule;
mod image;
mod lifecycle;
mod manifest;
mod repository;
mod scan;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

pub(crate) use backfill::{Backfill, BackfillStatus, Copy, Outcome};
pub(crate) use cache_rule::CacheRule;
pub(crate) use image::{Image, ImageFilter, ImageId, ImageStatus, check_digest};
pub(crate) use lifecycle::{Preview, PreviewStatus, Rule, policy_text};
pub(crate) use manifest::{Layer, Manifest, digest, media_type};
pub(crate) use repository::{Encryption, ExclusionFilter, Images, Repository, TagRule};
pub(crate) use scan::{Counts, SEVERITIES, Scan, ScanStatus};
pub(crate) use template::Template;

use crate::input::Input;
use crate::moment::Moment;
use crate::seed::Plan;
use crate::service_error::ServiceError;

/// So many milliseconds pass with each write, since the registry reads no clock.
const MILLIS_PER_WRITE: i64 = 1_250;

/// A registry: repositories by name, and what there is beside them.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) repositories: BTreeMap<String, Repository>,
    /// By their prefixes.
    pub(crate) cache_rules: BTreeMap<String, CacheRule>,
    /// By their prefixes.
    pub(crate) templates: BTreeMap<String, Template>,
    /// By their identifiers.
    pub(crate) backfills: BTreeMap<String, Backfill>,
    /// ARNs of users and roles whose pulls do not count.
    pub(crate) exclusions: BTreeSet<String>,
    pub(crate) plan: Plan,
    now: Moment,
}

impl Store {
    pub(crate) fn new(account: String, region: String, plan: Plan) -> Self {
        let repositories = plan.repositories(&account, &region);
        let now = plan.now();
        Self {
            repositories,
            cache_rules: plan.cache_rules(&account, &region),
            templates: plan.templates(&account, &region),
            backfills: plan.backfills(),
            exclusions: plan.exclusions(&account),
            account,
            region,
            plan,
            now,
        }
    }

    /// The moment of a write; each is later than the one before.
    pub(crate) fn tick(&mut self) -> Moment {
        self.now = self.now.plus_millis(MILLIS_PER_WRITE);
        self.now
    }

    /// The repository an input names, with its images in place.
    ///
    /// # Errors
    ///
    /// `RepositoryNotFoundException` for a name or a registry unknown here.
    pub(crate) fn repository(&mut self, input: Input<'_>) -> Result<&mut Repository, ServiceError> {
        let name = input.required_text("repositoryName")?;
        let registry = input.text("registryId").unwrap_or(&self.account);
        let found = if registry == self.account {
            self.repositories.get_mut(name)
        } else {
            None
        };
        let repository = found.ok_or_else(|| repository_not_found(name, registry))?;
        repository.fill(&self.plan);
        Ok(repository)
    }

    /// Puts the images of the repositories that are replicated in place.
    pub(crate) fn fill_replicated(&mut self) {
        for name in self.plan.replicated() {
            if let Some(repository) = self.repositories.get_mut(name) {
                repository.fill(&self.plan);
            }
        }
    }

    /// What backfills copy: each image of the replicated repositories under each of its tags,
    /// in the order of [`Copy::key`], from the image of this repository and digest on.
    pub(crate) fn copies<'s>(
        &'s self,
        name: &str,
        digest: &str,
    ) -> impl Iterator<Item = Copy<'s>> + use<'s> {
        let replicated = self.plan.replicated();
        let (first, digest) = (name.to_owned(), digest.to_owned());
        self.repositories
            .range::<str, _>((Bound::Included(name), Bound::Unbounded))
            .filter(move |(name, _)| replicated.contains(name))
            .flat_map(move |(name, repository)| {
                let from = if *name == first { digest.as_str() } else { "" };
                repository.copies(from)
            })
    }

    /// Checks the `registryId` of an operation that names no repository.
    ///
    /// # Errors
    ///
    /// `InvalidParameterException` for a registry other than this one.
    pub(crate) fn check_registry(&self, input: Input<'_>) -> Result<(), ServiceError> {
        match input.text("registryId") {
            Some(other) if other != self.account => Err(ServiceError::invalid_parameter(format!(
                "'registryId' is {other}, and this is the registry of {}",
                self.account
            ))),
            _ => Ok(()),
        }
    }
}

pub(crate) fn repository_not_found(name: &str, registry: &str) -> ServiceError {
    ServiceError::new(
        "RepositoryNotFoundException",
        format!("Registry {registry} has no repository named '{name}'"),
    )
}
