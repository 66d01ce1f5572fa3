//! What operations and clients set of the parameters: `staticContextParams`, `contextParam`, `operationContextParams`,
//! `clientContextParams`.

use smithy_schema_json::{Node, Shape};

use super::parameters::literal;
use super::read::Reader;
use crate::error::Error;
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
    parameters: &[Parameter],
) -> Result<Vec<OperationParameters>, Error> {
    let closure = reader.model.closure(service);
    let mut all = Vec::new();
    for shape in closure.operations {
        let operation = OperationParameters {
            wire: shape.id().name().to_owned(),
            fixed: fixed(reader, shape, parameters)?,
            read: read(reader, shape, parameters)?,
        };
        if !operation.fixed.is_empty() || !operation.read.is_empty() {
            all.push(operation);
        }
    }
    all.sort_by(|one, other| one.wire.cmp(&other.wire));
    Ok(all)
}

/// Documentation that the service has for the parameters of a client goes to those without.
pub(super) fn client<'m>(
    reader: Reader<'m>,
    service: &'m Shape,
    parameters: &mut [Parameter],
) -> Result<(), Error> {
    let Some(node) = service.traits().get(CLIENT) else {
        return Ok(());
    };
    for entry in reader.object(node)?.iter() {
        find(reader, node, parameters, entry.key())?;
        let own = reader.optional_text(entry.value(), "documentation")?;
        let named = parameters.iter_mut().find(|one| one.wire == entry.key());
        if let (Some(parameter), Some(own)) = (named, own)
            && !parameter.docs.documented
        {
            parameter.docs.lines = docs::lines(own);
            parameter.docs.documented = true;
        }
    }
    Ok(())
}

fn fixed<'m>(
    reader: Reader<'m>,
    shape: &'m Shape,
    parameters: &[Parameter],
) -> Result<Vec<(String, crate::ir::endpoint::Literal)>, Error> {
    let mut fixed = Vec::new();
    let Some(node) = shape.traits().get(FIXED) else {
        return Ok(fixed);
    };
    for entry in reader.object(node)?.iter() {
        let parameter = find(reader, node, parameters, entry.key())?;
        let value = reader.member(entry.value(), "value")?;
        let value = literal(reader, parameter.ty, value)?;
        fixed.push((parameter.setter.clone(), value));
    }
    Ok(fixed)
}

/// Members of the input, and paths into it.
fn read<'m>(
    reader: Reader<'m>,
    shape: &'m Shape,
    parameters: &[Parameter],
) -> Result<Vec<(String, String)>, Error> {
    let mut read = Vec::new();
    if let Some(node) = shape.traits().get(READ) {
        for entry in reader.object(node)?.iter() {
            let parameter = find(reader, node, parameters, entry.key())?;
            let path = reader.text(reader.member(entry.value(), "path")?)?;
            read.push((parameter.wire.clone(), path.to_owned()));
        }
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
    parameters: &'p [Parameter],
    name: &str,
) -> Result<&'p Parameter, Error> {
    let found = parameters.iter().find(|parameter| parameter.wire == name);
    found.ok_or_else(|| {
        let names: Vec<String> = parameters
            .iter()
            .map(|one| format!("`{}`", one.wire))
            .collect();
        let remedy = format!("name one of these: {}", names.join(", "));
        reader.error_with(
            node,
            format!("the rule set has no parameter `{name}`"),
            remedy,
        )
    })
}
