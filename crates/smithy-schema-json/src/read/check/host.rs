//! Labels of a host prefix: each is filled by a member of the input.

use crate::error::ErrorKind;
use crate::model::Model;
use crate::node::Node;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Shape};
use crate::span::Span;
use crate::traits::Trait;

/// The longest label of a host, by RFC 1035.
const LABEL: usize = 63;

/// Reports prefixes that make no host, labels without a member, and members without a label.
pub(super) fn hosts(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let Some(operation) = shape.as_operation() else {
            continue;
        };
        let members = model.get(&operation.input).map_or(&[][..], Shape::members);
        let Some(node) = shape
            .traits()
            .get("smithy.api#endpoint")
            .and_then(|value| value.get("hostPrefix"))
        else {
            for member in members.iter().filter(|member| member.traits().host_label()) {
                problems.push(useless(member, shape));
            }
            continue;
        };
        prefix(node, members, problems);
    }
}

fn prefix(node: &Node, members: &[Member], problems: &mut Problems) {
    let Some(text) = node.as_str() else { return };
    if !is_host(text) {
        problems.push(no_host(text, node.span()));
    }
    for label in labels(text) {
        let filled = members.iter().any(|member| fills(member, label));
        if !filled {
            problems.push(unfilled(label, node.span()));
        }
    }
}

fn fills(member: &Member, label: &str) -> bool {
    member.name() == label && member.traits().host_label() && member.traits().required()
}

/// The names in braces.
fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// Whether the text is labels of a host, once every brace is filled with one.
fn is_host(text: &str) -> bool {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push('a');
        rest = behind.split_once('}').map_or("", |(_, rest)| rest);
    }
    filled.push_str(rest);
    let whole = filled.strip_suffix('.').unwrap_or(&filled);
    whole.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    !label.is_empty() && label.len() <= LABEL && label.chars().all(letters)
}

fn useless(member: &Member, operation: &Shape) -> Problem {
    let (name, id) = (member.name(), operation.id());
    let span = member
        .traits()
        .find("smithy.api#hostLabel")
        .map_or(member.span(), Trait::span);
    let message =
        format!("`{name}` fills a label of the host, and `{id}` has no prefix for the host");
    Problem::new(ErrorKind::Trait, span, message)
        .expected("the trait `smithy.api#endpoint` on the operation")
        .found("none")
        .remedy("take the trait out, or give the operation a `hostPrefix`")
}

fn no_host(text: &str, span: Span) -> Problem {
    Problem::new(ErrorKind::Trait, span, "`hostPrefix` makes no host")
        .expected("labels of letters, digits and `-`, 63 at most in each, divided by points")
        .found(format!("\"{text}\""))
        .remedy("correct the prefix")
}

fn unfilled(label: &str, span: Span) -> Problem {
    let message = format!("nothing fills the label `{label}` of `hostPrefix`");
    Problem::new(ErrorKind::Trait, span, message)
        .expected("a member of the input of this name, required and with the trait `hostLabel`")
        .found("none")
        .remedy("mark the member with `hostLabel` and `required`, or take the label out")
}
