//! A role that is taken on with the token of another identity.

use super::lookup::Lookup;
use crate::config::Profile;
use crate::given::variable;
use crate::{Credentials, CredentialsError, Kind};

#[cfg(not(feature = "sts"))]
use super::left_out::sts;
#[cfg(feature = "sts")]
use super::sts;

/// What variables and profile say about it.
#[cfg_attr(
    not(feature = "sts"),
    allow(dead_code, reason = "whoever asks is told of the feature")
)]
pub(super) struct Identity {
    pub(super) token_file: String,
    pub(super) role_arn: String,
    pub(super) session_name: Option<String>,
}

/// Takes on the role; `None` where no token is spoken of.
pub(super) async fn load(
    lookup: &Lookup<'_>,
    profile: Option<&Profile>,
    with_variables: bool,
) -> Result<Option<Credentials>, CredentialsError> {
    match identity(lookup, profile, with_variables)? {
        Some(identity) => sts::with_token(lookup, identity).await.map(Some),
        None => Ok(None),
    }
}

/// Each of the three comes from its variable, or else from the profile.
fn identity(
    lookup: &Lookup<'_>,
    profile: Option<&Profile>,
    with_variables: bool,
) -> Result<Option<Identity>, CredentialsError> {
    let find = |name: &str, option: &str| -> Result<Option<String>, CredentialsError> {
        let named = with_variables
            .then(|| variable(lookup.machine, name))
            .flatten();
        let (None, Some(profile)) = (&named, profile) else {
            return Ok(named);
        };
        Ok(profile.some(option)?.map(|found| found.value.to_owned()))
    };
    let Some(token_file) = find("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file")? else {
        return Ok(None);
    };
    let role_arn = find("AWS_ROLE_ARN", "role_arn")?.ok_or_else(no_role)?;
    let session_name = find("AWS_ROLE_SESSION_NAME", "role_session_name")?;
    Ok(Some(Identity {
        token_file,
        role_arn,
        session_name,
    }))
}

fn no_role() -> CredentialsError {
    CredentialsError::new(
        Kind::Configuration,
        "the token of another identity",
        "a file with a token is named and no role; set AWS_ROLE_ARN beside AWS_WEB_IDENTITY_TOKEN_FILE, or `role_arn` beside `web_identity_token_file`",
    )
}
