//! The endpoint rules of a service: `smithy.rules#endpointRuleSet` and `smithy.rules#endpointTests`.

mod attributes;
mod cases;
mod expressions;
mod operations;
mod parameters;
mod properties;
mod read;
mod rules;
mod scope;

use smithy_schema_json::{Model, Shape};

use crate::error::Error;
use crate::ir::endpoint::{Endpoints, Parameter, Required};
use read::Reader;
use scope::Scope;

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const DIAGRAM: &str = "smithy.rules#endpointBdd";

/// The service's rules, where it has any.
///
/// # Errors
///
/// The first mistake in them.
pub(crate) fn of(model: &Model, service: &Shape) -> Result<Option<Endpoints>, Error> {
    let Some(rule_set) = service.traits().get(RULE_SET) else {
        return Ok(None);
    };
    let shape = service.id().to_string();
    let reader = Reader {
        model,
        shape: &shape,
    };
    // The reader of the file borrows the model alone.
    let read = parameters::all(reader, rule_set)?;
    let missing: Vec<Parameter> = read
        .iter()
        .filter(|read| read.required)
        .map(|read| read.parameter.clone())
        .collect();
    let mut parameters: Vec<Parameter> = read.into_iter().map(|read| read.parameter).collect();
    operations::client(reader, service, &mut parameters)?;
    let mut scope = Scope::of(&parameters);
    let required = missing
        .iter()
        .filter_map(|parameter| require(&mut scope, parameter));
    let required = required.collect();
    let functions = rules::functions(reader, rule_set, &scope)?;
    let operations = operations::all(reader, service, &parameters)?;
    let cases = cases::all(reader, service, &parameters, &operations)?;
    Ok(Some(Endpoints {
        shape: shape.clone(),
        parameters,
        required,
        functions,
        operations,
        cases,
    }))
}

/// Why a service has no endpoint rules here although its model says where it is.
pub(crate) fn unsupported(service: &Shape) -> Option<String> {
    let traits = service.traits();
    let only = traits.has(DIAGRAM) && !traits.has(RULE_SET);
    only.then(|| {
        format!("no endpoint rules: it has `{DIAGRAM}` without `{RULE_SET}`, and decision diagrams are not read")
    })
}

fn require(scope: &mut Scope, parameter: &Parameter) -> Option<Required> {
    let value = scope.get(&parameter.wire)?.clone();
    Some(Required {
        wire: parameter.wire.clone(),
        variable: scope.bind(&parameter.wire, value.ty),
        value: value.expr,
    })
}
