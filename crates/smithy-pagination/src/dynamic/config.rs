//! Reading botocore's paginator configuration.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use smithy_wire::{Object, Value};

use super::DynamicPaginator;
use super::path::{Expression, KeyPath};
use crate::config_error::ConfigError;
use crate::paginated::LimitKind;

impl DynamicPaginator {
    /// Reads one operation's entry of a `paginators-1.json`.
    ///
    /// | member | |
    /// | --- | --- |
    /// | `input_token`, `output_token` | a text or a list: request members, and paths `a.b`, `a[-1].b`, `a \|\| b` into the response |
    /// | `result_key` | a text or a list of paths `a.b`; the first is the one that item caps count |
    /// | `limit_key` | the request member for the page size |
    /// | `blob_members` | names under which texts of a token, and texts in lists there, are bytes in base64: `["B", "BS"]` for DynamoDB's values; not of botocore, which asks the service model |
    /// | `limit_key_type` | `integer` or `string`; not of botocore, which asks the service model. An integer if absent |
    /// | `more_results` | a path; the listing ends where its value is false in Python |
    /// | `non_aggregate_keys` | paths `a.b` that the full result takes from the first page |
    ///
    /// Other members are ignored.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Member`] for a member that is absent, of the wrong type, or no such path;
    /// for result keys that contain one another; for token lists of different length.
    pub fn from_json(operation: impl Into<String>, config: &Value) -> Result<Self, ConfigError> {
        let Value::Object(config) = config else {
            return Err(ConfigError::member(
                "paginator",
                "write an object with input_token, output_token and result_key",
            ));
        };
        let (primary, secondary) = result_keys(config)?;
        let limit_key = text(config, "limit_key")?.map(String::from);
        let (input_tokens, output_tokens) = tokens(config)?;
        Ok(DynamicPaginator {
            operation: operation.into(),
            input_tokens,
            output_tokens,
            more_results: text(config, "more_results")?
                .map(|path| expression("more_results", path))
                .transpose()?,
            primary,
            secondary,
            blobs: optional_texts(config, "blob_members")?
                .into_iter()
                .map(String::from)
                .collect(),
            limit: limit(config, limit_key.is_some())?,
            limit_key,
            non_aggregate: key_paths(
                "non_aggregate_keys",
                optional_texts(config, "non_aggregate_keys")?,
            )?,
        })
    }
}

fn tokens(config: &Object) -> Result<(Vec<Cow<'static, str>>, Vec<Expression>), ConfigError> {
    let inputs = texts(config, "input_token")?;
    let outputs = texts(config, "output_token")?;
    if inputs.len() != outputs.len() {
        let problem = format!(
            "has {} entries, input_token has {}; give one for each",
            outputs.len(),
            inputs.len()
        );
        return Err(ConfigError::member("output_token", problem));
    }
    if let Some(twice) = inputs
        .iter()
        .enumerate()
        .find_map(|(at, name)| inputs.iter().skip(at + 1).find(|other| *other == name))
    {
        return Err(ConfigError::member(
            "input_token",
            format!("names {twice} twice"),
        ));
    }
    let outputs = outputs
        .into_iter()
        .map(|path| expression("output_token", path))
        .collect::<Result<_, _>>()?;
    Ok((
        inputs
            .into_iter()
            .map(|name| Cow::Owned(name.to_string()))
            .collect(),
        outputs,
    ))
}

fn result_keys(config: &Object) -> Result<(KeyPath, Vec<KeyPath>), ConfigError> {
    let mut keys = key_paths("result_key", texts(config, "result_key")?)?.into_iter();
    let Some(primary) = keys.next() else {
        return Err(ConfigError::member("result_key", "name at least one"));
    };
    let secondary: Vec<KeyPath> = keys.collect();
    let mut before = alloc::vec![&primary];
    for key in &secondary {
        if let Some(other) = before.iter().find(|other| other.overlaps(key)) {
            let problem = format!(
                "{} and {} contain one another; name one of them",
                other.as_str(),
                key.as_str()
            );
            return Err(ConfigError::member("result_key", problem));
        }
        before.push(key);
    }
    Ok((primary, secondary))
}

fn limit(config: &Object, has_key: bool) -> Result<LimitKind, ConfigError> {
    let kind = match text(config, "limit_key_type")? {
        None | Some("integer") => LimitKind::Integer,
        Some("string") => LimitKind::Text,
        Some(_) => {
            return Err(ConfigError::member(
                "limit_key_type",
                "write integer or string",
            ));
        }
    };
    Ok(if has_key { kind } else { LimitKind::None })
}

fn expression(member: &str, text: &str) -> Result<Expression, ConfigError> {
    Expression::parse(text).ok_or_else(|| {
        ConfigError::member(
            member,
            format!("{text} is none of the paths a.b, a[-1].b, a || b"),
        )
    })
}

fn key_paths(member: &str, texts: Vec<&str>) -> Result<Vec<KeyPath>, ConfigError> {
    let path = |text: &str| {
        KeyPath::parse(text)
            .ok_or_else(|| ConfigError::member(member, format!("{text} is no path like a.b")))
    };
    texts.into_iter().map(path).collect()
}

fn text<'c>(config: &'c Object, member: &str) -> Result<Option<&'c str>, ConfigError> {
    match config.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(ConfigError::member(member, "write a text")),
    }
}

fn texts<'c>(config: &'c Object, member: &str) -> Result<Vec<&'c str>, ConfigError> {
    match optional_texts(config, member)? {
        texts if texts.is_empty() => Err(ConfigError::member(
            member,
            "is missing; write a text or a list of texts",
        )),
        texts => Ok(texts),
    }
}

fn optional_texts<'c>(config: &'c Object, member: &str) -> Result<Vec<&'c str>, ConfigError> {
    let wrong = || ConfigError::member(member, "write a text or a list of texts");
    match config.get(member) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(alloc::vec![text]),
        Some(Value::List(values)) => values
            .iter()
            .map(|value| as_text(value).ok_or_else(wrong))
            .collect(),
        Some(_) => Err(wrong()),
    }
}

fn as_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
