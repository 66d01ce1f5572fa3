//! The generated text, and the tokens it is printed from.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

/// Path relative to the repository's root → whole text.
pub type Files = BTreeMap<String, String>;

/// A file before it is printed.
pub(crate) struct Source {
    /// Its path, relative to the repository's root.
    pub(crate) path: String,
    /// The shape it was made from.
    pub(crate) shape: String,
    /// The emitter that made it, as a file of this crate: `emit/structure.rs`.
    pub(crate) emitter: &'static str,
    /// What the file is about, for its first line of documentation; most files have none.
    pub(crate) docs: Vec<String>,
    /// Its items.
    pub(crate) items: TokenStream,
}

/// Files one after the other: the next is made once it is asked for.
pub(crate) type Sources<'a> = Box<dyn Iterator<Item = Source> + 'a>;
