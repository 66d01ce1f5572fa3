//! From text to [`Model`].

use crate::error::Errors;
use crate::model::Model;
use crate::node::Object;
use crate::span::Source;

/// Reads a model from its sources, merged.
///
/// # Errors
///
/// Every mistake found, each with its place and a remedy.
pub fn read(sources: &[Source]) -> Result<Model, Errors> {
    Ok(Model {
        shapes: Default::default(),
        metadata: Object::new(),
        sources: sources.to_vec(),
    })
}
