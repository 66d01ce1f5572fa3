//! The order of sources.

use super::{nothing, roles, web_identity};
use crate::config::{Options, Profile};
use crate::source::{environment, keys};
use crate::{Credentials, CredentialsError, Kind, Machine, Settings};

#[cfg(feature = "instance")]
use super::instance;
#[cfg(not(feature = "container"))]
use super::left_out::container;
#[cfg(not(feature = "instance"))]
use super::left_out::instance;
#[cfg(not(feature = "process"))]
use super::left_out::process;
#[cfg(not(feature = "sso"))]
use super::left_out::sso;
#[cfg(feature = "sso")]
use super::sso;
#[cfg(feature = "container")]
use crate::source::container;
#[cfg(feature = "process")]
use crate::source::process;

/// What an answer may have: nothing where the source is not there.
type Answer = Result<Option<Credentials>, CredentialsError>;

/// One question for credentials.
pub(super) struct Lookup<'a> {
    pub(super) machine: &'a dyn Machine,
    pub(super) settings: Settings<'a>,
    /// Whether keys and tokens in variables count: not where a profile was chosen by name.
    pub(super) with_variables: bool,
}

impl Lookup<'_> {
    pub(super) async fn run(&self) -> Result<Credentials, CredentialsError> {
        if self.with_variables
            && let Some(keys) = environment::load(self.machine)?
        {
            return Ok(keys);
        }
        if let Some(keys) = self.chosen().await? {
            return Ok(keys);
        }
        if let Some(keys) = self.container().await? {
            return Ok(keys);
        }
        match self.instance().await? {
            Some(keys) => Ok(keys),
            None => Err(nothing::found(self)),
        }
    }

    async fn chosen(&self) -> Answer {
        match self.settings.chosen() {
            Some(profile) if roles::takes(profile) => roles::load(self, profile).await.map(Some),
            profile => self.of_profile(profile, self.with_variables).await,
        }
    }

    /// The sources of a profile which takes on no role by other keys.
    pub(super) async fn of_profile(
        &self,
        profile: Option<&Profile>,
        with_variables: bool,
    ) -> Answer {
        if let Some(keys) = web_identity::load(self, profile, with_variables).await? {
            return Ok(Some(keys));
        }
        let Some(profile) = profile else {
            return Ok(None);
        };
        if profile.has("sso_role_name") || profile.has("sso_account_id") {
            return sso::load(self, profile).await.map(Some);
        }
        if let Some(keys) = of_file(profile.credentials.as_ref())? {
            return Ok(Some(keys));
        }
        refuse_login(profile)?;
        match self.of_process(profile).await? {
            Some(keys) => Ok(Some(keys)),
            None => of_file(profile.config.as_ref()),
        }
    }

    async fn of_process(&self, profile: &Profile) -> Answer {
        let Some(command) = profile.get("credential_process")? else {
            return Ok(None);
        };
        let keys = process::load(self.machine, &command).await?;
        match profile.some("aws_account_id")? {
            Some(account) if keys.account_id().is_none() => {
                Ok(Some(keys.with_account_id(account.value)))
            }
            _ => Ok(Some(keys)),
        }
    }

    pub(super) async fn container(&self) -> Answer {
        container::load(self.machine).await
    }

    pub(super) async fn instance(&self) -> Answer {
        instance::load(self).await
    }
}

fn of_file(options: Option<&Options>) -> Answer {
    match options {
        Some(options) => Ok(keys::load(options)?),
        None => Ok(None),
    }
}

fn refuse_login(profile: &Profile) -> Result<(), CredentialsError> {
    let Some(session) = profile.get("login_session")? else {
        return Ok(());
    };
    let message = "sign-ins of `aws login` are not supported; let `credential_process` run `aws configure export-credentials`";
    Err(CredentialsError::new(
        Kind::Unsupported,
        session.place(),
        message,
    ))
}
