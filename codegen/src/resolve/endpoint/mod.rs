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

use std::cell::RefCell;

use smithy_schema_json::{Model, Node, Shape};

use crate::error::{Findings, Told};
use crate::ir::endpoint::{Endpoints, Parameter, Required};
use crate::report::Reason;
use parameters::Parameters;
use read::Reader;
use scope::Scope;

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const DIAGRAM: &str = "smithy.rules#endpointBdd";

/// The service's rules, where it has any; every mistake in them goes to the findings.
pub(crate) fn of(model: &Model, service: &Shape, findings: &mut Findings) -> Option<Endpoints> {
    let rule_set = service.traits().get(RULE_SET)?;
    let shape = service.id().to_string();
    let told = RefCell::default();
    // The reader of the file borrows the model alone.
    let reader = Reader {
        model,
        shape: &shape,
        told: &told,
    };
    let read = read(reader, service, rule_set);
    findings.extend(told.into_inner());
    read.ok()
}

fn read<'m>(reader: Reader<'m>, service: &'m Shape, rule_set: &'m Node) -> Result<Endpoints, Told> {
    if rule_set.get("parameters").is_none() && reader.model.is_faulty(rule_set.span()) {
        // Nothing in it has a name then.
        return Err(Told::elsewhere());
    }
    let read = parameters::all(reader, rule_set)?;
    let missing: Vec<Parameter> = read
        .all
        .iter()
        .filter(|read| read.required)
        .map(|read| read.parameter.clone())
        .collect();
    let all = read.all.into_iter();
    let mut parameters = Parameters {
        all: all.map(|read| read.parameter).collect(),
        lost: read.lost,
    };
    let client = operations::client(reader, service, &mut parameters);
    let mut scope = Scope::of(&parameters);
    let required = missing
        .iter()
        .filter_map(|parameter| require(&mut scope, parameter));
    let required = required.collect();
    let functions = rules::functions(reader, rule_set, &scope);
    let operations = operations::all(reader, service, &parameters);
    let known = operations.as_deref().unwrap_or_default();
    let cases = cases::all(reader, service, &parameters, known);
    let whole = parameters.lost.is_empty();
    client?;
    Ok(Endpoints {
        shape: reader.shape.to_owned(),
        required,
        functions: functions?,
        operations: operations?,
        cases: cases?,
        parameters: whole.then_some(parameters.all).ok_or(Told::elsewhere())?,
    })
}

/// Why a service has no endpoint rules here although its model says where it is.
pub(crate) fn unsupported(service: &Shape) -> Option<Reason> {
    let traits = service.traits();
    let only = traits.has(DIAGRAM) && !traits.has(RULE_SET);
    only.then(|| {
        Reason::NoEndpointRules(format!(
            "it has `{DIAGRAM}` without `{RULE_SET}`, and decision diagrams are not read"
        ))
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
