//! Waiters of an operation, as far as their matchers are about a member, an error, or any answer.

use smithy_schema_json::{Node, NodeKind, Operation, Shape};

use super::names;
use super::paths::{self, Lost};
use super::scope::Scope;
use crate::ir::waits::{Acceptor, Matcher, State, Waiter};
use crate::ir::{ErrorCase, Named, NamedKind, Type};

/// Smithy's pauses where the model gives none, in seconds.
const PAUSE: (u32, u32) = (2, 120);

/// The waiters, and why others are not there.
pub(crate) fn of(
    scope: &Scope<'_>,
    shape: &Shape,
    operation: &Operation,
    errors: &[ErrorCase],
) -> (Vec<Waiter>, Vec<String>) {
    let (mut waiters, mut reasons) = (Vec::new(), Vec::new());
    let entries = shape.traits().waitable().and_then(Node::as_object);
    let operation_type = names::type_name(shape.id().name());
    let reader = Reader {
        scope,
        operation,
        errors,
    };
    for entry in entries.into_iter().flatten() {
        match reader.waiter(entry.key(), entry.value()) {
            Ok(waiter) if waiter.ty == operation_type => {
                reasons.push(format!(
                    "no waiter `{}`: the operation is called so",
                    entry.key()
                ));
            }
            Ok(waiter) => waiters.push(waiter),
            Err(reason) => reasons.push(format!("no waiter `{}`: {reason}", entry.key())),
        }
    }
    (waiters, reasons)
}

struct Reader<'r, 'm> {
    scope: &'r Scope<'m>,
    operation: &'r Operation,
    errors: &'r [ErrorCase],
}

impl Reader<'_, '_> {
    fn waiter(&self, name: &str, node: &Node) -> Result<Waiter, String> {
        let is_name = name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric());
        if !is_name {
            return Err("no type can be called so".to_owned());
        }
        let acceptors = node.get("acceptors").and_then(Node::as_array);
        let acceptors = acceptors.unwrap_or_default().iter();
        let (least, greatest) = PAUSE;
        Ok(Waiter {
            ty: format!("{name}Waiter"),
            wire: name.to_owned(),
            pause: (
                seconds(node, "minDelay").unwrap_or(least),
                seconds(node, "maxDelay").unwrap_or(greatest),
            ),
            acceptors: acceptors
                .map(|acceptor| self.acceptor(acceptor))
                .collect::<Result<_, _>>()?,
        })
    }

    fn acceptor(&self, node: &Node) -> Result<Acceptor, String> {
        let state = match node.get("state").and_then(Node::as_str) {
            Some("success") => State::Success,
            Some("failure") => State::Failure,
            _ => State::Retry,
        };
        let matcher = node.get("matcher").ok_or("an acceptor has no matcher")?;
        Ok(Acceptor {
            state,
            matcher: self.matcher(matcher)?,
        })
    }

    fn matcher(&self, node: &Node) -> Result<Matcher, String> {
        if let Some(response) = node.get("success").and_then(Node::as_bool) {
            return Ok(Matcher::Any { response });
        }
        if let Some(error) = node.get("errorType").and_then(Node::as_str) {
            let name = error.rsplit('#').next().unwrap_or(error);
            let case = self
                .errors
                .iter()
                .find(|case| case.names.ty == name || case.code == name);
            let variant = case.map(|case| case.variant.clone());
            return Ok(Matcher::Error {
                name: name.to_owned(),
                variant,
            });
        }
        let compared = node.get("output").ok_or("it looks at the input too")?;
        let text = |name| {
            compared
                .get(name)
                .and_then(Node::as_str)
                .unwrap_or_default()
        };
        self.compared(text("path"), text("comparator"), text("expected"))
    }

    fn compared(&self, text: &str, comparator: &str, expected: &str) -> Result<Matcher, String> {
        let is_plain =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
        if !text.chars().all(is_plain) {
            return Err(format!("`{text}` is more than a member"));
        }
        let path = paths::path(self.scope, &self.operation.output, text);
        let path = path.map_err(|lost| match lost {
            Lost::Unread => format!("`{text}` cannot be read"),
            Lost::Because(reason) => reason,
        })?;
        let is_choice = |named: &Named| named.kind == NamedKind::Enum;
        match (comparator, &path.last.ty) {
            ("stringEquals", Type::String) => {}
            ("stringEquals", Type::Named(named)) if is_choice(named) => {}
            ("booleanEquals", Type::Boolean) => {
                let expected = expected == "true";
                return Ok(Matcher::Flag { path, expected });
            }
            _ => return Err(format!("`{comparator}` does not compare what `{text}` is")),
        }
        Ok(Matcher::Text {
            path,
            expected: expected.to_owned(),
        })
    }
}

fn seconds(node: &Node, name: &str) -> Option<u32> {
    match node.get(name)?.kind() {
        NodeKind::Number(number) => number.as_i64().and_then(|count| u32::try_from(count).ok()),
        _ => None,
    }
}
