//! The overlays of a model: kept, checked against it, and the one for paginators brought up to date.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use codegen::{Mistake, Plan, Surface};
use smithy_schema_json::{Model, Node, Shape, Source};

use super::stale::Models;
use super::{Given, paged, paginators, refuse};
use crate::failure::Failure;
use crate::workspace;

const PAGINATORS: &str = "paginators.json";

/// The overlays of a model's folder.
pub(super) struct Overlays {
    folder: String,
    /// Those there are, `paginators.json` as it shall be.
    sources: Vec<Source>,
    /// The overlays to write, by path.
    pub(super) changed: BTreeMap<String, String>,
    /// The README there is, or nothing.
    pub(super) readme: String,
}

impl Overlays {
    /// Reads every JSON file of the folder but the model.
    pub(super) fn read(root: &Path, folder: &str, model: &str) -> Result<Overlays, Failure> {
        let mut sources = Vec::new();
        let place = root.join(folder);
        let files = if place.is_dir() {
            workspace::json_files(&place)?
        } else {
            Vec::new()
        };
        for path in files {
            // The model itself is about to be replaced, whatever state it is in.
            if workspace::relative(&path, root) != model {
                sources.push(workspace::source(&path, root)?);
            }
        }
        let readme = fs::read_to_string(place.join("README.md")).unwrap_or_default();
        Ok(Overlays {
            folder: folder.to_owned(),
            sources,
            changed: BTreeMap::new(),
            readme,
        })
    }

    /// Brings `paginators.json` up to date with botocore's file.
    pub(super) fn take_paginators(
        &mut self,
        given: &Given,
        model: &Model,
        service: &Shape,
    ) -> Vec<String> {
        let name = format!("{}/{PAGINATORS}", self.folder);
        let index = self.sources.iter().position(|source| source.name == name);
        let there = index.and_then(|index| self.sources.get(index));
        // What is wrong with the overlay that is there is told with the others.
        let Ok(root) = there.map_or_else(|| Ok(paged::empty()), Node::parse) else {
            return paginators::read(&given.source).1;
        };
        let (root, told) = paged::overlay(root, &given.source, model, service);
        let text = format!("{root}\n");
        self.sources.retain(|source| source.name != name);
        self.sources.push(Source::new(name.clone(), text.clone()));
        self.sources.sort_by(|one, two| one.name.cmp(&two.name));
        self.changed.insert(name, text);
        told
    }

    /// The surface of the model with its overlays, or why there is none: its protocol is not spoken.
    pub(super) fn surface(
        &self,
        facts: &Source,
        service: &Shape,
    ) -> Result<Result<Surface, codegen::Errors>, Failure> {
        let model = refuse(&facts.name, smithy_schema_json::read(&self.with(facts)))?;
        let plan = Plan::new(super::name(service)?);
        Ok(codegen::surface(&model, &plan))
    }

    /// The model and all overlays.
    pub(super) fn with(&self, facts: &Source) -> Vec<Source> {
        [facts].into_iter().chain(&self.sources).cloned().collect()
    }

    /// What is wrong in overlays, and entries that no longer apply: to nothing that is there, to what has become another,
    /// or saying what the model says itself.
    ///
    /// Of a model that could not be read whole, it is not known which entries still apply.
    pub(super) fn misfits(
        &self,
        models: Option<&Models<'_>>,
        facts: &Source,
        plan: &Plan,
    ) -> String {
        let mistakes = codegen::read(&self.with(facts), plan).err();
        let is_ours = |mistake: &&Mistake| {
            let place = mistake.location();
            place.is_some_and(|place| place.file() != facts.name)
        };
        let ours = mistakes.iter().flatten().filter(is_ours);
        let mut parts: Vec<String> = ours.map(ToString::to_string).collect();
        let overlays = self.sources.iter();
        let stale =
            overlays.flat_map(|source| models.into_iter().flat_map(|models| models.stale(source)));
        let stale: Vec<String> = stale.collect();
        parts.extend((!stale.is_empty()).then(|| stale.join("\n")));
        parts.join("\n\n")
    }
}

pub(super) fn refused(told: &str) -> Failure {
    Failure::new(format!(
        "overlays no longer fit the model\n\n{told}\n\nnothing was written; correct the overlays, then import again"
    ))
}
