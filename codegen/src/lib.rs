//! Smithy model in, Rust source out: a pure function from text to files.
//!
//! The phases, each a module, and a point behind each after which what came before is not looked at again:
//!
//! 1. `resolve`: model → `ir`. Every decision is made here: names, types, direction, where page tokens live.
//! 2. `emit`: `ir` → tokens. One file an emitted artefact; emitters decide nothing.
//! 3. `print`: tokens → text.
//!
//! # Example: a model of one operation
//!
//! ```
//! use codegen::{Plan, generate};
//! use smithy_schema_json::{Source, read};
//!
//! let text = r#"{
//!   "smithy": "2.0",
//!   "shapes": {
//!     "com.example#Library": {
//!       "type": "service",
//!       "version": "2026-01-01",
//!       "operations": [{ "target": "com.example#CountBooks" }],
//!       "traits": { "aws.protocols#awsJson1_1": {} }
//!     },
//!     "com.example#CountBooks": {
//!       "type": "operation",
//!       "input": { "target": "smithy.api#Unit" },
//!       "output": { "target": "com.example#Count" }
//!     },
//!     "com.example#Count": {
//!       "type": "structure",
//!       "members": { "books": { "target": "smithy.api#Integer" } }
//!     }
//!   }
//! }"#;
//! let model = read(&[Source::new("library.json", text)])?;
//! let generated = generate(&model, &Plan::new("library"))?;
//! let response = &generated.files["crates/library-response/src/generated/count_books.rs"];
//! assert!(response.contains("pub books: Option<i32>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it does not do
//!
//! It opens no file, reads no clock and depends on no crate it generates.
//! The crate roots and manifests around the generated folders are written by hand.

mod dump;
mod emit;
mod error;
mod files;
mod html;
mod ir;
mod mistakes;
mod partitions;
mod plan;
mod print;
mod report;
mod resolve;
mod scaffold;
mod surface;
mod workers;

use smithy_schema_json::{Model, Shape, Source};

pub use error::{Error, Errors};
pub use files::Files;
pub use html::markdown;
pub use mistakes::{Mistake, Mistakes, read};
pub use plan::Plan;
pub use report::{Counts, Coverage, Reason, Share, Skipped};
pub use surface::{Fact, Item, ItemKind, Surface};

/// What the generator made of a model.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Path relative to the repository's root → whole text.
    pub files: Files,
    /// How much of what is emitted has documentation of its own.
    pub coverage: Coverage,
    /// What of the model is not emitted, each with the reason, in the order of shape ids.
    pub skipped: Vec<Skipped>,
    /// How much is emitted.
    pub counts: Counts,
}

/// A phase of the generator, told by [`generate_workspace_in_phases`] when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Model to decisions.
    Resolve,
    /// Decisions to tokens.
    Emit,
    /// Tokens to text, which is most of the work.
    Print,
}

impl Generated {
    /// What there is, in a line.
    pub fn summary(&self) -> String {
        self.counts.to_string()
    }
}

/// Generates the crates of a service.
///
/// The same model and plan give the same bytes, whatever the order in which the model's files list shapes and traits.
/// It works on as many threads as there are processors for this process.
///
/// # Errors
///
/// Every reason found why the model cannot be generated, each with its place and a remedy.
pub fn generate(model: &Model, plan: &Plan) -> Result<Generated, Errors> {
    let resolved = resolve::service(model, plan)?;
    let service = &resolved.service;
    let files = workers::printed(&emit::EMITTERS, service, plan, |_| true, Files::new())?;
    Ok(generated(resolved, files))
}

/// Generates a workspace of crates that stands alone: those of [`generate`], with manifests and crate roots around them.
///
/// Of the crates only those are there that hold anything.
///
/// # Errors
///
/// As [`generate`] gives them.
pub fn generate_workspace(model: &Model, plan: &Plan) -> Result<Generated, Errors> {
    let resolved = resolved_whole(model, plan)?;
    let service = &resolved.service;
    let around = scaffold::files(service, plan)?;
    let is_wanted = scaffold::is_wanted(service, plan);
    let files = workers::printed(&workspace_emitters(plan), service, plan, is_wanted, around)?;
    Ok(generated(resolved, files))
}

/// [`generate_workspace`] on this thread alone, saying when a phase is over: there is no clock here, so what each takes is the caller's to see.
///
/// A file is printed before the next is emitted, so those two phases take turns.
///
/// # Errors
///
/// As [`generate`] gives them.
pub fn generate_workspace_in_phases(
    model: &Model,
    plan: &Plan,
    mut over: impl FnMut(Phase),
) -> Result<Generated, Errors> {
    let resolved = resolved_whole(model, plan)?;
    over(Phase::Resolve);
    let service = &resolved.service;
    let around = scaffold::files(service, plan)?;
    over(Phase::Print);
    let emitters = workspace_emitters(plan);
    let sources = emitters.iter().flat_map(|emit| emit(service, plan));
    let sources = sources.filter(scaffold::is_wanted(service, plan));
    let files = printed(sources, around, plan, over)?;
    Ok(generated(resolved, files))
}

/// The service, if anything of it is left to be generated.
fn resolved_whole(model: &Model, plan: &Plan) -> Result<resolve::Resolved, Errors> {
    let resolved = resolve::service(model, plan)?;
    if resolved.service.operations.is_empty() {
        return Err(nothing_left(model, &resolved).into());
    }
    Ok(resolved)
}

fn workspace_emitters(plan: &Plan) -> Vec<emit::Emitter> {
    let cases: Option<emit::Emitter> = (!plan.types_only).then_some(emit::cases::emit);
    emit::EMITTERS.into_iter().chain(cases).collect()
}

/// Crates of nothing would serve nobody.
fn nothing_left(model: &Model, resolved: &resolve::Resolved) -> Error {
    let reasons = resolved.skipped.iter().map(|skipped| &skipped.reason);
    let streams: Vec<String> = reasons
        .filter(|reason| matches!(reason, Reason::Stream(_)))
        .map(Reason::to_string)
        .collect();
    let message = match streams.as_slice() {
        [] => "the service has no operation".to_owned(),
        streams => format!("no operation is left: {}", streams.join(", ")),
    };
    let remedy = "generate a service with an operation that neither sends nor receives streams";
    let service = &resolved.service.shape;
    let span = model.shape(service).map(Shape::span);
    Error::new(service, message, remedy).within(model, span)
}

/// Adds the text of each source, one after the other: tokens take more memory than anything else.
fn printed(
    sources: impl Iterator<Item = files::Source>,
    mut files: Files,
    plan: &Plan,
    mut over: impl FnMut(Phase),
) -> Result<Files, Error> {
    for source in sources {
        over(Phase::Emit);
        let shape = source.shape.clone();
        let (path, text) = print::file(source, &plan.command)?;
        over(Phase::Print);
        workers::add(&mut files, path, text, &shape)?;
    }
    Ok(files)
}

fn generated(resolved: resolve::Resolved, files: Files) -> Generated {
    Generated {
        counts: Counts::of(&resolved.service, &files),
        coverage: Coverage::of(&resolved.service),
        skipped: resolved.skipped,
        files,
    }
}

/// The model's protocol tests and examples as tests of the facade, which are among the files of [`generate_workspace`].
///
/// There is no file where the model has neither.
///
/// # Errors
///
/// As [`generate`] gives them.
pub fn generate_tests(model: &Model, plan: &Plan) -> Result<Files, Errors> {
    let resolved = resolve::service(model, plan)?;
    let sources = emit::cases::emit(&resolved.service, plan);
    Ok(printed(sources, Files::new(), plan, |_| {})?)
}

/// Generates the endpoint crate of a service alone, whatever the service's protocol.
///
/// The files are those that [`generate`] makes for it too; there are none where the model has no rule set.
///
/// # Errors
///
/// The model has no such service, or its endpoint rules cannot be generated: with place and remedy.
pub fn generate_endpoint(model: &Model, plan: &Plan) -> Result<Files, Errors> {
    let service = resolve::choose(model, plan)?;
    let mut findings = error::Findings::default();
    let endpoints = resolve::endpoint::of(model, service, &mut findings);
    findings.finish()?;
    let Some(endpoints) = endpoints else {
        return Ok(Files::new());
    };
    let sources = emit::endpoint::files(&endpoints, plan);
    let texts = sources
        .into_iter()
        .map(|source| Ok(print::file(source, &plan.command)?));
    texts.collect()
}

/// Generates the table of AWS's partitions for the endpoint runtime, into a folder that belongs to the generator whole.
///
/// # Errors
///
/// The file says something that the table has no place for: with place and remedy.
pub fn generate_partitions(source: &Source, plan: &Plan) -> Result<Files, Errors> {
    let folder = plan.runtime_folder();
    let texts = partitions::emit(source, &folder)?
        .into_iter()
        .map(|file| Ok(print::file(file, &plan.command)?));
    texts.collect()
}

/// The public surface of the crates that [`generate`] would make, or will once it can write what the model asks for.
///
/// # Errors
///
/// Every reason found why the model cannot be generated.
pub fn surface(model: &Model, plan: &Plan) -> Result<Surface, Errors> {
    let resolved = resolve::service(model, plan)?;
    Ok(Surface::of(&resolved.service, &plan.name))
}

/// The resolved service as text: names, types, directions, rules and pagination, a decision a line, no documentation.
///
/// # Errors
///
/// Every reason found why the model cannot be generated.
pub fn resolved(model: &Model, plan: &Plan) -> Result<String, Errors> {
    let resolved = resolve::service(model, plan)?;
    Ok(dump::text(&resolved.service))
}
