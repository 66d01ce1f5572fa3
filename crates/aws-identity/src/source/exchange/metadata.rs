//! Keys as the metadata services of containers and instances write them.

use smithy_wire::Value;

use super::json::{missing, text};
use crate::source::time;
use crate::{Credentials, CredentialsError, Kind};

/// Reads keys, which have to be whole.
pub(in crate::source) fn credentials(
    whom: &str,
    value: &Value,
) -> Result<Credentials, CredentialsError> {
    let member = |name| text(value, name).ok_or_else(|| missing(whom, name));
    let credentials = Credentials::new(member("AccessKeyId")?, member("SecretAccessKey")?)
        .with_session_token(member("Token")?);
    let expires = time::parse(member("Expiration")?).ok_or_else(|| {
        let message = "the member Expiration of its answer is no time";
        CredentialsError::new(Kind::Unreadable, whom, message)
    })?;
    let credentials = credentials.with_expiry(expires);
    Ok(match text(value, "AccountId") {
        Some(account) => credentials.with_account_id(account),
        None => credentials,
    })
}
