//! Figures for the person who generates: what there is, what is documented, what is missing.

use std::fmt;

use crate::files::Files;
use crate::ir::{Docs, Member, Service, Structure};

/// A shape of the model that is not emitted, or not whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The shape's id.
    pub shape: String,
    /// Why.
    pub reason: String,
}

/// How much is emitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Operations.
    pub operations: usize,
    /// Operations with a paginator.
    pub paginated: usize,
    /// Structures other than requests, responses and errors.
    pub structures: usize,
    /// Unions.
    pub unions: usize,
    /// Enums.
    pub enums: usize,
    /// Error structures.
    pub errors: usize,
    /// Files.
    pub files: usize,
    /// Lines in all files.
    pub lines: usize,
}

/// How much of what is emitted carries the model's documentation; the rest carries a line made from its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Operations, structures, unions, enums and errors.
    pub shapes: Share,
    /// Members of those, values of enums left out.
    pub members: Share,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many have it.
    pub documented: usize,
    /// How many there are.
    pub total: usize,
}

impl Counts {
    pub(crate) fn of(service: &Service, files: &Files) -> Counts {
        Counts {
            operations: service.operations.len(),
            paginated: service
                .operations
                .iter()
                .filter(|operation| operation.pagination.is_some())
                .count(),
            structures: service.structures.len(),
            unions: service.unions.len(),
            enums: service.enums.len(),
            errors: service.errors.len(),
            files: files.len(),
            lines: files.values().map(|text| text.lines().count()).sum(),
        }
    }
}

impl Coverage {
    pub(crate) fn of(service: &Service) -> Coverage {
        let owned = service
            .operations
            .iter()
            .flat_map(|operation| [&operation.request, &operation.response]);
        let structures: Vec<&Structure> =
            service.structures.iter().chain(&service.errors).collect();
        let members = owned
            .chain(structures.iter().copied())
            .flat_map(|structure| &structure.members);
        let members = members.chain(service.unions.iter().flat_map(|union| &union.members));
        let shapes = structures.iter().map(|structure| &structure.docs);
        let shapes = shapes.chain(service.unions.iter().map(|union| &union.docs));
        let shapes = shapes.chain(service.enums.iter().map(|choice| &choice.docs));
        let shapes = shapes.chain(service.operations.iter().map(|operation| &operation.docs));
        Coverage {
            shapes: Share::of(shapes),
            members: Share::of(members.map(|member: &Member| &member.docs)),
        }
    }
}

impl Share {
    fn of<'a>(docs: impl Iterator<Item = &'a Docs>) -> Share {
        docs.fold(Share::default(), |share, docs| Share {
            documented: share.documented + usize::from(docs.documented),
            total: share.total + 1,
        })
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.documented, self.total)
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "documented: {} shapes, {} members",
            self.shapes, self.members
        )
    }
}
