//! Smithy model in, Rust source out: a pure function from text to files.
