//! Roles at the token service, asked as the settings say.

use std::path::PathBuf;

use super::lookup::Lookup;
use super::roles::Role;
use super::web_identity::Identity;
use crate::source::sts;
use crate::{Credentials, CredentialsError};

pub(super) async fn with_keys(
    lookup: &Lookup<'_>,
    role: Role,
    keys: &Credentials,
) -> Result<Credentials, CredentialsError> {
    let role = sts::Role {
        arn: role.arn,
        session_name: role.session_name,
        external_id: role.external_id,
        duration: role.duration,
    };
    sts::assume_role(lookup.machine, &service(lookup)?, &role, keys).await
}

pub(super) async fn with_token(
    lookup: &Lookup<'_>,
    identity: Identity,
) -> Result<Credentials, CredentialsError> {
    let identity = sts::WebIdentity {
        role_arn: identity.role_arn,
        session_name: identity.session_name,
        token_file: PathBuf::from(identity.token_file),
    };
    sts::assume_role_with_web_identity(lookup.machine, &service(lookup)?, &identity).await
}

fn service(lookup: &Lookup<'_>) -> Result<sts::Service, CredentialsError> {
    let settings = &lookup.settings;
    Ok(sts::Service {
        region: settings.region().map(str::to_owned),
        endpoint: settings.endpoint_url("sts")?,
        legacy: settings.legacy_sts(),
        fips: settings.fips(),
        dual_stack: settings.dual_stack(),
    })
}
