//! Values that a model gives in traits → what is written of them in JSON.
//!
//! Only moments and bytes have another form there.

use smithy_schema_json::{Member, Node, NodeKind, Object, ShapeId, ShapeKind, Source};
use smithy_wire::{Blob, Timestamp};

use super::rules;
use super::scope::Scope;
use crate::ir::TimestampForm;

/// A structure or union; null gives no member.
///
/// # Errors
///
/// Why there is no such value.
pub(crate) fn members(scope: &Scope<'_>, id: &ShapeId, value: &Node) -> Result<Node, String> {
    let misfit = || format!("a value does not fit `{id}`");
    let shape = scope.model.get(id).ok_or_else(misfit)?;
    let mut object = Object::new();
    for entry in value.as_object().ok_or_else(misfit)? {
        if matches!(entry.value().kind(), NodeKind::Null) {
            continue;
        }
        let member = shape.member(entry.key());
        let member = member.ok_or_else(|| format!("`{id}` has no member `{}`", entry.key()))?;
        object.insert(entry.key(), of(scope, member, entry.value())?);
    }
    Ok(Node::new(NodeKind::Object(object)))
}

fn of(scope: &Scope<'_>, member: &Member, value: &Node) -> Result<Node, String> {
    let id = member.target();
    let misfit = || format!("a value does not fit `{id}`");
    let shape = scope.model.get(id).ok_or_else(misfit)?;
    if matches!(value.kind(), NodeKind::Null) {
        return Ok(value.clone());
    }
    match shape.kind() {
        ShapeKind::Timestamp => {
            moment(value, rules::of(scope, member).timestamp).ok_or_else(misfit)
        }
        ShapeKind::Blob => {
            let text = value.as_str().ok_or_else(misfit)?;
            Ok(Node::string(&Blob::new(text).to_base64()))
        }
        ShapeKind::Structure(_) | ShapeKind::Union(_) => members(scope, id, value),
        ShapeKind::List(element) => {
            let values = value.as_array().ok_or_else(misfit)?.iter();
            let values = values.map(|value| of(scope, element, value));
            Ok(Node::new(NodeKind::Array(
                values.collect::<Result<_, _>>()?,
            )))
        }
        ShapeKind::Map(pair) => {
            let [_, member] = pair.as_ref();
            let mut object = Object::new();
            for entry in value.as_object().ok_or_else(misfit)? {
                object.insert(entry.key(), of(scope, member, entry.value())?);
            }
            Ok(Node::new(NodeKind::Object(object)))
        }
        _ => Ok(value.clone()),
    }
}

fn moment(value: &Node, form: TimestampForm) -> Option<Node> {
    let text = value.as_number().map(ToString::to_string);
    let text = text.or_else(|| value.as_str().map(str::to_owned))?;
    let moment: Timestamp = text.parse().ok()?;
    match form {
        TimestampForm::EpochSeconds => {
            let seconds = moment.epoch_seconds().to_string();
            Node::parse(&Source::new("seconds", seconds)).ok()
        }
        TimestampForm::DateTime => Some(Node::string(&moment.to_string())),
        TimestampForm::HttpDate => Some(Node::string(&moment.http_date().to_string())),
    }
}
