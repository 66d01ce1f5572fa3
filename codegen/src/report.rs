//! Figures for the person who generates: what there is, what is documented, what is missing.

use std::fmt;

use crate::files::Files;
use crate::ir::{Docs, Member, Service, Structure};

/// A shape of the model that is not emitted, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The shape's id.
    pub shape: String,
    /// Why.
    pub reason: Reason,
}

/// Why a shape is not emitted, or what of it is not.
///
/// `Display` is the reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// An operation sends or receives a stream: the member of this id.
    Stream(String),
    /// A service beside the one that is generated.
    AnotherService,
    /// Bound to another service than this one, if to any.
    NotPartOf(String),
    /// A resource has no type of its own.
    Resource,
    /// Nothing that is emitted reaches the shape.
    Unreached,
    /// The operation has no paginator, and why.
    NoPaginator(String),
    /// The operation lacks the waiter of this name, and why.
    NoWaiter(String, String),
    /// There is no test of the protocol case of this name, and why.
    NoTest(String, String),
    /// There is no test of the example of this title, and why.
    NoExample(String, String),
    /// The service has no endpoint rules, and why.
    NoEndpointRules(String),
}

impl Skipped {
    pub(crate) fn new(shape: impl fmt::Display, reason: Reason) -> Skipped {
        let shape = shape.to_string();
        Skipped { shape, reason }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Stream(member) => write!(f, "`{member}` is a stream"),
            Reason::AnotherService => f.write_str("another service"),
            Reason::NotPartOf(service) => write!(f, "not part of {service}"),
            Reason::Resource => f.write_str("resources have no type; their operations are emitted"),
            Reason::Unreached => f.write_str("no emitted operation reaches it"),
            Reason::NoPaginator(why) => write!(f, "no paginator: {why}"),
            Reason::NoWaiter(name, why) => write!(f, "no waiter `{name}`: {why}"),
            Reason::NoTest(name, why) => write!(f, "no test `{name}`: {why}"),
            Reason::NoExample(title, why) => write!(f, "no test of the example `{title}`: {why}"),
            Reason::NoEndpointRules(why) => write!(f, "no endpoint rules: {why}"),
        }
    }
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Operations, structures, unions, enums and errors.
    pub shapes: Share,
    /// Members of those and of requests and responses; values of enums are not counted.
    pub members: Share,
    undocumented: Vec<String>,
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
            enums: service.enums.len() + service.int_enums.len(),
            errors: service.errors.len(),
            files: files.len(),
            lines: files.values().map(|text| text.lines().count()).sum(),
        }
    }
}

impl Coverage {
    /// The ids of the shapes and members whose documentation is made from their names, in order.
    pub fn undocumented(&self) -> impl Iterator<Item = &str> {
        self.undocumented.iter().map(String::as_str)
    }

    pub(crate) fn of(service: &Service) -> Coverage {
        let mut coverage = Coverage::default();
        for operation in &service.operations {
            coverage.shape(&operation.shape, &operation.docs);
            coverage.structure_members(&operation.request);
            coverage.structure_members(&operation.response);
        }
        for structure in service.structures.iter().chain(&service.errors) {
            coverage.shape(&structure.shape, &structure.docs);
            coverage.structure_members(structure);
        }
        for union in &service.unions {
            coverage.shape(&union.shape, &union.docs);
            coverage.all_members(&union.shape, &union.members);
        }
        let texts = service.enums.iter().map(|it| (&it.shape, &it.docs));
        let numbers = service.int_enums.iter().map(|it| (&it.shape, &it.docs));
        for (shape, docs) in texts.chain(numbers) {
            coverage.shape(shape, docs);
        }
        coverage.undocumented.sort();
        coverage
    }

    fn shape(&mut self, shape: &str, docs: &Docs) {
        self.shapes.count(docs);
        if !docs.documented {
            self.undocumented.push(shape.to_owned());
        }
    }

    fn structure_members(&mut self, structure: &Structure) {
        self.all_members(&structure.shape, &structure.members);
    }

    fn all_members(&mut self, shape: &str, members: &[Member]) {
        for member in members {
            self.members.count(&member.docs);
            if !member.docs.documented {
                self.undocumented.push(format!("{shape}${}", member.wire));
            }
        }
    }
}

impl Share {
    fn count(&mut self, docs: &Docs) {
        self.documented += usize::from(docs.documented);
        self.total += 1;
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.documented, self.total)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            operations,
            paginated,
            structures,
            unions,
            enums,
            errors,
            files,
            lines,
        } = self;
        write!(
            f,
            "{operations} operations ({paginated} paginated), {structures} structures, {unions} unions, "
        )?;
        write!(
            f,
            "{enums} enums, {errors} errors; {files} files, {lines} lines"
        )
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
