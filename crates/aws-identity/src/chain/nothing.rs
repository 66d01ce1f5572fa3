//! Where was looked in vain, and how each place can be filled.

use std::fmt::Write as _;
use std::io::ErrorKind;

use super::lookup::Lookup;
use crate::given::variable;
use crate::{CredentialsError, Kind};

/// The error where no source has any.
pub(super) fn found(lookup: &Lookup<'_>) -> CredentialsError {
    let mut message = "there are none".to_owned();
    for half in halves(lookup) {
        let _ = write!(message, "; {half}; both are needed");
    }
    message += ". Looked at, and how each can be filled:";
    for place in [
        environment(lookup),
        profile(lookup),
        web_identity(lookup),
        "the container: ECS and EKS set AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI".to_owned(),
        instance(lookup),
    ] {
        // Writing to a string does not fail.
        let _ = write!(message, "\n- {place}");
    }
    CredentialsError::new(Kind::NotFound, "credentials", message)
}

/// A secret key without the key's id, which counts as nothing, as for the AWS CLI; the other way round is an error of its own.
fn halves(lookup: &Lookup<'_>) -> Vec<String> {
    let mut halves = Vec::new();
    if lookup.with_variables && variable(lookup.machine, "AWS_SECRET_ACCESS_KEY").is_some() {
        halves.push("AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not".to_owned());
    }
    if let Some(profile) = lookup.settings.chosen()
        && profile.has("aws_secret_access_key")
    {
        halves.push(format!(
            "the profile `{}` has aws_secret_access_key and no aws_access_key_id",
            profile.name
        ));
    }
    halves
}

fn environment(lookup: &Lookup<'_>) -> String {
    let remedy = match lookup.with_variables {
        true => {
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN with temporary keys"
        }
        false => "not looked at, since a profile was chosen",
    };
    format!("the environment: {remedy}")
}

fn profile(lookup: &Lookup<'_>) -> String {
    let mut text = format!(
        "the profile `{}`: add keys, a role, a sign-in or a `credential_process`, as `aws configure` does",
        lookup.settings.profile()
    );
    for file in lookup.settings.shared().files() {
        let _ = match file.absent {
            Some(ErrorKind::NotFound) => write!(text, "; there is no {}", file.name),
            Some(kind) => write!(text, "; {} cannot be read: {kind}", file.name),
            None => write!(text, "; {} has none", file.name),
        };
    }
    text
}

fn web_identity(lookup: &Lookup<'_>) -> String {
    let remedy = match lookup.with_variables {
        true => "set AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN",
        false => "variables are not looked at, since a profile was chosen",
    };
    format!("the token of another identity: {remedy}")
}

fn instance(lookup: &Lookup<'_>) -> String {
    let remedy = if cfg!(not(feature = "instance")) {
        "left out of this build; turn on the feature `instance` of aws-identity"
    } else if lookup.settings.metadata().disabled() {
        "AWS_EC2_METADATA_DISABLED turns it off"
    } else {
        "no metadata service answered with keys; on EC2, give the instance a role"
    };
    format!("the instance: {remedy}")
}
