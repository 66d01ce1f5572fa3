//! Keys in answers of JSON.

use smithy_wire::Value;

use super::time;
use crate::{Credentials, CredentialsError, Kind};

/// The value of a body, if it is one.
pub(super) fn value(body: &[u8]) -> Option<Value> {
    Value::from_json(std::str::from_utf8(body).ok()?).ok()
}

/// A member that is a text and not empty.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// A code as services have them, and nothing else: it is shown.
pub(super) fn plain(code: &str) -> Option<String> {
    const LONGEST: usize = 64;
    let code = code.rsplit('#').next().unwrap_or(code);
    let code = code.split(':').next().unwrap_or(code);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let fits = (1..=LONGEST).contains(&code.len());
    (fits && code.bytes().all(is_plain)).then(|| code.to_owned())
}

/// Keys as the metadata services of containers and instances write them.
pub(super) fn credentials(whom: &str, value: &Value) -> Result<Credentials, CredentialsError> {
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

pub(super) fn missing(whom: &str, name: &str) -> CredentialsError {
    let message = format!("its answer has no {name}");
    CredentialsError::new(Kind::Unreadable, whom, message)
}
