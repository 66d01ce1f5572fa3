//! Uniqueness: two names of the model must not become one.
//!
//! Names are made so that only spellings equal but for case can meet, which Smithy forbids inside a service:
//! what is found here comes from a second namespace.

use std::collections::BTreeMap;

use smithy_schema_json::{Member, Shape};

use super::scope::Scope;
use crate::error::{Error, Findings};
use crate::ir::{Names, Service, Structure};

/// Adds a finding for each name that two shapes or members would share.
pub(crate) fn check(scope: &Scope<'_>, service: &Service, findings: &mut Findings) {
    let structures = service.structures.iter().map(|it| (&it.names, &it.shape));
    let unions = service.unions.iter().map(|it| (&it.names, &it.shape));
    let enums = service.enums.iter().map(|it| (&it.names, &it.shape));
    let int_enums = service.int_enums.iter().map(|it| (&it.names, &it.shape));
    let enums = enums.chain(int_enums);
    let errors = service.errors.iter().map(|it| (&it.names, &it.shape));
    let operations = service.operations.iter().map(|it| (&it.names, &it.shape));
    shapes(scope, structures.chain(unions).chain(enums), findings);
    shapes(scope, errors, findings);
    shapes(scope, operations, findings);
    for operation in &service.operations {
        fields(scope, &operation.request, findings);
        fields(scope, &operation.response, findings);
    }
    for structure in service.structures.iter().chain(&service.errors) {
        fields(scope, structure, findings);
    }
}

fn shapes<'a>(
    scope: &Scope<'_>,
    named: impl Iterator<Item = (&'a Names, &'a String)>,
    findings: &mut Findings,
) {
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for (names, shape) in named {
        if let Some(first) = taken.insert(&names.module, shape) {
            if told(scope, [first, shape]) {
                continue;
            }
            let name = &names.module;
            let message = format!("its name in Rust, `{name}`, is that of `{first}` too");
            let remedy = "give one of them another name with the service's `rename`";
            let span = scope.model.shape(shape).map(Shape::span);
            findings.push(Error::new(shape, message, remedy).within(scope.model, span));
        }
    }
}

/// Whether the reader refused the name that one of two shapes is given by the service.
fn told(scope: &Scope<'_>, shapes: [&str; 2]) -> bool {
    let service = scope.service.as_service();
    let mut renames = service.into_iter().flat_map(|service| &service.rename);
    renames.any(|rename| {
        shapes.contains(&rename.shape.as_str()) && scope.model.is_faulty(rename.span())
    })
}

fn fields(scope: &Scope<'_>, structure: &Structure, findings: &mut Findings) {
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for member in &structure.members {
        if let Some(first) = taken.insert(&member.name, &member.wire) {
            let id = format!("{}${}", structure.shape, member.wire);
            let name = &member.name;
            let message = format!("its name in Rust, `{name}`, is that of `{first}` too");
            let remedy = "members must differ in more than case";
            let shape = scope.model.shape(&structure.shape);
            let span = shape.and_then(|shape| shape.member(&member.wire));
            let span = span.map(Member::span);
            findings.push(Error::new(id, message, remedy).within(scope.model, span));
        }
    }
}
