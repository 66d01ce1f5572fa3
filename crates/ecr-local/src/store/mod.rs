//! What the registry holds.

mod image;
mod manifest;
mod repository;
mod scan;

use std::collections::BTreeMap;

pub(crate) use image::{Image, ImageFilter, ImageId, ImageStatus, check_digest};
pub(crate) use manifest::{Layer, Manifest, digest, media_type};
pub(crate) use repository::{Encryption, ExclusionFilter, Images, Repository, TagRule};
pub(crate) use scan::{Counts, SEVERITIES, Scan, ScanStatus};

use crate::input::Input;
use crate::moment::Moment;
use crate::seed::Plan;
use crate::service_error::ServiceError;

/// So many milliseconds pass with each write, since the registry reads no clock.
const MILLIS_PER_WRITE: i64 = 1_250;

/// A registry: repositories by name.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) repositories: BTreeMap<String, Repository>,
    pub(crate) plan: Plan,
    now: Moment,
}

impl Store {
    pub(crate) fn new(account: String, region: String, plan: Plan) -> Self {
        let repositories = plan.repositories(&account, &region);
        let now = plan.now();
        Self {
            account,
            region,
            repositories,
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
