//! Waiters: whether the paths in `smithy.waiters#waitable` can be read and lead anywhere; `waits.rs` makes waiters of them.

use jmespath::ast::Ast;
use smithy_schema_json::{Member, Model, Node, Shape, ShapeKind, suggestion};

use crate::error::{Error, Findings};

/// Adds a finding for each path that cannot be read or that leads nowhere.
pub(crate) fn check(model: &Model, operations: &[&Shape], findings: &mut Findings) {
    for shape in operations {
        let waiters = shape.traits().waitable().and_then(Node::as_object);
        for waiter in waiters.into_iter().flatten() {
            let acceptors = waiter.value().get("acceptors").and_then(Node::as_array);
            for acceptor in acceptors.into_iter().flatten() {
                paths(model, shape, acceptor, findings);
            }
        }
    }
}

fn paths(model: &Model, shape: &Shape, acceptor: &Node, findings: &mut Findings) {
    let Some((matcher, operation)) = acceptor.get("matcher").zip(shape.as_operation()) else {
        return;
    };
    let path = |side: &str| matcher.get(side).and_then(|side| side.get("path"));
    let output = model.get(&operation.output);
    let both = [
        (path("output"), output),
        // The input and the output stand in an object of the matcher's own.
        (path("inputOutput"), None),
    ];
    for (node, root) in both {
        let text = node.and_then(|node| Some((node, node.as_str()?)));
        let Some((node, text)) = text else { continue };
        let told = match jmespath::parse(text) {
            Ok(ast) => root.and_then(|root| Walk { model }.end(&ast, Some(root)).err()),
            Err(error) => Some(broken(&error)),
        };
        if let Some((message, remedy)) = told {
            let error = Error::new(shape.id(), message, remedy)
                .expecting("a JMESPath expression over the operation's output");
            findings.push(error.within(model, Some(node.span())));
        }
    }
}

/// What is wrong, and what to do.
type Told = (String, String);

fn broken(error: &jmespath::JmespathError) -> Told {
    let message = format!(
        "the waiter's path is no JMESPath, from its letter {}",
        error.column + 1
    );
    (message, "correct the path".to_owned())
}

struct Walk<'m> {
    model: &'m Model,
}

impl<'m> Walk<'m> {
    /// The shape that an expression gives of a value of this shape; `None` where that is not known.
    fn end(&self, ast: &Ast, at: Option<&'m Shape>) -> Result<Option<&'m Shape>, Told> {
        match ast {
            Ast::Field { name, .. } => self.field(name, at),
            Ast::Subexpr { lhs, rhs, .. } => self.end(rhs, self.end(lhs, at)?),
            Ast::Index { .. } => Ok(self.element(at)),
            Ast::Flatten { node, .. } => {
                let list = self.end(node, at)?;
                // A list of lists becomes one list.
                Ok(self
                    .element(list)
                    .filter(|inner| self.element(Some(inner)).is_some())
                    .or(list))
            }
            Ast::Projection { lhs, rhs, .. } => self
                .end(rhs, self.element(self.end(lhs, at)?))
                .map(|_| None),
            Ast::Comparison { lhs, rhs, .. }
            | Ast::And { lhs, rhs, .. }
            | Ast::Or { lhs, rhs, .. } => {
                self.end(lhs, at)?;
                self.end(rhs, at).map(|_| None)
            }
            Ast::Condition {
                predicate, then, ..
            } => {
                self.end(predicate, at)?;
                self.end(then, at)
            }
            Ast::Not { node, .. } => self.end(node, at).map(|_| None),
            Ast::Function { args, .. } => {
                args.iter()
                    .try_for_each(|part| self.end(part, at).map(drop))?;
                Ok(None)
            }
            Ast::Identity { .. } => Ok(at),
            _ => Ok(None),
        }
    }

    fn field(&self, name: &str, at: Option<&'m Shape>) -> Result<Option<&'m Shape>, Told> {
        let Some(shape) = at
            .filter(|shape| matches!(shape.kind(), ShapeKind::Structure(_) | ShapeKind::Union(_)))
        else {
            return Ok(None);
        };
        let id = shape.id();
        match shape.member(name) {
            Some(member) => Ok(self.model.get(member.target())),
            None if self.model.is_unread(id) || self.model.is_unread(&id.with_member(name)) => {
                Ok(None)
            }
            None => {
                let message = format!("the waiter's path leads nowhere: `{id}` has no `{name}`");
                let remedy = suggestion(name, shape.members().iter().map(Member::name));
                Err((
                    message,
                    remedy.unwrap_or_else(|| "name a member that is there".to_owned()),
                ))
            }
        }
    }

    fn element(&self, list: Option<&'m Shape>) -> Option<&'m Shape> {
        match list?.kind() {
            ShapeKind::List(element) => self.model.get(element.target()),
            _ => None,
        }
    }
}
