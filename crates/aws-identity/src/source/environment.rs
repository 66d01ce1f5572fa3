//! Keys in the environment.

use super::time;
use crate::given::variable;
use crate::{Credentials, CredentialsError, Kind, Machine};

const EXPIRATION: &str = "AWS_CREDENTIAL_EXPIRATION";

/// The keys that variables hold; `None` where `AWS_ACCESS_KEY_ID` is not set.
pub(crate) fn load(machine: &dyn Machine) -> Result<Option<Credentials>, CredentialsError> {
    let Some(id) = variable(machine, "AWS_ACCESS_KEY_ID") else {
        return Ok(None);
    };
    let secret = variable(machine, "AWS_SECRET_ACCESS_KEY").ok_or_else(|| {
        wrong("AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not; set both, or neither")
    })?;
    let mut credentials = Credentials::new(id, secret);
    // The older name goes first, as for boto3.
    let token = variable(machine, "AWS_SECURITY_TOKEN");
    if let Some(token) = token.or_else(|| variable(machine, "AWS_SESSION_TOKEN")) {
        credentials = credentials.with_session_token(token);
    }
    if let Some(account) = variable(machine, "AWS_ACCOUNT_ID") {
        credentials = credentials.with_account_id(account);
    }
    if let Some(text) = variable(machine, EXPIRATION) {
        let expires = time::parse(&text).ok_or_else(|| {
            wrong("AWS_CREDENTIAL_EXPIRATION is no time; write one as 2030-01-31T12:00:00Z")
        })?;
        credentials = credentials.with_expiry(expires);
    }
    Ok(Some(credentials))
}

fn wrong(message: &str) -> CredentialsError {
    CredentialsError::new(Kind::Configuration, "the environment", message)
}
