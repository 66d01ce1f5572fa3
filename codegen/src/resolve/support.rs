//! What can be generated at all: protocols and operations.

use smithy_schema_json::{Member, Model, Protocol, Shape, ShapeId, Trait};

use crate::error::{Error, Findings};
use crate::ir::Version;
use crate::plan::Plan;
use crate::report::{Reason, Skipped};

/// The service has to speak a protocol that there is a runtime for, unless nothing is to be called.
///
/// The newer version comes first where it speaks both.
pub(crate) fn protocol(
    model: &Model,
    service: &Shape,
    plan: &Plan,
    findings: &mut Findings,
) -> Version {
    let protocols = service.traits().protocols();
    if protocols.contains(&Protocol::AwsJson1_1) || plan.types_only {
        return Version::AwsJson1_1;
    }
    if protocols.contains(&Protocol::AwsJson1_0) {
        return Version::AwsJson1_0;
    }
    let faulty = |entry: &Trait| model.is_faulty(entry.span());
    if service.traits().iter().any(faulty) {
        // What is misspelt may be the protocol.
        return Version::AwsJson1_1;
    }
    let ids: Vec<&str> = protocols.iter().map(|protocol| protocol.id()).collect();
    let message = match ids.as_slice() {
        [] => "the service names no protocol".to_owned(),
        ids => format!("the service speaks {} only", ids.join(", ")),
    };
    let remedy = "give the service the trait `aws.protocols#awsJson1_0` or `aws.protocols#awsJson1_1`, if it speaks it; \
                  types and paginators alone can be had of any service (`--types-only`)";
    let error = Error::new(service.id(), message, remedy);
    findings.push(error.within(model, Some(service.span())));
    Version::AwsJson1_1
}

/// The operations that can be called, and the others with the reason.
pub(crate) fn operations<'m>(
    model: &Model,
    operations: &[&'m Shape],
) -> (Vec<&'m Shape>, Vec<Skipped>) {
    let mut supported = Vec::new();
    let mut skipped = Vec::new();
    for operation in operations {
        match streaming_member(model, operation) {
            None => supported.push(*operation),
            Some(member) => {
                let reason = Reason::Stream(member.to_string());
                skipped.push(Skipped::new(operation.id(), reason));
            }
        }
    }
    (supported, skipped)
}

fn streaming_member(model: &Model, operation: &Shape) -> Option<ShapeId> {
    let operation = operation.as_operation()?;
    let bodies = [&operation.input, &operation.output]
        .into_iter()
        .filter_map(|id| model.get(id));
    let streams = |member: &&Member| {
        let target = model.get(member.target());
        member.traits().streaming() || target.is_some_and(|shape| shape.traits().streaming())
    };
    bodies
        .flat_map(Shape::members)
        .find(streams)
        .map(|member| member.id().clone())
}
