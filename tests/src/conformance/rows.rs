//! A recorded row, and the few questions everything else asks of it.

use smithy_wire::json::LocatedError;
use smithy_wire::{Object, Value};

/// What an absent member reads as.
pub const NULL: &Value = &Value::Null;

/// One line of a vector file.
#[derive(Clone, Debug)]
pub struct Row {
    value: Value,
}

impl Row {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// [`LocatedError`] if it is no JSON.
    pub fn parse(line: &str) -> Result<Row, LocatedError> {
        Value::from_json(line).map(|value| Row { value })
    }

    /// A member of the row; null if it has none of that name.
    pub fn get(&self, name: &str) -> &Value {
        self.value.get(name).unwrap_or(NULL)
    }

    /// The row's identifier, unique in its file.
    pub fn id(&self) -> &str {
        self.get("id").as_str().unwrap_or("(no id)")
    }

    /// Whether the row has this tag.
    pub fn has(&self, tag: &str) -> bool {
        list(self.get("tags"))
            .iter()
            .any(|found| found.as_str() == Some(tag))
    }

    /// The first of these tags that the row has.
    pub fn first_of(&self, tags: &[&'static str]) -> Option<&'static str> {
        tags.iter().copied().find(|tag| self.has(tag))
    }

    /// A member of the paginator's configuration as texts, whether it is one text, a list, or absent.
    pub fn paginator(&self, member: &str) -> Vec<&str> {
        texts(self.get("paginator").get(member).unwrap_or(NULL))
    }

    /// A member of what the caller asked for, such as `MaxItems`.
    pub fn config(&self, member: &str) -> &Value {
        self.get("config").get(member).unwrap_or(NULL)
    }

    /// The same row, started by this token.
    #[must_use]
    pub fn with_starting_token(&self, token: &str) -> Row {
        let mut row = self.clone();
        let config = row.value.as_object_mut().map(|row| row.entry("config"));
        if let Some(config) = config.and_then(Value::as_object_mut) {
            config.insert("StartingToken", token);
        }
        row
    }

    /// What the service answers, in order.
    pub fn responses(&self) -> &[Value] {
        list(self.get("responses"))
    }

    /// A member of what botocore did.
    pub fn expect(&self, member: &str) -> &Value {
        self.get("expect").get(member).unwrap_or(NULL)
    }
}

/// The elements of a list; none of anything else.
pub fn list(value: &Value) -> &[Value] {
    value.as_list().unwrap_or_default()
}

/// One text or a list of texts.
pub fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        value => list(value).iter().filter_map(Value::as_str).collect(),
    }
}

/// An object of these members.
pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Object {
    let mut object = Object::new();
    for (name, value) in members {
        object.insert(name, value);
    }
    object
}
