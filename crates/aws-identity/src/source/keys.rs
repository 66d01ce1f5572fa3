//! Keys that stand in a file.

use crate::config::Options;
use crate::{ConfigError, Credentials};

const ID: &str = "aws_access_key_id";
const SECRET: &str = "aws_secret_access_key";

/// The keys of a section; `None` where it has no `aws_access_key_id`.
pub(crate) fn load(options: &Options) -> Result<Option<Credentials>, ConfigError> {
    if !options.has(ID) {
        return Ok(None);
    }
    let id = needed(options, ID)?;
    let secret = needed(options, SECRET)?;
    let mut credentials = Credentials::new(id, secret);
    // The older name goes first, as for boto3.
    for name in ["aws_security_token", "aws_session_token"] {
        if let Some(token) = options.some(name)? {
            credentials = credentials.with_session_token(token.value);
            break;
        }
    }
    if let Some(account) = options.some("aws_account_id")? {
        credentials = credentials.with_account_id(account.value);
    }
    Ok(Some(credentials))
}

fn needed<'a>(options: &'a Options, name: &str) -> Result<&'a str, ConfigError> {
    match options.get(name)? {
        Some(found) if found.value.is_empty() => {
            Err(found.error(format!("`{name}` is empty; put the key behind the `=`")))
        }
        Some(found) => Ok(found.value),
        None => Err(options.error(format!(
            "has `{ID}` and no `{name}`; write both in this section, or neither"
        ))),
    }
}
