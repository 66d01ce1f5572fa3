//! Endpoint parameters, the rules in the order they are tried, and what operations set.

use std::fmt::{self, Write as _};

use crate::ir::endpoint::{Endpoints, OperationParameters, Parameter};

pub(super) fn all(endpoints: &Endpoints, out: &mut String) -> fmt::Result {
    writeln!(out, "\nendpoints {}", endpoints.shape)?;
    let mut parameters = endpoints.parameters.iter();
    parameters.try_for_each(|one| parameter(one, endpoints, out))?;
    for way in endpoints.ways() {
        let when = match way.when.as_slice() {
            [] => "always".to_owned(),
            when => when.join(", "),
        };
        writeln!(out, "  where {when}\n    {}", way.gives)?;
    }
    let mut operations = endpoints.operations.iter();
    operations.try_for_each(|one| operation(one, out))
}

fn parameter(one: &Parameter, endpoints: &Endpoints, out: &mut String) -> fmt::Result {
    let (wire, field) = (&one.wire, &one.field);
    write!(out, "  {wire} -> {field}: {}", one.field_type())?;
    if let Some(name) = &one.built_in {
        write!(out, ", built-in {name}")?;
    }
    if let Some(value) = &one.default {
        write!(out, ", default {value}")?;
    }
    if endpoints.needs(one) {
        out.push_str(", has to be set");
    }
    if one.deprecated.is_some() {
        out.push_str(", deprecated");
    }
    writeln!(out)
}

fn operation(one: &OperationParameters, out: &mut String) -> fmt::Result {
    for (setter, value) in &one.fixed {
        writeln!(out, "  {} {setter} {value}", one.wire)?;
    }
    for (name, path) in &one.read {
        writeln!(out, "  {} reads {name} from {path}", one.wire)?;
    }
    Ok(())
}
