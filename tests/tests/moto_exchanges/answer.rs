//! What was read of an answer is what was sent.

use ecr::Timestamp;
use serde_json::Value;

/// Compares what serde writes of a response with the body it was read from.
pub(crate) fn same(read: &Value, sent: &str, path: &str) {
    let sent: Value = serde_json::from_str(sent).expect("a body");
    compare(read, &sent, path);
}

fn compare(read: &Value, sent: &Value, path: &str) {
    match (read, sent) {
        (Value::Object(read), Value::Object(sent)) => {
            for (name, sent) in sent {
                if sent.is_null() {
                    assert_eq!(read.get(name), None, "{path}.{name}");
                    continue;
                }
                let read = read
                    .get(name)
                    .unwrap_or_else(|| panic!("{path}.{name} is lost"));
                compare(read, sent, &format!("{path}.{name}"));
            }
            let invented = read.keys().find(|name| !sent.contains_key(*name));
            assert_eq!(invented, None, "{path}");
        }
        (Value::Array(read), Value::Array(sent)) => {
            assert_eq!(read.len(), sent.len(), "{path}");
            let pairs = read.iter().zip(sent);
            pairs.for_each(|(read, sent)| compare(read, sent, &format!("{path}[]")));
        }
        (Value::String(read), Value::Number(sent)) => moment(read, &sent.to_string(), path),
        _ => assert_eq!(read, sent, "{path}"),
    }
}

fn moment(read: &str, sent: &str, path: &str) {
    let read: Timestamp = serde_json::from_value(read.into()).expect("a moment");
    assert_eq!(Timestamp::from_epoch_text(sent), Ok(read), "{path}");
}
