//! The model → the resolved service: one file a pass, every decision made here.

mod cases;
mod cycles;
mod direction;
mod docs;
pub(crate) mod endpoint;
mod enums;
mod errors;
mod examples;
mod host;
mod identity;
mod literal;
mod members;
pub(crate) mod names;
mod on_wire;
mod operations;
mod pagination;
mod paths;
mod reach;
mod reserved;
mod rules;
mod scope;
mod sensitivity;
mod skipped;
mod structures;
mod support;
mod types;
mod unique;
mod waiters;
mod waits;

use smithy_schema_json::{Model, Shape};

use crate::error::{Error, Errors, Findings};
use crate::ir;
use crate::plan::Plan;
use crate::report::Skipped;
use scope::Scope;

/// The service and what of the model is not in it.
pub(crate) struct Resolved {
    pub(crate) service: ir::Service,
    pub(crate) skipped: Vec<Skipped>,
}

/// Resolves the service that the plan names.
///
/// # Errors
///
/// Every reason found why the model cannot be generated.
pub(crate) fn service(model: &Model, plan: &Plan) -> Result<Resolved, Errors> {
    let shape = choose(model, plan)?;
    let closure = model.closure(shape);
    let (supported, mut skipped) = support::operations(model, &closure.operations);
    let scope = Scope::new(model, shape, &supported);
    let mut findings = Findings::default();
    let protocol = support::protocol(model, shape, plan, &mut findings);
    let mut service = resolve(&scope, &supported, protocol, &mut findings, &mut skipped);
    service.endpoints = endpoint::of(model, shape, &mut findings);
    let (cases, without) = cases::all(&scope, &supported, protocol);
    service.cases = cases;
    skipped.extend(without);
    let (tests, without) = examples::all(&scope, &supported);
    service.examples = tests;
    skipped.extend(without);
    let without = endpoint::unsupported(shape);
    skipped.extend(without.map(|reason| Skipped::new(shape.id(), reason)));
    unique::check(&scope, &service, &mut findings);
    waiters::check(model, &closure.operations, &mut findings);
    findings.finish()?;
    skipped.extend(skipped::shapes(&scope, &closure));
    skipped.sort_by_cached_key(|one| (one.shape.clone(), one.reason.to_string()));
    Ok(Resolved { service, skipped })
}

fn resolve(
    scope: &Scope<'_>,
    supported: &[&Shape],
    protocol: ir::Version,
    findings: &mut Findings,
    skipped: &mut Vec<Skipped>,
) -> ir::Service {
    let traits = scope.service.traits();
    let name = scope.service.id().name();
    let sdk_id = traits.aws_service().map(|service| service.sdk_id);
    ir::Service {
        shape: scope.service.id().to_string(),
        target_prefix: name.to_owned(),
        title: docs::title(scope.service),
        docs: docs::or_none(traits),
        protocol,
        version: scope.bound().version.clone(),
        sdk_id: sdk_id.unwrap_or_else(|| name.to_owned()),
        structures: structures::nested(scope, findings),
        unions: structures::unions(scope, findings),
        enums: enums::texts(scope),
        int_enums: enums::numbers(scope),
        errors: errors::structures(scope, supported, findings),
        operations: operations::all(scope, supported, findings, skipped),
        endpoints: None,
        cases: Vec::new(),
        examples: Vec::new(),
        query_compatible: traits.has("aws.protocols#awsQueryCompatible"),
    }
}

/// The service that the plan names.
pub(crate) fn choose<'m>(model: &'m Model, plan: &Plan) -> Result<&'m Shape, Errors> {
    let Some(id) = &plan.service else {
        return model
            .service()
            .ok_or_else(|| no_single_service(model).into());
    };
    let found = model.shape(id).filter(|shape| shape.as_service().is_some());
    found.ok_or_else(|| {
        let remedy = format!("name one of these: {}", listed(model));
        Error::new(id, "the model has no such service", remedy).into()
    })
}

fn no_single_service(model: &Model) -> Error {
    let mut services = model.services();
    match services.next() {
        None => Error::new(
            "",
            "the model has no service",
            "add a shape of the type `service` that binds the operations",
        ),
        Some(first) => {
            let remedy = format!("say which one to generate: {}", listed(model));
            Error::new(first.id(), "the model has several services", remedy)
        }
    }
}

fn listed(model: &Model) -> String {
    let ids: Vec<String> = model
        .services()
        .map(|service| format!("`{}`", service.id()))
        .collect();
    ids.join(", ")
}
