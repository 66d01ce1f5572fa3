//! Serde for the types of this crate.

mod scalars;
mod value;
