//! Roles: keys exchanged for others at the token service, STS.

use std::path::PathBuf;
use std::time::Duration;

use crate::{Credentials, CredentialsError, Machine};

/// Where the token service is asked; profile and variables have been looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Service {
    /// The region; the global address without one.
    pub(crate) region: Option<String>,
    /// An address of one's own.
    pub(crate) endpoint: Option<String>,
    /// `sts_regional_endpoints = legacy`: the global address for the regions that once had no other.
    pub(crate) legacy: bool,
    pub(crate) fips: bool,
    pub(crate) dual_stack: bool,
}

/// A role that is taken on with other keys.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) arn: String,
    pub(crate) session_name: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) duration: Option<Duration>,
}

/// A role that is taken on with the token of another identity.
#[derive(Clone, Debug)]
pub(crate) struct WebIdentity {
    pub(crate) role_arn: String,
    pub(crate) session_name: Option<String>,
    pub(crate) token_file: PathBuf,
}

/// Takes on a role with other keys.
pub(crate) async fn assume_role(
    machine: &dyn Machine,
    service: &Service,
    role: &Role,
    with: &Credentials,
) -> Result<Credentials, CredentialsError> {
    let _ = (machine, service, role, with);
    Err(CredentialsError::new(
        crate::Kind::Unsupported,
        "roles",
        "not yet",
    ))
}

/// Takes on a role with the token in a file, which is read each time.
pub(crate) async fn assume_role_with_web_identity(
    machine: &dyn Machine,
    service: &Service,
    identity: &WebIdentity,
) -> Result<Credentials, CredentialsError> {
    let _ = (machine, service, identity);
    Err(CredentialsError::new(
        crate::Kind::Unsupported,
        "roles",
        "not yet",
    ))
}
