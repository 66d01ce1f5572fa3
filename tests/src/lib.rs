//! Checks that cross crates: conformance, layering, peers.

pub mod conformance;
pub mod live;
