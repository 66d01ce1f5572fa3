//! Waiters of an operation, as far as there is code for their paths.

mod expression;

use smithy_schema_json::{Entry, Node, NodeKind, Operation, Shape};

use super::names;
use super::scope::Scope;
use crate::ir::ErrorCase;
use crate::ir::waits::{Acceptor, Expression, Holds, Matcher, State, Waiter};
use crate::report::Reason;
use expression::{Is, Maker, Typed};

/// Smithy's pauses where the model gives none, in seconds.
const PAUSE: (u32, u32) = (2, 120);

/// The waiters, and why others are not there.
pub(crate) fn of(
    scope: &Scope<'_>,
    shape: &Shape,
    operation: &Operation,
    errors: &[ErrorCase],
) -> (Vec<Waiter>, Vec<Reason>) {
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
                reasons.push(no_waiter(entry, "the operation is called so"));
            }
            Ok(waiter) => waiters.push(waiter),
            Err(why) => reasons.push(no_waiter(entry, &why)),
        }
    }
    (waiters, reasons)
}

fn no_waiter(entry: &Entry, why: &str) -> Reason {
    Reason::NoWaiter(entry.key().to_owned(), why.to_owned())
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
        let maker = Maker {
            scope: self.scope,
            operation: self.operation,
        };
        let (compared, at) = match (node.get("output"), node.get("inputOutput")) {
            (Some(compared), _) => (compared, maker.response()?),
            (None, Some(compared)) => (compared, exchange()),
            (None, None) => return Err("a matcher is of no kind that is known".to_owned()),
        };
        let text = |name| {
            compared
                .get(name)
                .and_then(Node::as_str)
                .unwrap_or_default()
        };
        let path = text("path");
        let holds = holds(&maker, path, &at, (text("comparator"), text("expected")));
        Ok(Matcher::Response {
            text: path.to_owned(),
            holds: holds.map_err(|reason| format!("`{path}`: {reason}"))?,
        })
    }
}

/// Request and response together; only members of it have code.
fn exchange<'m>() -> Typed<'m> {
    Typed {
        expression: Expression::Response,
        is: Is::Exchange,
    }
}

fn holds<'m>(
    maker: &Maker<'_, 'm>,
    path: &str,
    at: &Typed<'m>,
    (comparator, expected): (&str, &str),
) -> Result<Holds, String> {
    let ast = jmespath::parse(path).map_err(|_| "it is no JMESPath".to_owned())?;
    let Typed { expression, is } = maker.value(&ast, at)?;
    let owned = expected.to_owned();
    match comparator {
        "stringEquals" if matches!(is, Is::Text) => Ok(Holds::Text(expression, owned)),
        "booleanEquals" if matches!(is, Is::Flag) => {
            Ok(Holds::Flag(maker.test(&ast, at)?, expected == "true"))
        }
        "allStringEquals" if is.is_texts() => Ok(Holds::All(expression, owned)),
        "anyStringEquals" if is.is_texts() => Ok(Holds::Some(expression, owned)),
        _ => Err(format!("`{comparator}` does not compare what it gives")),
    }
}

fn seconds(node: &Node, name: &str) -> Option<u32> {
    match node.get(name)?.kind() {
        NodeKind::Number(number) => number.as_i64().and_then(|count| u32::try_from(count).ok()),
        _ => None,
    }
}
