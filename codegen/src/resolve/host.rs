//! What a client adds to a call: the text before the host, and tokens that make a second attempt known as one.

use smithy_schema_json::{Member, Operation, Shape, ShapeKind};

use super::names;
use super::scope::Scope;
use crate::ir::HostPiece;

/// The pieces of the operation's host prefix; the reader made sure that a member fills each label.
pub(crate) fn prefix(operation: &Shape) -> Vec<HostPiece> {
    let mut pieces = Vec::new();
    let mut rest = operation.traits().host_prefix().unwrap_or_default();
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((label, after)) = behind.split_once('}') else {
            break;
        };
        pieces.push(HostPiece::Text(before.to_owned()));
        pieces.push(HostPiece::Field(names::field(label)));
        rest = after;
    }
    pieces.push(HostPiece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != HostPiece::Text(String::new()));
    pieces
}

/// The fields of the request that take idempotency tokens: texts that the caller may leave out.
pub(crate) fn idempotency(scope: &Scope<'_>, operation: &Operation) -> Vec<String> {
    let members = scope
        .model
        .get(&operation.input)
        .map_or(&[][..], Shape::members);
    let is_text = |member: &&Member| {
        let target = scope.model.get(member.target());
        target.is_some_and(|shape| matches!(shape.kind(), ShapeKind::String))
    };
    let marked = members
        .iter()
        .filter(|member| member.traits().idempotency_token());
    let fields = marked.filter(is_text);
    fields.map(|member| names::field(member.name())).collect()
}
