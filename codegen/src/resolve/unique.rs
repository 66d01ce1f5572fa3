//! Uniqueness: two names of the model must not become one.
//!
//! Names are made so that only spellings equal but for case can meet, which Smithy forbids inside a service.

use std::collections::BTreeMap;

use crate::error::{Error, Findings};
use crate::ir::{Member, Names, Service, Structure};

/// Adds a finding for each name that two shapes or members would share.
pub(crate) fn check(service: &Service, findings: &mut Findings) {
    let structures = service
        .structures
        .iter()
        .map(|shape| (&shape.names, &shape.shape));
    let unions = service
        .unions
        .iter()
        .map(|shape| (&shape.names, &shape.shape));
    let enums = service
        .enums
        .iter()
        .map(|shape| (&shape.names, &shape.shape));
    shapes(structures.chain(unions).chain(enums), findings);
    shapes(
        service
            .errors
            .iter()
            .map(|shape| (&shape.names, &shape.shape)),
        findings,
    );
    shapes(
        service
            .operations
            .iter()
            .map(|shape| (&shape.names, &shape.shape)),
        findings,
    );
    let owned = service
        .operations
        .iter()
        .flat_map(|operation| [&operation.request, &operation.response]);
    owned
        .chain(&service.structures)
        .chain(&service.errors)
        .for_each(|shape| fields(shape, findings));
}

fn shapes<'a>(named: impl Iterator<Item = (&'a Names, &'a String)>, findings: &mut Findings) {
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for (names, shape) in named {
        if let Some(first) = taken.insert(&names.module, shape) {
            let message = format!(
                "its name in Rust, `{}`, is that of `{first}` too",
                names.module
            );
            findings.push(Error::new(
                shape,
                message,
                "give one of them another name with the service's `rename`",
            ));
        }
    }
}

fn fields(structure: &Structure, findings: &mut Findings) {
    let mut taken: BTreeMap<&str, &Member> = BTreeMap::new();
    for member in &structure.members {
        if let Some(first) = taken.insert(&member.name, member) {
            let id = format!("{}${}", structure.shape, member.wire);
            let message = format!(
                "its name in Rust, `{}`, is that of `{}` too",
                member.name, first.wire
            );
            findings.push(Error::new(
                id,
                message,
                "members must differ in more than case",
            ));
        }
    }
}
