//! Pages put together into one response.

use alloc::format;

use smithy_wire::{Object, Value};

use super::DynamicPaginator;
use super::number::sum;
use super::path::KeyPath;
use crate::paginated::Aggregate;
use crate::refused::Refused;

/// Where the non-aggregate part waits in the unfinished whole; no member that a path can name.
const PART: &str = "(non-aggregate part)";

impl DynamicPaginator {
    /// The values of the non-aggregate keys on a page, absent ones as null; botocore's `non_aggregate_part` for the first page.
    pub fn non_aggregate_part(&self, page: &Value) -> Value {
        let mut part = Value::Object(Object::new());
        for key in &self.non_aggregate {
            key.set(&mut part, key.get(page).cloned().unwrap_or_default());
        }
        part
    }

    /// botocore notes a non-aggregate key inside another in the very object it noted before, which is the page's:
    /// the key stands on the first page then, as null where the service left it out.
    pub(super) fn write_nested_non_aggregate(&self, page: &mut Value) {
        for (number, key) in self.non_aggregate.iter().enumerate() {
            let noted = self.non_aggregate.iter().take(number);
            let mut outer = noted.filter(|outer| outer.contains(key));
            if outer.any(|outer| matches!(outer.get(page), Some(Value::Object(_)))) {
                let value = key.take(page);
                key.set(page, value);
            }
        }
    }
}

impl Aggregate for DynamicPaginator {
    fn begin(&self, mut first: Value) -> Value {
        let mut part = self.non_aggregate_part(&first);
        let mut whole = Value::Object(Object::new());
        for key in self.keys() {
            match key.take(&mut first) {
                Value::Null => {}
                value => key.set(&mut whole, value),
            }
            // A list under a non-aggregate key is the very list that grows.
            if let Some(Value::List(_)) = key.get(&part) {
                key.remove(&mut part);
            }
        }
        if let Value::Object(members) = &mut whole {
            members.insert(PART, part);
        }
        whole
    }

    fn absorb(&self, whole: &mut Value, mut page: Value) {
        for key in self.keys() {
            match key.take(&mut page) {
                Value::Null => {}
                value => add(key, whole, value),
            }
        }
    }

    fn finish(&self, whole: &mut Value) {
        if let Value::Object(members) = whole
            && let Some(part) = members.remove(PART)
        {
            merge(whole, part);
        }
    }

    fn compatible(&self, whole: &Value, page: &Value) -> Result<(), Refused> {
        match self
            .keys()
            .find(|key| !can_add(key.get(whole), key.get(page)))
        {
            None => Ok(()),
            Some(key) => Err(Refused::new(format!(
                "{} is of another type than on the pages before",
                key.as_str()
            ))),
        }
    }
}

/// Lists are extended, texts joined, numbers summed; an object stays as it first was.
fn add(key: &KeyPath, whole: &mut Value, value: Value) {
    let new = match (key.take(whole), value) {
        (Value::Null, value) => value,
        (Value::List(mut items), Value::List(more)) => {
            items.extend(more);
            Value::List(items)
        }
        (Value::String(text), Value::String(more)) => Value::String(text + &more),
        (old, more) => sum(&old, &more).unwrap_or(old),
    };
    key.set(whole, new);
}

fn can_add(whole: Option<&Value>, page: Option<&Value>) -> bool {
    use Value::{Bool, List, Number, Object, String};
    match (whole, page) {
        (None, _) | (_, None | Some(Object(_))) => true,
        (Some(List(_)), Some(List(_))) | (Some(String(_)), Some(String(_))) => true,
        (Some(whole), Some(page)) => {
            matches!((whole, page), (Number(_) | Bool(_), Number(_) | Bool(_)))
        }
    }
}

/// Objects are merged member by member, everything else replaces; but an absent value erases nothing that was collected.
fn merge(whole: &mut Value, part: Value) {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            for (name, value) in part {
                merge(whole.entry(name), value);
            }
        }
        (_, Value::Null) => {}
        (whole, part) => *whole = part,
    }
}
