//! Token rows: the codec, both ways.

use smithy_pagination::codec::{decode, encode};
use smithy_wire::json::BLOB_MARK;
use smithy_wire::{Object, Value};

use super::rows::{NULL, Row};
use super::verdict::Verdict;

/// Runs a row and judges it.
pub fn judge(row: &Row) -> Verdict {
    match check(row) {
        Ok(()) => Verdict::Passed,
        Err(why) => Verdict::failed(row, &[], why),
    }
}

fn check(row: &Row) -> Result<(), String> {
    let encoded = row.get("encoded").as_str().unwrap_or_default();
    let decoded = with_bytes(row.get("decoded"));
    let decoded = || {
        let object = decoded.as_object();
        object.ok_or_else(|| "the row has no decoded object".to_owned())
    };
    match row.get("direction").as_str() {
        Some("both") => {
            encodes(decoded()?, encoded)?;
            decodes(encoded, decoded()?).map(drop)
        }
        Some("decode") => {
            let found = decodes(encoded, decoded()?)?;
            encodes(&found, row.get("reencoded").as_str().unwrap_or_default())
        }
        Some("encode") => {
            encodes(decoded()?, encoded)?;
            let back = decodes(encoded, decoded()?).is_err();
            back.then_some(())
                .ok_or_else(|| "it came back from its text".to_owned())
        }
        Some("reject") => rejects(encoded, row.get("error").get("falls_back").unwrap_or(NULL)),
        other => Err(format!("unknown direction {other:?}")),
    }
}

/// Bytes as the codec has them; a row has them as `{"$bytes": BASE64}`.
fn with_bytes(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(with_bytes).collect()),
        Value::Object(members) => {
            let is_bytes = members.len() == 1 && members.contains("$bytes");
            let name = |name| if is_bytes { BLOB_MARK } else { name };
            let members = members.iter();
            Value::Object(
                members
                    .map(|(own, value)| (name(own), with_bytes(value)))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

fn encodes(token: &Object, text: &str) -> Result<(), String> {
    let found = encode(token);
    (found == text)
        .then_some(())
        .ok_or_else(|| format!("encoded as {found}"))
}

fn decodes(text: &str, token: &Object) -> Result<Object, String> {
    let found = decode(text).map_err(|error| error.to_string())?;
    // The order of members counts, and so does the spelling of numbers that Python tells apart.
    let same = is_same(&Value::Object(found.clone()), &Value::Object(token.clone()));
    same.then_some(())
        .ok_or_else(|| format!("decoded as {}", Value::Object(found.clone()).to_json()))?;
    Ok(found)
}

fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b.iter())
                    .all(|((a, x), (b, y))| a == b && is_same(x, y))
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(x, y)| is_same(x, y))
        }
        (Value::Number(x), Value::Number(y)) => x == y && x.is_integer() == y.is_integer(),
        (a, b) => a == b,
    }
}

fn rejects(text: &str, falls_back: &Value) -> Result<(), String> {
    match decode(text) {
        Ok(found) => Err(format!("decoded as {}", Value::Object(found).to_json())),
        Err(error) if Some(error.is_service_token()) != falls_back.as_bool() => {
            Err(format!("rejected, but the wrong way: {error}"))
        }
        Err(_) => Ok(()),
    }
}
