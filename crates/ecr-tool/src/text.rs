//! The AWS CLI's `text` form: lines of values divided by tabs, for `cut`, `awk` and `while read`.
//!
//! A structure's plain values stand on one line, sorted by member name; what it holds beside them follows on lines of their own,
//! which begin with the member's name in capitals. In a list every structure has the same columns.

use std::collections::BTreeSet;

use smithy_wire::{Object, Value};

/// A result as lines.
pub(crate) fn text(value: &Value) -> String {
    let mut lines = Lines::default();
    lines.value(value, None);
    lines.out
}

#[derive(Default)]
struct Lines {
    out: String,
}

impl Lines {
    fn value(&mut self, value: &Value, name: Option<&str>) {
        match value {
            Value::Object(members) => self.structure(members, name, None),
            Value::List(values) => self.list(values, name),
            plain => self.line(&[shown(plain)]),
        }
    }

    fn list(&mut self, values: &[Value], name: Option<&str>) {
        if values.iter().any(|value| value.as_object().is_some()) {
            let columns = columns(values);
            for value in values {
                match value.as_object() {
                    Some(members) => self.structure(members, name, Some(&columns)),
                    None => self.value(value, name),
                }
            }
            return;
        }
        let (lists, plain): (Vec<&Value>, Vec<&Value>) =
            values.iter().partition(|value| value.as_list().is_some());
        self.plain(&plain, name);
        lists.into_iter().for_each(|list| self.value(list, name));
    }

    /// A line each under the member's name; without one all on a line.
    fn plain(&mut self, values: &[&Value], name: Option<&str>) {
        let shown = values.iter().map(|value| shown(value));
        match name {
            Some(name) => shown.for_each(|value| self.line(&[name.to_uppercase(), value])),
            None if values.is_empty() => {}
            None => self.line(&shown.collect::<Vec<_>>()),
        }
    }

    fn structure(
        &mut self,
        members: &Object,
        name: Option<&str>,
        columns: Option<&BTreeSet<&str>>,
    ) {
        let own = own_columns(members);
        let columns = columns.unwrap_or(&own);
        let mut cells: Vec<String> = columns
            .iter()
            .map(|column| members.get(column).map_or_else(String::new, shown))
            .collect();
        if !cells.is_empty() {
            if let Some(name) = name {
                cells.insert(0, name.to_uppercase());
            }
            self.line(&cells);
        }
        let rest: BTreeSet<&str> = members.iter().map(|(name, _)| name).collect();
        for member in rest.difference(columns) {
            if let Some(value) = members.get(member) {
                self.value(value, Some(member));
            }
        }
    }

    fn line(&mut self, cells: &[String]) {
        self.out.push_str(&cells.join("\t"));
        self.out.push('\n');
    }
}

fn columns(values: &[Value]) -> BTreeSet<&str> {
    let structures = values.iter().filter_map(Value::as_object);
    structures.flat_map(own_columns).collect()
}

fn own_columns(members: &Object) -> BTreeSet<&str> {
    let plain = members
        .iter()
        .filter(|(_, value)| value.as_object().is_none() && value.as_list().is_none());
    plain.map(|(name, _)| name).collect()
}

/// A plain value as Python shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_json(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(json: &str) -> String {
        text(&Value::from_json(json).expect("JSON"))
    }

    #[test]
    fn structures_lists_and_plain_values() {
        let images = r#"{"imageDetails":[{"imageTags":["v1","latest"],"imageDigest":"sha256:1","size":3},
            {"imageDigest":"sha256:2","counts":{"HIGH":2}}],"registryId":"x"}"#;
        let expected = "x\n\
            IMAGEDETAILS\tsha256:1\t3\nIMAGETAGS\tv1\nIMAGETAGS\tlatest\n\
            IMAGEDETAILS\tsha256:2\t\nCOUNTS\t2\n";
        assert_eq!(lines(images), expected);
        assert_eq!(lines(r#"["v1","v2"]"#), "v1\tv2\n");
        assert_eq!(lines(r#"[["v1",1],["v2",null]]"#), "v1\t1\nv2\tNone\n");
        assert_eq!(lines("true"), "True\n");
        assert_eq!(lines("[]"), "");
    }
}
