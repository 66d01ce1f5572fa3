//! Sources whose features are off: whatever asks for one is told which feature it is.

#![allow(
    dead_code,
    unused_imports,
    reason = "which of them are needed is up to the features"
)]

use super::lookup::Lookup;
use super::roles::Role;
use super::web_identity::Identity;
use crate::config::{Found, Profile, shown};
use crate::{Credentials, CredentialsError, Kind, Machine};

fn left_out(place: impl Into<String>, what: &str, feature: &str) -> CredentialsError {
    let message =
        format!("{what} left out of this build; turn on the feature `{feature}` of aws-identity");
    CredentialsError::new(Kind::Unsupported, place, message)
}

#[cfg(not(feature = "process"))]
pub(super) mod process {
    use super::*;

    pub(in crate::chain) async fn load(
        _: &dyn Machine,
        command: &Found<'_>,
    ) -> Result<Credentials, CredentialsError> {
        Err(left_out(
            command.place(),
            "`credential_process` is",
            "process",
        ))
    }
}

#[cfg(not(feature = "container"))]
pub(super) mod container {
    use super::*;
    use crate::given::variable;

    pub(in crate::chain) async fn load(
        machine: &dyn Machine,
    ) -> Result<Option<Credentials>, CredentialsError> {
        let names = [
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        ];
        match names
            .into_iter()
            .find(|name| variable(machine, name).is_some())
        {
            Some(name) => Err(left_out(name, "credentials of containers are", "container")),
            None => Ok(None),
        }
    }
}

/// Nothing says that there is an instance, so this one is passed over, and named where nothing is found.
#[cfg(not(feature = "instance"))]
pub(super) mod instance {
    use super::*;

    pub(in crate::chain) async fn load(
        _: &Lookup<'_>,
    ) -> Result<Option<Credentials>, CredentialsError> {
        Ok(None)
    }
}

#[cfg(not(feature = "sso"))]
pub(super) mod sso {
    use super::*;

    pub(in crate::chain) async fn load(
        _: &Lookup<'_>,
        profile: &Profile,
    ) -> Result<Credentials, CredentialsError> {
        let place = profile.error("").place().to_owned();
        Err(left_out(place, "sign-ins are", "sso"))
    }
}

#[cfg(not(feature = "sts"))]
pub(super) mod sts {
    use super::*;

    pub(in crate::chain) async fn with_keys(
        _: &Lookup<'_>,
        role: Role,
        _: &Credentials,
    ) -> Result<Credentials, CredentialsError> {
        Err(left_out(
            format!("the role {}", shown(&role.arn)),
            "roles are",
            "sts",
        ))
    }

    pub(in crate::chain) async fn with_token(
        _: &Lookup<'_>,
        _: Identity,
    ) -> Result<Credentials, CredentialsError> {
        Err(left_out(
            "the token of another identity",
            "roles are",
            "sts",
        ))
    }
}
