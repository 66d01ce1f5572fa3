//! Every shape that is named must exist, and be of a kind that can stand there.

use super::draft::{Bound, Draft, OperationDraft, ShapeType};
use super::merge::Assembly;
use super::names::nearest;
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::prelude::prelude;
use crate::problem::{Problem, Problems};
use crate::shape::{Reference, Resource, Service, Shape};
use crate::span::Span;

/// Looks at every name of a shape in every shape.
pub(super) fn check(assembly: &Assembly, problems: &mut Problems) {
    let mut targets = Targets { assembly, problems };
    for draft in assembly.drafts.values() {
        targets.shape(draft);
    }
}

struct Targets<'a> {
    assembly: &'a Assembly,
    problems: &'a mut Problems,
}

/// What is asked of a target, in words and as a test.
struct Demand {
    what: &'static str,
    expected: &'static str,
    fits: fn(&Found<'_>) -> bool,
}

/// A shape found by its id.
enum Found<'a> {
    Own(&'a Draft),
    Prelude(&'static Shape),
}

const MEMBER: Demand = Demand {
    what: "a member",
    expected: "a shape that holds data: no service, resource, operation or mixin",
    fits: |found| match found {
        Found::Own(draft) => !draft.ty.is_service_kind() && !draft.traits.mixin(),
        Found::Prelude(_) => true,
    },
};
const MAP_KEY: Demand = Demand {
    what: "the key of a map",
    expected: "a string or an enum",
    fits: |found| matches!(found.ty(), "string" | "enum"),
};
const INPUT: Demand = Demand {
    what: "an input or output",
    expected: "a structure that is no error",
    fits: |found| found.ty() == "structure" && !found.is_error(),
};
const ERROR: Demand = Demand {
    what: "an error",
    expected: "a structure with the trait `smithy.api#error`",
    fits: |found| found.ty() == "structure" && found.is_error(),
};
const OPERATION: Demand = Demand {
    what: "an operation",
    expected: "an operation",
    fits: |found| found.ty() == "operation",
};
const RESOURCE: Demand = Demand {
    what: "a resource",
    expected: "a resource",
    fits: |found| found.ty() == "resource",
};
const IDENTIFIER: Demand = Demand {
    what: "an identifier",
    expected: "a string",
    fits: |found| matches!(found.ty(), "string" | "enum"),
};

impl Found<'_> {
    fn ty(&self) -> &'static str {
        match self {
            Found::Own(draft) => draft.ty.name(),
            Found::Prelude(shape) => shape.kind.name(),
        }
    }

    fn is_error(&self) -> bool {
        matches!(self, Found::Own(draft) if draft.traits.has("smithy.api#error"))
    }
}

impl<'a> Targets<'a> {
    fn shape(&mut self, draft: &Draft) {
        match &draft.bound {
            Bound::Service(service) => self.service(service),
            Bound::Resource(resource) => self.resource(resource),
            Bound::Operation(operation) => self.operation(operation),
            Bound::None => {}
        }
        for member in &draft.members {
            let is_key = draft.ty == ShapeType::Map && member.name == "key";
            self.target(
                &member.target,
                member.target_span,
                if is_key { &MAP_KEY } else { &MEMBER },
            );
        }
    }

    fn service(&mut self, service: &Service) {
        self.all(&service.operations, &OPERATION);
        self.all(&service.resources, &RESOURCE);
        self.all(&service.errors, &ERROR);
    }

    fn resource(&mut self, resource: &Resource) {
        self.all(
            resource.identifiers.iter().map(|(_, reference)| reference),
            &IDENTIFIER,
        );
        self.all(
            resource.properties.iter().map(|(_, reference)| reference),
            &MEMBER,
        );
        self.all(
            resource.lifecycle.iter().map(|(_, reference)| reference),
            &OPERATION,
        );
        self.all(&resource.operations, &OPERATION);
        self.all(&resource.collection_operations, &OPERATION);
        self.all(&resource.resources, &RESOURCE);
    }

    fn operation(&mut self, operation: &OperationDraft) {
        self.all(&operation.input, &INPUT);
        self.all(&operation.output, &INPUT);
        self.all(&operation.errors, &ERROR);
    }

    fn all<'r>(&mut self, references: impl IntoIterator<Item = &'r Reference>, demand: &Demand) {
        for reference in references {
            self.target(&reference.target, reference.span, demand);
        }
    }

    fn target(&mut self, id: &ShapeId, span: Span, demand: &Demand) {
        match self.find(id) {
            Some(found) if (demand.fits)(&found) => {}
            Some(found) => {
                let problem = misfit(id, span, &found, demand);
                self.problems.push(problem);
            }
            None if self.assembly.is_broken(id) => {}
            None => {
                let problem = self.unknown(id, span, demand);
                self.problems.push(problem);
            }
        }
    }

    fn find(&self, id: &ShapeId) -> Option<Found<'a>> {
        let own = self.assembly.drafts.get(id).map(Found::Own);
        own.or_else(|| prelude().get(id).map(Found::Prelude))
    }

    fn unknown(&self, id: &ShapeId, span: Span, demand: &Demand) -> Problem {
        let ids = self.assembly.drafts.keys().chain(prelude().keys());
        Problem::new(ErrorKind::Target, span, format!("there is no shape `{id}`"))
            .expected(format!(
                "the id of {} of the model or of the prelude",
                article(demand)
            ))
            .found(format!("\"{id}\""))
            .remedy(nearest(
                id,
                ids,
                "add the shape, or read the file that has it as well",
            ))
    }
}

fn article(demand: &Demand) -> &'static str {
    match demand.what {
        "a member" => "a shape",
        "the key of a map" => "a string",
        "an input or output" => "a structure",
        other => other,
    }
}

fn misfit(id: &ShapeId, span: Span, found: &Found<'_>, demand: &Demand) -> Problem {
    let remedy = match found {
        Found::Own(draft) if demand.what == ERROR.what && draft.ty == ShapeType::Structure => {
            format!("put `\"smithy.api#error\": \"client\"` on `{id}`, or \"server\"")
        }
        Found::Own(draft) if demand.what == MEMBER.what && draft.traits.mixin() => {
            format!("make a shape that uses `{id}` as a mixin, and target that")
        }
        Found::Own(_) if demand.what == INPUT.what && found.is_error() => {
            "move it to `errors`, or take the trait `smithy.api#error` off it".to_owned()
        }
        _ => format!("target {} here", demand.expected),
    };
    let kind = if matches!(found.ty(), "operation") {
        "an operation".to_owned()
    } else {
        format!("a {}", found.ty())
    };
    Problem::new(
        ErrorKind::Target,
        span,
        format!("`{id}` cannot be {}", demand.what_of()),
    )
    .expected(demand.expected)
    .found(format!("\"{id}\", {kind}"))
    .remedy(remedy)
}

impl Demand {
    fn what_of(&self) -> &'static str {
        match self.what {
            "a member" => "the target of a member",
            other => other,
        }
    }
}
