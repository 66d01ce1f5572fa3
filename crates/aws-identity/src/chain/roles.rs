//! Roles that are taken on with other keys, one after the other.

use std::time::Duration;

use super::lookup::Lookup;
use super::unexpired;
use crate::config::{Found, Profile, Shared, shown};
use crate::source::environment;
use crate::{ConfigError, Credentials, CredentialsError, Kind};

#[cfg(not(feature = "sts"))]
use super::left_out::sts;
#[cfg(feature = "sts")]
use super::sts;

/// A role, as a profile describes it.
#[cfg_attr(
    not(feature = "sts"),
    allow(dead_code, reason = "whoever asks is told of the feature")
)]
pub(super) struct Role {
    pub(super) arn: String,
    pub(super) session_name: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) duration: Option<Duration>,
}

/// Whose keys the first role is taken on with.
enum Start<'a> {
    Profile(&'a Profile),
    Source(Named, Found<'a>),
}

/// The sources that `credential_source` can name.
#[derive(Clone, Copy)]
enum Named {
    Environment,
    Container,
    Instance,
}

/// Whether a profile takes on a role with other keys.
pub(super) fn takes(profile: &Profile) -> bool {
    profile.has("role_arn") && !profile.has("web_identity_token_file")
}

fn has_keys(profile: &Profile) -> bool {
    profile.has("aws_access_key_id") || profile.has("aws_secret_access_key")
}

/// Takes on the role of a profile, and before it those of the profiles it leads to.
pub(super) async fn load(
    lookup: &Lookup<'_>,
    profile: &Profile,
) -> Result<Credentials, CredentialsError> {
    let (roles, start) = plan(lookup.settings.shared(), profile)?;
    let mut keys = match start {
        Start::Profile(profile) => of_profile(lookup, profile).await?,
        Start::Source(named, found) => of_source(lookup, named, &found).await?,
    };
    for role in roles.into_iter().rev() {
        let with = unexpired(keys, lookup.machine.now())?;
        keys = sts::with_keys(lookup, role, &with).await?;
    }
    Ok(keys)
}

/// Follows `source_profile` to the keys that everything begins with; the role that is wanted comes first.
fn plan<'a>(
    shared: &'a Shared,
    first: &'a Profile,
) -> Result<(Vec<Role>, Start<'a>), CredentialsError> {
    let mut roles = Vec::new();
    let mut visited = vec![first.name.as_str()];
    let mut profile = first;
    loop {
        roles.push(role(profile)?);
        match (
            profile.get("source_profile")?,
            profile.get("credential_source")?,
        ) {
            (Some(_), Some(source)) => return Err(both(&source).into()),
            (None, None) => return Err(neither(profile).into()),
            (None, Some(source)) => return Ok((roles, Start::Source(named(&source)?, source))),
            (Some(source), None) => {
                let next = follow(shared, profile, &source, &visited)?;
                if has_keys(next) || !takes(next) {
                    return Ok((roles, Start::Profile(next)));
                }
                visited.push(&next.name);
                profile = next;
            }
        }
    }
}

/// The profile that `source_profile` names: another one, or the same where it has keys itself.
fn follow<'a>(
    shared: &'a Shared,
    profile: &Profile,
    source: &Found<'_>,
    visited: &[&str],
) -> Result<&'a Profile, ConfigError> {
    let name = source.value;
    let next = shared.profile(name).ok_or_else(|| {
        source.error("`source_profile` names no profile of either file; name one that is there")
    })?;
    let is_itself = name == profile.name;
    if !visited.contains(&name) || (is_itself && has_keys(next)) {
        return Ok(next);
    }
    Err(source.error(match is_itself {
        true => "`source_profile` names its own profile, which has no keys; add `aws_access_key_id` and `aws_secret_access_key`, or name another".to_owned(),
        false => format!("`source_profile` leads round in a circle: {}; let one of them have keys of its own and no role", circle(visited, name)),
    }))
}

fn circle(visited: &[&str], name: &str) -> String {
    let names = visited.iter().copied().chain([name]);
    names.map(shown).collect::<Vec<_>>().join(", ")
}

fn both(source: &Found<'_>) -> ConfigError {
    source.error("`credential_source` stands beside `source_profile`; take one of them out")
}

fn neither(profile: &Profile) -> ConfigError {
    profile.error("has `role_arn` and does not say with whose keys to take it on; add `source_profile` or `credential_source`")
}

fn named(source: &Found<'_>) -> Result<Named, ConfigError> {
    match source.value {
        "Environment" => Ok(Named::Environment),
        "EcsContainer" => Ok(Named::Container),
        "Ec2InstanceMetadata" => Ok(Named::Instance),
        _ => Err(source.error("`credential_source` is no source that there is; write Environment, EcsContainer or Ec2InstanceMetadata")),
    }
}

fn role(profile: &Profile) -> Result<Role, CredentialsError> {
    if let Some(serial) = profile.some("mfa_serial")? {
        return Err(CredentialsError::new(
            Kind::Unsupported,
            serial.place(),
            "`mfa_serial` needs a code, and nobody can be asked for it here; let `credential_process` run a program that asks",
        ));
    }
    let arn = profile.some("role_arn")?;
    let text = |name| -> Result<Option<String>, ConfigError> {
        Ok(profile.some(name)?.map(|found| found.value.to_owned()))
    };
    Ok(Role {
        arn: arn
            .ok_or_else(|| profile.error("has an empty `role_arn`; put the role behind the `=`"))?
            .value
            .to_owned(),
        session_name: text("role_session_name")?,
        external_id: text("external_id")?,
        duration: duration(profile)?,
    })
}

fn duration(profile: &Profile) -> Result<Option<Duration>, ConfigError> {
    let Some(found) = profile.some("duration_seconds")? else {
        return Ok(None);
    };
    match found.value.parse::<u32>() {
        Ok(seconds) => Ok(Some(Duration::from_secs(seconds.into()))),
        Err(_) => {
            Err(found.error("`duration_seconds` is no number of seconds; write one, as 3600"))
        }
    }
}

async fn of_profile(
    lookup: &Lookup<'_>,
    profile: &Profile,
) -> Result<Credentials, CredentialsError> {
    let keys = lookup.of_profile(Some(profile), false).await?;
    keys.ok_or_else(|| {
        let message = "is the `source_profile` of another and has no credentials; add keys, a sign-in or a `credential_process`";
        profile.error(message).into()
    })
}

async fn of_source(
    lookup: &Lookup<'_>,
    named: Named,
    found: &Found<'_>,
) -> Result<Credentials, CredentialsError> {
    let keys = match named {
        Named::Environment => environment::load(lookup.machine)?,
        Named::Container => lookup.container().await?,
        Named::Instance => lookup.instance().await?,
    };
    keys.ok_or_else(|| {
        let remedy = match named {
            Named::Environment => "`credential_source` is the environment, which has no keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            Named::Container => "`credential_source` is the container, which gives no keys; ECS and EKS set AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or …_FULL_URI",
            Named::Instance => "`credential_source` is the instance, whose metadata service gives no keys; see that the instance has a role",
        };
        CredentialsError::new(Kind::NotFound, found.place(), remedy)
    })
}
