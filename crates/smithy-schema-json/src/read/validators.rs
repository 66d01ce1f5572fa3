//! The validators that a model configures in its metadata. None is run; what makes one senseless is told.

use super::fields::{describe, mismatch, missing};
use crate::error::ErrorKind;
use crate::node::{Entry, Node, Object};
use crate::problem::{Problem, Problems};

/// Checks the value of `validators`.
pub(super) fn check(node: &Node, problems: &mut Problems) {
    let Some(validators) = node.as_array() else {
        let remedy = "put the validator in brackets: `[ … ]`";
        problems.push(mismatch(node, "`validators`", "an array", remedy));
        return;
    };
    for validator in validators {
        let name = validator.get("name").and_then(Node::as_str);
        match name.unwrap_or_default() {
            "EmitEachSelector" | "EmitNoneSelector" => selector(validator, problems),
            "StandardOperationVerb" => verbs(validator, problems),
            _ => {}
        }
    }
}

fn selector(validator: &Node, problems: &mut Problems) {
    let configuration = validator.get("configuration");
    match configuration.and_then(|configuration| configuration.get("selector")) {
        None => problems.push(lacking(validator, "selector")),
        Some(node) if !node.as_str().is_some_and(is_whole) => problems.push(broken(node)),
        Some(_) => {}
    }
}

fn verbs(validator: &Node, problems: &mut Problems) {
    let configuration = validator.get("configuration");
    let known = ["verbs", "suggestAlternatives"];
    let some = |name: &&str| configuration.is_some_and(|object| object.get(name).is_some());
    if !known.iter().any(some) {
        problems.push(lacking(validator, "verbs"));
    }
}

/// Whether something is selected, and every quote and bracket closes.
fn is_whole(text: &str) -> bool {
    let mut open = Vec::new();
    let mut quote = None;
    for letter in text.chars() {
        match (quote, letter) {
            (Some(begun), _) if begun == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(' | '[' | '{') => open.push(letter),
            (None, ')') if open.pop() != Some('(') => return false,
            (None, ']') if open.pop() != Some('[') => return false,
            (None, '}') if open.pop() != Some('{') => return false,
            _ => {}
        }
    }
    !text.trim().is_empty() && quote.is_none() && open.is_empty()
}

fn lacking(validator: &Node, name: &str) -> Problem {
    let none = Object::new();
    let configuration = validator.get("configuration");
    let object = configuration.and_then(Node::as_object).unwrap_or(&none);
    let span = configuration.map_or(validator.span(), Node::span);
    let names: Vec<&str> = object.iter().map(Entry::key).collect();
    let mut problem = missing(name, "the validator's configuration", span, object, &[]);
    if names.is_empty() {
        problem = problem.remedy(format!("add `\"{name}\": …` to its `configuration`"));
    }
    problem
}

fn broken(node: &Node) -> Problem {
    Problem::new(ErrorKind::Type, node.span(), "this is no selector")
        .expected("a text that selects something, its quotes and brackets closed")
        .found(describe(node))
        .remedy("correct the selector, or take the validator out")
}
