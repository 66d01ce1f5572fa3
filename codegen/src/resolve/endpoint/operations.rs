//! What operations and clients set of the parameters: `staticContextParams`, `contextParam`, `operationContextParams`,
//! `clientContextParams`.

use smithy_schema_json::{Node, Shape, suggestion};

use super::parameters::{Parameters, literal};
use super::read::{Reader, every};
use crate::error::Told;
use crate::ir::endpoint::{OperationParameters, Parameter};
use crate::resolve::docs;

const CLIENT: &str = "smithy.rules#clientContextParams";
const FIXED: &str = "smithy.rules#staticContextParams";
const MEMBER: &str = "smithy.rules#contextParam";
const READ: &str = "smithy.rules#operationContextParams";

/// The operations that set something, by name.
pub(super) fn all<'m>(
    reader: Reader<'m>,
    service: &Shape,
    parameters: &Parameters,
) -> Result<Vec<OperationParameters>, Told> {
    let closure = reader.model.closure(service);
    let shapes = closure.operations.into_iter();
    let mut all = every(shapes.map(|shape| {
        let (fixed, read) = (
            fixed(reader, shape, parameters),
            read(reader, shape, parameters),
        );
        Ok(OperationParameters {
            wire: shape.id().name().to_owned(),
            fixed: fixed?,
            read: read?,
        })
    }))?;
    all.retain(|operation| !operation.fixed.is_empty() || !operation.read.is_empty());
    all.sort_by(|one, other| one.wire.cmp(&other.wire));
    Ok(all)
}

/// Documentation that the service has for the parameters of a client goes to those without.
pub(super) fn client<'m>(
    reader: Reader<'m>,
    service: &'m Shape,
    parameters: &mut Parameters,
) -> Result<(), Told> {
    let Some(node) = service.traits().get(CLIENT) else {
        return Ok(());
    };
    let mut whole = Ok(());
    for entry in reader.object(node)?.iter() {
        if find(reader, entry.value(), parameters, entry.key()).is_err() {
            whole = Err(Told::elsewhere());
            continue;
        }
        let own = reader.optional_text(entry.value(), "documentation")?;
        let named = parameters
            .all
            .iter_mut()
            .find(|one| one.wire == entry.key());
        if let (Some(parameter), Some(own)) = (named, own)
            && !parameter.docs.documented
        {
            parameter.docs.lines = docs::lines(own);
            parameter.docs.documented = true;
        }
    }
    whole
}

fn fixed<'m>(
    reader: Reader<'m>,
    shape: &'m Shape,
    parameters: &Parameters,
) -> Result<Vec<(String, crate::ir::endpoint::Literal)>, Told> {
    let Some(node) = shape.traits().get(FIXED) else {
        return Ok(Vec::new());
    };
    every(reader.object(node)?.iter().map(|entry| {
        let parameter = find(reader, entry.value(), parameters, entry.key())?;
        let value = reader.member(entry.value(), "value")?;
        let value = literal(reader, parameter.ty, value)?;
        Ok((parameter.setter.clone(), value))
    }))
}

/// Members of the input, and paths into it.
fn read<'m>(
    reader: Reader<'m>,
    shape: &'m Shape,
    parameters: &Parameters,
) -> Result<Vec<(String, String)>, Told> {
    let mut read = Vec::new();
    if let Some(node) = shape.traits().get(READ) {
        read = every(reader.object(node)?.iter().map(|entry| {
            let parameter = find(reader, entry.value(), parameters, entry.key())?;
            let path = reader.text(reader.member(entry.value(), "path")?)?;
            Ok((parameter.wire.clone(), path.to_owned()))
        }))?;
    }
    let operation = shape.as_operation();
    let input = operation.and_then(|operation| reader.model.get(operation.input.target()));
    for member in input.map(Shape::members).unwrap_or_default() {
        if let Some(node) = member.traits().get(MEMBER) {
            let name = reader.text(reader.member(node, "name")?)?;
            let parameter = find(reader, node, parameters, name)?;
            read.push((parameter.wire.clone(), member.name().to_owned()));
        }
    }
    Ok(read)
}

/// The parameter of this name.
pub(super) fn find<'p>(
    reader: Reader<'_>,
    node: &Node,
    parameters: &'p Parameters,
    name: &str,
) -> Result<&'p Parameter, Told> {
    if parameters.lost.iter().any(|lost| lost == name) {
        return Err(Told::elsewhere());
    }
    let mut all = parameters.all.iter();
    let found = all.find(|parameter| parameter.wire == name);
    found.ok_or_else(|| {
        let names: Vec<String> = parameters
            .all
            .iter()
            .map(|one| format!("`{}`", one.wire))
            .collect();
        let other = format!("name one of these: {}", names.join(", "));
        let wires = parameters.all.iter().map(|one| one.wire.as_str());
        let remedy = suggestion(name, wires).unwrap_or(other);
        reader.error_with(
            node,
            format!("the rule set has no parameter `{name}`"),
            remedy,
        )
    })
}
