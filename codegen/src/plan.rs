//! What is generated where: crates, folders, and the path by which one crate names another's items.

use std::str::FromStr;

use proc_macro2::TokenStream;

/// Which service is generated, under which names.
///
/// # Example: the plan for one service
///
/// ```
/// use codegen::Plan;
///
/// let plan = Plan::new("ecr");
/// assert_eq!(plan.folders().next(), Some("crates/ecr-types/src/generated".to_owned()));
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) name: String,
    pub(crate) folder: String,
    pub(crate) command: String,
    pub(crate) service: Option<String>,
    pub(crate) runtime: String,
    pub(crate) single: bool,
    pub(crate) types_only: bool,
}

/// A generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Types,
    Request,
    Response,
    Paginator,
    Schema,
    Endpoint,
    Facade,
}

impl Part {
    /// Each one, those that others know before those.
    pub(crate) const ALL: [Part; 7] = [
        Part::Types,
        Part::Request,
        Part::Response,
        Part::Paginator,
        Part::Schema,
        Part::Endpoint,
        Part::Facade,
    ];

    /// The module that stands for the part's crate where there is one crate for all.
    pub(crate) fn module(self) -> &'static str {
        match self {
            Part::Types => "types",
            Part::Request => "request",
            Part::Response => "response",
            Part::Paginator => "paginator",
            Part::Schema => "schema",
            Part::Endpoint => "endpoint",
            Part::Facade => "generated",
        }
    }
}

const PARTS: [(Part, &str); 7] = [
    (Part::Types, "-types"),
    (Part::Request, "-request"),
    (Part::Response, "-response"),
    (Part::Paginator, "-paginator"),
    (Part::Schema, "-schema"),
    (Part::Endpoint, "-endpoint"),
    (Part::Facade, ""),
];

impl Plan {
    /// Crates `NAME-types`, `NAME-request` and so on under `crates`, the facade being `NAME`.
    pub fn new(name: impl Into<String>) -> Plan {
        Plan {
            name: name.into(),
            folder: "crates".to_owned(),
            command: "cargo xtask regenerate".to_owned(),
            service: None,
            runtime: "../..".to_owned(),
            single: false,
            types_only: false,
        }
    }

    /// The folder that holds the crates, relative to the repository's root.
    #[must_use]
    pub fn with_folder(mut self, folder: impl Into<String>) -> Plan {
        self.folder = folder.into();
        self
    }

    /// The command that headers name as the way to make the files again.
    #[must_use]
    pub fn with_command(mut self, command: impl Into<String>) -> Plan {
        self.command = command.into();
        self
    }

    /// The service's shape id; needed where the model has several.
    #[must_use]
    pub fn with_service(mut self, id: impl Into<String>) -> Plan {
        self.service = Some(id.into());
        self
    }

    /// The name of the facade's crate.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder of the runtime crates, as a manifest names it: relative to a crate's folder, or absolute.
    #[must_use]
    pub fn with_runtime(mut self, folder: impl Into<String>) -> Plan {
        self.runtime = folder.into();
        self
    }

    /// One crate `NAME` with a module for each of the crates there would be else.
    #[must_use]
    pub fn with_single_crate(mut self) -> Plan {
        self.single = true;
        self
    }

    /// Types and paginators alone, whatever protocol the service speaks: nothing that can be called.
    #[must_use]
    pub fn with_types_only(mut self) -> Plan {
        self.types_only = true;
        self
    }

    /// The folders that belong to the generator whole, relative to the repository's root.
    pub fn folders(&self) -> impl Iterator<Item = String> + '_ {
        PARTS.iter().map(|(_, suffix)| self.generated(suffix))
    }

    /// The generated folder of the endpoint runtime, which all services share.
    pub fn runtime_folder(&self) -> String {
        format!("{}/smithy-endpoint/src/generated", self.folder)
    }

    fn generated(&self, suffix: &str) -> String {
        format!("{}/{}{suffix}/src/generated", self.folder, self.name)
    }

    /// The path of a generated file of a part.
    pub(crate) fn file(&self, part: Part, relative: &str) -> String {
        if self.single && part != Part::Facade {
            return self.crate_file(part, &format!("src/{}/{relative}", part.module()));
        }
        format!("{}/{relative}", self.generated(suffix(part)))
    }

    /// The path of a file around the generated ones of a part.
    pub(crate) fn crate_file(&self, part: Part, relative: &str) -> String {
        format!("{}/{}/{relative}", self.folder, self.crate_name(part))
    }

    /// The name of a part's crate.
    pub(crate) fn crate_name(&self, part: Part) -> String {
        let suffix = if self.single { "" } else { suffix(part) };
        format!("{}{suffix}", self.name)
    }

    /// The name by which other crates' code knows a part.
    pub(crate) fn crate_ident(&self, part: Part) -> String {
        self.crate_name(part).replace('-', "_")
    }

    /// The path by which code in `from` names the root of `to`.
    pub(crate) fn root(&self, from: Part, to: Part) -> TokenStream {
        let text = if self.single && to != Part::Facade {
            format!("crate::{}", to.module())
        } else if from == to {
            "crate".to_owned()
        } else {
            self.crate_ident(to)
        };
        TokenStream::from_str(&text).unwrap_or_default()
    }
}

fn suffix(part: Part) -> &'static str {
    let found = PARTS.iter().find(|(other, _)| *other == part);
    found.map_or("", |(_, suffix)| suffix)
}
