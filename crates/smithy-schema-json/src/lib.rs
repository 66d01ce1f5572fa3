//! The Smithy 2.0 JSON AST: shapes, traits, apply, merging, and errors that say where.
