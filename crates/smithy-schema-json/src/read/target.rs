//! Every shape that is named must exist, and be of a kind that can stand there.

use super::draft::{Bound, Draft, OperationDraft, ShapeType};
use super::fields::with_article;
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
    /// What the target is to be, to end "… cannot be".
    what: &'static str,
    /// What is looked for, to end "the id of".
    sought: &'static str,
    expected: &'static str,
    fits: fn(&Found<'_>) -> bool,
    /// What to do with one that does not fit, where there is something better than to target another.
    remedy: fn(&ShapeId, &Found<'_>) -> Option<String>,
}

/// A shape found by its id.
enum Found<'a> {
    Own(&'a Draft),
    Prelude(&'static Shape),
}

const MEMBER: Demand = Demand {
    what: "the target of a member",
    sought: "a shape",
    expected: "a shape that holds data (no service, resource, operation, mixin or trait)",
    fits: |found| match found {
        Found::Own(draft) => {
            let traits = &draft.traits;
            !draft.ty.is_service_kind() && !traits.mixin() && !traits.trait_definition()
        }
        Found::Prelude(_) => true,
    },
    remedy: |id, found| match found {
        Found::Own(draft) if draft.traits.mixin() => Some(format!(
            "make a shape that uses `{id}` as a mixin, and target that"
        )),
        Found::Own(draft) if draft.traits.trait_definition() => Some(format!(
            "apply `{id}` as a trait, or target a shape that defines none"
        )),
        _ => None,
    },
};
const ENUM_VALUE: Demand = Demand {
    what: "the target of a value of an enum",
    sought: "`smithy.api#Unit`",
    expected: "`smithy.api#Unit`: the value itself is in the trait `smithy.api#enumValue`",
    fits: |found| matches!(found, Found::Prelude(shape) if shape.id.is_unit()),
    remedy: |_, _| Some("target `smithy.api#Unit`".to_owned()),
};
const MAP_KEY: Demand = Demand {
    what: "the key of a map",
    sought: "a string",
    expected: "a string or an enum",
    fits: |found| matches!(found.ty(), "string" | "enum"),
    remedy: |_, _| None,
};
const INPUT: Demand = Demand {
    what: "an input or output",
    sought: "a structure",
    expected: "a structure that is no error",
    fits: |found| found.ty() == "structure" && !found.is_error(),
    remedy: |_, found| {
        let text = "move it to `errors`, or take the trait `smithy.api#error` off it";
        found.is_error().then(|| text.to_owned())
    },
};
const ERROR: Demand = Demand {
    what: "an error",
    sought: "an error",
    expected: "a structure with the trait `smithy.api#error`",
    fits: |found| found.ty() == "structure" && found.is_error(),
    remedy: |id, found| {
        let own = matches!(found, Found::Own(_)) && found.ty() == "structure";
        own.then(|| format!("put `\"smithy.api#error\": \"client\"` on `{id}`, or \"server\""))
    },
};
const OPERATION: Demand = Demand {
    what: "an operation",
    sought: "an operation",
    expected: "an operation",
    fits: |found| found.ty() == "operation",
    remedy: |_, _| None,
};
const RESOURCE: Demand = Demand {
    what: "a resource",
    sought: "a resource",
    expected: "a resource",
    fits: |found| found.ty() == "resource",
    remedy: |_, _| None,
};
const IDENTIFIER: Demand = Demand {
    what: "an identifier",
    sought: "a string",
    expected: "a string",
    fits: |found| matches!(found.ty(), "string" | "enum"),
    remedy: |_, _| None,
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
            let demand = match draft.ty {
                ShapeType::Map if member.name == "key" => &MAP_KEY,
                ShapeType::Enum | ShapeType::IntEnum => &ENUM_VALUE,
                _ => &MEMBER,
            };
            self.target(&member.target, member.target_span, demand);
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
                demand.sought
            ))
            .found(format!("\"{id}\""))
            .remedy(nearest(
                id,
                ids,
                "add the shape, or read the file that has it as well",
            ))
    }
}

fn misfit(id: &ShapeId, span: Span, found: &Found<'_>, demand: &Demand) -> Problem {
    let remedy = (demand.remedy)(id, found);
    let remedy = remedy.unwrap_or_else(|| format!("target {} instead", demand.expected));
    let message = format!("`{id}` cannot be {}", demand.what);
    Problem::new(ErrorKind::Target, span, message)
        .expected(demand.expected)
        .found(format!("\"{id}\", {}", with_article(found.ty())))
        .remedy(remedy)
}
