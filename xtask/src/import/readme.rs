//! The README of a model's folder: what is here and where it came from.

use smithy_schema_json::{Model, Shape};

use super::Given;
use super::facts::Dropped;

/// What the README tells.
pub(super) struct Readme<'a> {
    pub(super) model: &'a Given,
    pub(super) paginators: Option<&'a Given>,
    pub(super) service: &'a Shape,
    pub(super) read: &'a Model,
    pub(super) dropped: &'a Dropped,
}

/// How the row of the paginators begins.
const PAGINATORS: &str = "| `paginators.json` |";

impl Readme<'_> {
    /// The text; where no paginators are given, the row on them is kept as it was.
    pub(super) fn text(&self, before: &str) -> String {
        let title = self
            .service
            .traits()
            .title()
            .unwrap_or(self.service.id().name());
        let version = self
            .service
            .as_service()
            .map(|service| service.version.as_str())
            .unwrap_or_default();
        let file = super::name(self.service).unwrap_or_default();
        format!(
            "# {title}, {version}\n\n\
             Written by `cargo xtask import`; do not edit.\n\n\
             | file | taken from | SHA-256 of the source |\n\
             | --- | --- | --- |\n\
             | `{file}.json` | `{source}` | `{sha256}` |\n\
             {paginators}\n\
             `{file}.json` is the published model of `{id}` without its documentation and examples: facts only.\n\
             {counts}\n\
             Left out: {dropped}.\n\n\
             Every other JSON file here is an overlay of ours: `apply` statements that are merged with the model.\n\
             In `paginators.json`, `excludes`, `defaultPageSize`, `identity` and the operations unknown to the source are ours; \
             the rest is what the source says beyond the model's own trait.\n\
             A `defaultPageSize` is the number that the published documentation of the page size's member gives for when it is absent.\n",
            source = self.model.source.name,
            sha256 = self.model.sha256,
            paginators = self.paginators_row(before),
            id = self.service.id(),
            counts = self.counts(),
            dropped = self.dropped,
        )
    }

    fn paginators_row(&self, before: &str) -> String {
        match self.paginators {
            Some(given) => format!(
                "{PAGINATORS} `{}` | `{}` |\n",
                given.source.name, given.sha256
            ),
            None => before
                .lines()
                .filter(|line| line.starts_with(PAGINATORS))
                .map(|line| format!("{line}\n"))
                .collect(),
        }
    }

    fn counts(&self) -> String {
        let shapes = self.read.shapes().count();
        let operations = self.read.closure(self.service).operations;
        let paginated = operations
            .iter()
            .filter(|operation| operation.traits().paginated().is_some())
            .count();
        format!(
            "It has {shapes} shapes; {} are operations, {paginated} of them paginated by its own traits.",
            operations.len()
        )
    }
}
