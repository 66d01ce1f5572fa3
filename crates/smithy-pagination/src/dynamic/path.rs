//! Paths into JSON values: `a.b` for results, `a[-1].b` and `a || b` for tokens.
//!
//! The part of JMESPath that paginator configurations use, without what a JMESPath library does besides:
//! members stay in order and integers stay integers, or tokens would change their bytes.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem;

use smithy_wire::{Object, Value};

/// A dotted path such as `imageScanFindings.findings`, which can be read and set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyPath {
    text: String,
}

impl KeyPath {
    /// `None` if this is no dotted path.
    pub(super) fn parse(text: &str) -> Option<KeyPath> {
        text.split('.')
            .all(is_name)
            .then(|| KeyPath { text: text.into() })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether one of the two is a part of the other, or both are the same.
    pub(super) fn overlaps(&self, other: &KeyPath) -> bool {
        self.names()
            .zip(other.names())
            .all(|(mine, theirs)| mine == theirs)
    }

    /// Whether the other is a member of what this one leads to, at any depth.
    pub(super) fn contains(&self, other: &KeyPath) -> bool {
        let inner = other.text.strip_prefix(&self.text);
        inner.is_some_and(|rest| rest.starts_with('.'))
    }

    /// The value; null counts as absent.
    pub(super) fn get<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        self.names().try_fold(value, member)
    }

    /// Takes the value out and leaves null in its place; null if there is none.
    pub(super) fn take(&self, value: &mut Value) -> Value {
        self.names()
            .try_fold(value, member_mut)
            .map(mem::take)
            .unwrap_or_default()
    }

    /// Takes the member out altogether.
    pub(super) fn remove(&self, value: &mut Value) {
        let (parents, last) = self.text.rsplit_once('.').unwrap_or(("", &self.text));
        let parent = parents
            .split('.')
            .filter(|name| !name.is_empty())
            .try_fold(value, member_mut);
        if let Some(Value::Object(members)) = parent {
            members.remove(last);
        }
    }

    /// Sets the value and makes absent parents. Where a parent is no object, nothing can be set.
    pub(super) fn set(&self, value: &mut Value, new: Value) {
        let place = self.names().try_fold(value, |value, name| {
            if *value == Value::Null {
                *value = Value::Object(Object::new());
            }
            match value {
                Value::Object(members) => Some(members.entry(name)),
                _ => None,
            }
        });
        if let Some(place) = place {
            *place = new;
        }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.text.split('.')
    }
}

/// Paths tried in turn: `NextMarker || Contents[-1].Key`.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    choices: Vec<Vec<Step>>,
}

#[derive(Clone, Debug)]
enum Step {
    Member(String),
    /// From the end if negative.
    Element(i64),
}

impl Expression {
    /// `None` if this is more than paths with indices and `||`.
    pub(super) fn parse(text: &str) -> Option<Expression> {
        let choices = text
            .split("||")
            .map(|choice| parse_choice(choice.trim()))
            .collect::<Option<_>>()?;
        Some(Expression { choices })
    }

    /// The value of the first choice that JMESPath takes for true, else of the last; null counts as absent.
    pub(super) fn search<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        let mut found = None;
        for choice in &self.choices {
            found = choice
                .iter()
                .try_fold(value, |value, step| step.search(value));
            if found.is_some_and(is_true) {
                break;
            }
        }
        found
    }
}

impl Step {
    fn search<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match self {
            Step::Member(name) => member(value, name),
            Step::Element(index) => element(value, *index),
        }
    }
}

fn parse_choice(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in text.split('.') {
        let (name, indices) = part
            .split_once('[')
            .map_or((part, None), |(name, rest)| (name, Some(rest)));
        if !is_name(name) {
            return None;
        }
        steps.push(Step::Member(name.into()));
        if let Some(indices) = indices {
            for index in indices.strip_suffix(']')?.split("][") {
                steps.push(Step::Element(index.parse().ok()?));
            }
        }
    }
    Some(steps)
}

/// A name as JMESPath has it without quotes.
fn is_name(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(name).filter(|value| **value != Value::Null),
        _ => None,
    }
}

fn member_mut<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    match value {
        Value::Object(members) => members.get_mut(name),
        _ => None,
    }
}

fn element(value: &Value, index: i64) -> Option<&Value> {
    let Value::List(items) = value else {
        return None;
    };
    let from_end = usize::try_from(index.unsigned_abs()).ok()?;
    let place = if index < 0 {
        items.len().checked_sub(from_end)?
    } else {
        from_end
    };
    items.get(place).filter(|value| **value != Value::Null)
}

/// True in JMESPath, where 0 is true and everything empty is false.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}
