//! The protocol tests of a model: `smithy.test#httpRequestTests` and `smithy.test#httpResponseTests`.

use smithy_schema_json::{Entry, Member, Node, NodeKind, Object, Operation, Shape, Source};

use super::members::{self, Owner};
use super::scope::Scope;
use super::{errors, literal};
use crate::ir::{Case, CaseKind, Field, Literal, Version};
use crate::report::{Reason, Skipped};

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";

/// The client's cases of the operations and of the errors they name, and the others with the reason.
pub(crate) fn all(
    scope: &Scope<'_>,
    operations: &[&Shape],
    protocol: Version,
) -> (Vec<Case>, Vec<Skipped>) {
    let mut found = Found {
        scope,
        protocol: protocol.id(),
        cases: Vec::new(),
        skipped: Vec::new(),
    };
    for (index, shape) in operations.iter().enumerate() {
        if let Some(operation) = shape.as_operation() {
            found.operation(index, shape, operation);
        }
    }
    (found.cases, found.skipped)
}

struct Found<'s, 'm> {
    scope: &'s Scope<'m>,
    protocol: &'static str,
    cases: Vec<Case>,
    skipped: Vec<Skipped>,
}

impl Found<'_, '_> {
    fn operation(&mut self, index: usize, shape: &Shape, operation: &Operation) {
        let packed = shape.traits().has("smithy.api#requestCompression");
        self.each(index, shape, REQUESTS, |found, node| {
            if packed {
                return Err(
                    "no body is packed: the trait allows it and does not ask for it".to_owned(),
                );
            }
            if !text(node, "resolvedHost").is_empty() && shape.traits().host_prefix().is_none() {
                return Err(
                    "its host is made of a member by a rule of this one service, which no trait tells"
                        .to_owned(),
                );
            }
            found.sent(operation, node)
        });
        self.each(index, shape, RESPONSES, |found, node| {
            found.received(&operation.output, node, None)
        });
        let errors = errors::ids(self.scope, &operation.errors);
        for (place, error) in errors.iter().enumerate() {
            let Some(shape) = self.scope.model.get(error) else {
                continue;
            };
            self.each(index, shape, RESPONSES, |found, node| {
                found.received(error, node, Some(place))
            });
        }
    }

    fn each(
        &mut self,
        operation: usize,
        shape: &Shape,
        id: &str,
        kind: impl Fn(&Self, &Node) -> Result<CaseKind, String>,
    ) {
        let nodes = shape
            .traits()
            .get(id)
            .and_then(Node::as_array)
            .unwrap_or_default();
        let protocol = self.protocol;
        for node in nodes.iter().filter(|node| is_ours(node, protocol)) {
            let name = text(node, "id");
            if self.cases.iter().any(|case| {
                case.name.eq_ignore_ascii_case(&name) && case.received() == (id == RESPONSES)
            }) {
                continue;
            }
            let outcome = excused(node).map_or_else(|| kind(self, node), Err);
            match outcome {
                Ok(kind) => self.cases.push(Case {
                    name,
                    operation,
                    kind,
                }),
                Err(why) => {
                    let reason = Reason::NoTest(name, why);
                    self.skipped.push(Skipped::new(shape.id(), reason));
                }
            }
        }
    }

    fn sent(&self, operation: &Operation, node: &Node) -> Result<CaseKind, String> {
        let none = Object::new();
        let given = params(node).unwrap_or(&none);
        let shape = self.scope.model.get(&operation.input);
        let shape = shape.ok_or("the operation has no input")?;
        let params = literal::fields(self.scope, shape, Owner::Request, given)?;
        let arguments = arguments(shape, &params)?;
        let host = match text(node, "host").as_str() {
            "" => "example.com".to_owned(),
            host => host.to_owned(),
        };
        Ok(CaseKind::Sent {
            arguments,
            params,
            method: text(node, "method"),
            uri: text(node, "uri"),
            resolved_host: Some(text(node, "resolvedHost")).filter(|host| !host.is_empty()),
            host,
            headers: pairs(node),
            forbidden: texts(node, "forbidHeaders"),
            body: node.get("body").and_then(Node::as_str).map(str::to_owned),
        })
    }

    fn received(
        &self,
        output: &smithy_schema_json::ShapeId,
        node: &Node,
        error: Option<usize>,
    ) -> Result<CaseKind, String> {
        let none = Object::new();
        let given = params(node).unwrap_or(&none);
        let owner = if error.is_some() {
            Owner::Error
        } else {
            Owner::Lenient
        };
        let params = match self.scope.model.get(output) {
            Some(shape) => literal::fields(self.scope, shape, owner, given)?,
            None => Vec::new(),
        };
        let code = node.get("code").and_then(Node::as_i64);
        Ok(CaseKind::Received {
            params,
            code: code.and_then(|code| code.try_into().ok()).unwrap_or(200),
            headers: pairs(node),
            body: text(node, "body"),
            error,
        })
    }
}

/// The values of the arguments of `new`, in the model's order.
///
/// # Errors
///
/// A value is missing.
pub(crate) fn arguments(shape: &Shape, params: &[Field]) -> Result<Vec<Literal>, String> {
    let members = shape.members().iter();
    let asked = members.filter(|member| members::is_asked_for(member));
    let value = |name: &str| {
        let given = params.iter().find(|field| field.wire == name);
        let given = given.map(|field| field.value.clone());
        given.ok_or_else(|| format!("a request cannot be made without `{name}`"))
    };
    asked.map(Member::name).map(value).collect()
}

fn is_ours(node: &Node, protocol: &str) -> bool {
    text(node, "protocol") == protocol && text(node, "appliesTo") != "server"
}

/// Cases about what a client of this design does not do: it adds no member of its own to what is given.
fn excused(node: &Node) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if !text(node, "id").chars().all(is_part) {
        return Some("no function can be called so".to_owned());
    }
    let tags = texts(node, "tags");
    let has = |tag: &str| tags.iter().any(|other| other == tag);
    if has("error-correction") {
        return Some(
            "what a service leaves out stays absent, though the model requires it".to_owned(),
        );
    }
    let filled = has("defaults") && !says_the_same(node);
    filled.then(|| {
        "what is not given stays absent: the service fills in its defaults, which may be newer than the model's".to_owned()
    })
}

/// Whether body and values have the same members.
fn says_the_same(node: &Node) -> bool {
    let body = Node::parse(&Source::new("body", text(node, "body")));
    match (body, node.get("params")) {
        (Ok(body), Some(params)) => same_members(&body, params),
        (Ok(body), None) => same_members(&body, &Node::new(NodeKind::Object(Object::new()))),
        _ => false,
    }
}

fn same_members(one: &Node, other: &Node) -> bool {
    match (one.as_object(), other.as_object()) {
        (Some(one), Some(other)) => {
            let inside = |entry: &Entry| {
                let pair = other.get(entry.key());
                pair.is_some_and(|value| same_members(entry.value(), value))
            };
            one.len() == other.len() && one.iter().all(inside)
        }
        _ => true,
    }
}

fn params(node: &Node) -> Option<&Object> {
    node.get("params").and_then(Node::as_object)
}

fn text(node: &Node, name: &str) -> String {
    node.get(name)
        .and_then(Node::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn texts(node: &Node, name: &str) -> Vec<String> {
    let nodes = node.get(name).and_then(Node::as_array).unwrap_or_default();
    nodes
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect()
}

fn pairs(node: &Node) -> Vec<(String, String)> {
    let headers = node.get("headers").and_then(Node::as_object);
    let pair = |entry: &Entry| {
        Some((
            entry.key().to_ascii_lowercase(),
            entry.value().as_str()?.to_owned(),
        ))
    };
    headers.into_iter().flatten().filter_map(pair).collect()
}
