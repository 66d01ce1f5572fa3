//! What a profile says of its sign-in.

use super::lookup::Lookup;
use crate::config::{Options, Profile};
use crate::source::sso::{self, Services, SignIn};
use crate::{ConfigError, Credentials, CredentialsError};

/// The keys of the role that the sign-in gives.
pub(super) async fn load(
    lookup: &Lookup<'_>,
    profile: &Profile,
) -> Result<Credentials, CredentialsError> {
    sso::load(lookup.machine, &sign_in(lookup, profile)?).await
}

fn sign_in(lookup: &Lookup<'_>, profile: &Profile) -> Result<SignIn, ConfigError> {
    let session = session(lookup, profile)?;
    let options = session.as_ref().map(|(_, options)| *options);
    let needed = |name: &str| needed(profile, options, name);
    Ok(SignIn {
        start_url: needed("sso_start_url")?,
        region: needed("sso_region")?,
        account_id: needed("sso_account_id")?,
        role_name: needed("sso_role_name")?,
        session: session.map(|(name, _)| name),
        services: services(lookup)?,
    })
}

fn services(lookup: &Lookup<'_>) -> Result<Services, ConfigError> {
    let settings = &lookup.settings;
    Ok(Services {
        portal: settings.endpoint_url("sso")?,
        oidc: settings.endpoint_url("sso-oidc")?,
        fips: settings.fips(),
        dual_stack: settings.dual_stack(),
    })
}

/// The section that `sso_session` names. What it and the profile both say has to be the same.
fn session<'a>(
    lookup: &'a Lookup<'_>,
    profile: &Profile,
) -> Result<Option<(String, &'a Options)>, ConfigError> {
    let Some(name) = profile.get("sso_session")? else {
        return Ok(None);
    };
    let options = lookup.settings.shared().sso_session(name.value);
    let options = options.ok_or_else(|| {
        name.error("`sso_session` names a section that is nowhere; begin it with `[sso-session NAME]`, or run `aws configure sso`")
    })?;
    for option in options.names().filter(|option| profile.has(option)) {
        let (here, there) = (profile.get(option)?, options.get(option)?);
        if let (Some(here), Some(there)) = (here, there)
            && here.value != there.value
        {
            return Err(here.error(format!(
                "the same option has another value at {}; take one of them out",
                there.place()
            )));
        }
    }
    Ok(Some((name.value.to_owned(), options)))
}

fn needed(profile: &Profile, session: Option<&Options>, name: &str) -> Result<String, ConfigError> {
    let found = match profile.some(name)? {
        Some(found) => Some(found),
        None => session.map_or(Ok(None), |options| options.some(name))?,
    };
    let found = found.ok_or_else(|| {
        profile.error(format!(
            "is a sign-in without `{name}`; add it, or run `aws configure sso`"
        ))
    })?;
    Ok(found.value.to_owned())
}
