//! Waiters: what their forms cannot say.

use crate::error::ErrorKind;
use crate::model::Model;
use crate::node::{Entry, Node};
use crate::problem::{Problem, Problems};
use crate::read::fields::describe;

/// Reports delays that are upside down, and what is compared with neither true nor false.
pub(super) fn waiters(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let waiters = shape.traits().waitable().and_then(Node::as_object);
        for waiter in waiters.into_iter().flatten().map(Entry::value) {
            delays(waiter, problems);
            let acceptors = waiter.get("acceptors").and_then(Node::as_array);
            for acceptor in acceptors.into_iter().flatten() {
                let matcher = acceptor.get("matcher");
                for side in ["output", "inputOutput"] {
                    compared(matcher.and_then(|matcher| matcher.get(side)), problems);
                }
            }
        }
    }
}

fn delays(waiter: &Node, problems: &mut Problems) {
    let delay = |name: &str| Some((waiter.get(name)?, waiter.get(name)?.as_i64()?));
    if let (Some((_, min)), Some((node, max))) = (delay("minDelay"), delay("maxDelay"))
        && min > max
    {
        let problem = Problem::new(
            ErrorKind::Trait,
            node.span(),
            "`minDelay` is larger than `maxDelay`",
        )
        .expected(format!("{min} or more"))
        .found(format!("{max}"))
        .remedy("exchange the two");
        problems.push(problem);
    }
}

fn compared(side: Option<&Node>, problems: &mut Problems) {
    let text = |name: &str| side.and_then(|side| side.get(name)).and_then(Node::as_str);
    let (Some("booleanEquals"), Some(node)) = (
        text("comparator"),
        side.and_then(|side| side.get("expected")),
    ) else {
        return;
    };
    if node
        .as_str()
        .is_some_and(|text| !matches!(text, "true" | "false"))
    {
        let problem = Problem::new(
            ErrorKind::Trait,
            node.span(),
            "neither true nor false is expected",
        )
        .expected("\"true\" or \"false\", as the comparator is `booleanEquals`")
        .found(describe(node))
        .remedy("correct the text, or take another comparator");
        problems.push(problem);
    }
}
