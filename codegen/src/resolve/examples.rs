//! The examples that a model gives of its operations, `smithy.api#examples`, as tests of what is sent and received.
//!
//! A request written by hand in the model must be the one that the typed request writes, and the response of the model
//! must be read as what it says.

use smithy_schema_json::{Node, NodeKind, Object, Operation, Shape, ShapeId};

use super::members::Owner;
use super::scope::Scope;
use super::{cases, errors, literal, names, on_wire};
use crate::ir::{Case, CaseKind};
use crate::report::{Reason, Skipped};

const EXAMPLES: &str = "smithy.api#examples";

/// What examples leave out: calls go to no host in particular.
const HOST: &str = "example.com";

/// Two tests an example, what is sent and what comes, and those that there cannot be, with the reason.
pub(crate) fn all(scope: &Scope<'_>, operations: &[&Shape]) -> (Vec<Case>, Vec<Skipped>) {
    let (mut tests, mut skipped) = (Vec::new(), Vec::new());
    for (place, shape) in operations.iter().enumerate() {
        let Some(operation) = shape.as_operation() else {
            continue;
        };
        for (number, node) in examples(shape).iter().enumerate() {
            let example = Example {
                scope,
                shape,
                operation,
                node,
            };
            for kind in [example.sent(), example.received()].into_iter().flatten() {
                match kind {
                    Ok(kind) => tests.push(Case {
                        name: format!("{}_{number}", names::snake(shape.id().name())),
                        operation: place,
                        kind,
                    }),
                    Err(reason) => skipped.push(example.skipped(&reason)),
                }
            }
        }
    }
    (tests, skipped)
}

fn examples(shape: &Shape) -> &[Node] {
    let examples = shape.traits().get(EXAMPLES);
    examples.and_then(Node::as_array).unwrap_or_default()
}

struct Example<'s, 'm> {
    scope: &'s Scope<'m>,
    shape: &'m Shape,
    operation: &'m Operation,
    node: &'m Node,
}

type Kind = Option<Result<CaseKind, String>>;

impl Example<'_, '_> {
    fn skipped(&self, reason: &str) -> Skipped {
        let title = self.node.get("title").and_then(Node::as_str);
        let title = title.unwrap_or_default().to_owned();
        Skipped::new(self.shape.id(), Reason::NoExample(title, reason.to_owned()))
    }

    fn sent(&self) -> Kind {
        let given = self.object("input")?;
        Some(self.request(given))
    }

    fn request(&self, given: &Object) -> Result<CaseKind, String> {
        let shape = self.scope.model.get(&self.operation.input);
        let shape = shape.ok_or("the operation has no input")?;
        let params = literal::fields(self.scope, shape, Owner::Request, given)?;
        let arguments = cases::arguments(shape, &params)?;
        Ok(CaseKind::Sent {
            arguments,
            params,
            method: "POST".to_owned(),
            uri: "/".to_owned(),
            host: HOST.to_owned(),
            resolved_host: self.resolved_host(given),
            headers: Vec::new(),
            forbidden: Vec::new(),
            body: Some(self.body(&self.operation.input, given)?),
        })
    }

    fn received(&self) -> Kind {
        match self.node.get("error") {
            Some(error) => Some(self.refusal(error)),
            None => Some(self.response(self.object("output")?)),
        }
    }

    fn response(&self, given: &Object) -> Result<CaseKind, String> {
        let output = &self.operation.output;
        let shape = self.scope.model.get(output);
        let shape = shape.ok_or("the operation has no output")?;
        Ok(CaseKind::Received {
            params: literal::fields(self.scope, shape, Owner::Lenient, given)?,
            code: 200,
            headers: Vec::new(),
            body: self.body(output, given)?,
            error: None,
        })
    }

    fn refusal(&self, error: &Node) -> Result<CaseKind, String> {
        let id = error.get("shapeId").and_then(Node::as_str);
        let id = id.ok_or("it names no error")?;
        let ids = errors::ids(self.scope, &self.operation.errors);
        let place = ids.iter().position(|known| *known == *id);
        let place = place.ok_or_else(|| format!("the operation has no error `{id}`"))?;
        let shape = ids.get(place).and_then(|id| self.scope.model.get(id));
        let shape = shape.ok_or_else(|| format!("the operation has no error `{id}`"))?;
        let none = Object::new();
        let given = error.get("content").and_then(Node::as_object);
        let given = given.unwrap_or(&none);
        let code = shape.id().name().to_owned();
        Ok(CaseKind::Received {
            params: literal::fields(self.scope, shape, Owner::Error, given)?,
            code: 400,
            headers: vec![("x-amzn-errortype".to_owned(), code)],
            body: self.body(shape.id(), given)?,
            error: Some(place),
        })
    }

    fn object(&self, name: &str) -> Option<&Object> {
        self.node.get(name).and_then(Node::as_object)
    }

    fn body(&self, id: &ShapeId, given: &Object) -> Result<String, String> {
        let given = Node::new(NodeKind::Object(given.clone()));
        Ok(on_wire::members(self.scope, id, &given)?.to_string())
    }

    fn resolved_host(&self, given: &Object) -> Option<String> {
        let mut host = self.shape.traits().host_prefix()?.to_owned();
        for entry in given {
            let text = entry.value().as_str().unwrap_or_default();
            host = host.replace(&format!("{{{}}}", entry.key()), text);
        }
        Some(host + HOST)
    }
}
