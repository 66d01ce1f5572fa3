//! Members of answers in JSON.

use smithy_wire::Value;

#[cfg(any(feature = "container", feature = "instance", feature = "sso"))]
use crate::{CredentialsError, Kind};

/// The value of a body, if it is one.
pub(in crate::source) fn value(body: &[u8]) -> Option<Value> {
    Value::from_json(std::str::from_utf8(body).ok()?).ok()
}

/// A member that is a text and not empty.
pub(in crate::source) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// A code as services have them, and nothing else: it is shown.
pub(in crate::source) fn plain(code: &str) -> Option<String> {
    const LONGEST: usize = 64;
    let code = code.rsplit('#').next().unwrap_or(code);
    let code = code.split(':').next().unwrap_or(code);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let fits = (1..=LONGEST).contains(&code.len());
    (fits && code.bytes().all(is_plain)).then(|| code.to_owned())
}

#[cfg(any(feature = "container", feature = "instance", feature = "sso"))]
pub(in crate::source) fn missing(whom: &str, name: &str) -> CredentialsError {
    let message = format!("its answer has no {name}");
    CredentialsError::new(Kind::Unreadable, whom, message)
}
