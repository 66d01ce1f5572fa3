//! Values that a model gives in traits, such as what a test sends → what Rust is told to make them of.

use smithy_schema_json::{Member, Node, Object, Shape, ShapeId, ShapeKind};

use super::members::{self, Owner};
use super::scope::Scope;
use super::{names, types};
use crate::ir::{Field, Literal, Type};

/// The members of a structure that a value gives; null gives none.
///
/// # Errors
///
/// Why there is no value of the structure, such as a member that the model does not have.
pub(crate) fn fields(
    scope: &Scope<'_>,
    shape: &Shape,
    owner: Owner,
    value: &Object,
) -> Result<Vec<Field>, String> {
    let given = value.iter().filter(|entry| !is_null(entry.value()));
    let one = |name: &str, node: &Node| {
        let member = shape.member(name);
        let member = member.ok_or_else(|| format!("`{}` has no member `{name}`", shape.id()))?;
        field(scope, shape, member, owner, node)
    };
    given.map(|entry| one(entry.key(), entry.value())).collect()
}

fn is_null(node: &Node) -> bool {
    matches!(node.kind(), smithy_schema_json::NodeKind::Null)
}

fn field(
    scope: &Scope<'_>,
    shape: &Shape,
    member: &Member,
    owner: Owner,
    node: &Node,
) -> Result<Field, String> {
    let name = match owner {
        Owner::Error => names::error_field(member.name()),
        _ => names::field(member.name()),
    };
    Ok(Field {
        setter: names::setter(&name, member.name()),
        argument: owner == Owner::Request && members::is_asked_for(member),
        wire: member.name().to_owned(),
        value: of_member(scope, shape.id(), member, node)?,
    })
}

fn of_member(
    scope: &Scope<'_>,
    container: &ShapeId,
    member: &Member,
    node: &Node,
) -> Result<Literal, String> {
    let ty = types::of(scope, container, member);
    let ty = ty.ok_or_else(|| format!("no type can hold `{}`", member.id()))?;
    of(scope, member.target(), &ty, node)
}

fn of(scope: &Scope<'_>, id: &ShapeId, ty: &Type, node: &Node) -> Result<Literal, String> {
    let misfit = || format!("a value does not fit `{id}`");
    let shape = scope.model.get(id).ok_or_else(misfit)?;
    Ok(match ty {
        Type::Boolean => Literal::Bool(node.as_bool().ok_or_else(misfit)?),
        Type::Byte | Type::Short | Type::Integer | Type::Long => {
            Literal::Integer(node.as_i64().ok_or_else(misfit)?)
        }
        Type::Float | Type::Double => Literal::Float(float(node).ok_or_else(misfit)?),
        Type::Number | Type::Document => Literal::Json(node.to_string()),
        Type::String => Literal::Text(node.as_str().ok_or_else(misfit)?.to_owned()),
        Type::Blob => Literal::Blob(node.as_str().ok_or_else(misfit)?.to_owned()),
        Type::Timestamp => Literal::Time(moment(node).ok_or_else(misfit)?),
        Type::Named(named) => match shape.kind() {
            ShapeKind::Enum(_) => {
                Literal::Enum(named.clone(), node.as_str().ok_or_else(misfit)?.to_owned())
            }
            ShapeKind::IntEnum(_) => {
                Literal::IntEnum(named.clone(), node.as_i64().ok_or_else(misfit)?)
            }
            ShapeKind::Union(_) => union(scope, shape, named, node)?,
            _ => {
                let object = node.as_object().ok_or_else(misfit)?;
                Literal::Structure(named.clone(), fields(scope, shape, Owner::Lenient, object)?)
            }
        },
        Type::List { element, .. } => {
            let target = shape
                .member("member")
                .map(Member::target)
                .ok_or_else(misfit)?;
            let values = node.as_array().ok_or_else(misfit)?;
            let values = values
                .iter()
                .map(|value| nullable(scope, target, element, value));
            Literal::List(ty.clone(), values.collect::<Result<_, _>>()?)
        }
        Type::Map { key, value, .. } => {
            let targets = shape.member("key").zip(shape.member("value"));
            let (keys, values) = targets.ok_or_else(misfit)?;
            let pairs = node.as_object().ok_or_else(misfit)?.iter();
            let pairs = pairs.map(|entry| {
                let name = Node::string(entry.key());
                let key = of(scope, keys.target(), key, &name)?;
                Ok((key, nullable(scope, values.target(), value, entry.value())?))
            });
            Literal::Map(ty.clone(), pairs.collect::<Result<_, String>>()?)
        }
    })
}

fn nullable(
    scope: &Scope<'_>,
    id: &ShapeId,
    ty: &Type,
    node: &Node,
) -> Result<Option<Literal>, String> {
    if is_null(node) && *ty != Type::Document {
        return Ok(None);
    }
    of(scope, id, ty, node).map(Some)
}

fn union(
    scope: &Scope<'_>,
    shape: &Shape,
    named: &crate::ir::Named,
    node: &Node,
) -> Result<Literal, String> {
    let object = node.as_object();
    let entry = object
        .into_iter()
        .flatten()
        .find(|entry| !is_null(entry.value()));
    let entry = entry.ok_or_else(|| format!("no case of `{}` is given", shape.id()))?;
    let variants = names::variants(shape.members().iter().map(Member::name), "Unknown");
    let mut cases = shape.members().iter().zip(variants);
    let case = cases.find(|(member, _)| member.name() == entry.key());
    let (member, variant) =
        case.ok_or_else(|| format!("`{}` has no case `{}`", shape.id(), entry.key()))?;
    let ty = types::of(scope, shape.id(), member);
    let boxed = matches!(ty, Some(Type::Named(named)) if named.boxed);
    let value = of_member(scope, shape.id(), member, entry.value())?;
    Ok(Literal::Union {
        named: named.clone(),
        variant,
        value: Box::new(value),
        boxed,
    })
}

/// The text of a float: digits, or one of the three that JSON has no number for.
fn float(node: &Node) -> Option<String> {
    match (node.as_number(), node.as_str()) {
        (Some(number), _) => Some(number.to_string()),
        (None, Some(text @ ("NaN" | "Infinity" | "-Infinity"))) => Some(text.to_owned()),
        _ => None,
    }
}

/// A number of seconds, or a text.
fn moment(node: &Node) -> Option<String> {
    let number = node.as_number().map(ToString::to_string);
    number.or_else(|| node.as_str().map(str::to_owned))
}
