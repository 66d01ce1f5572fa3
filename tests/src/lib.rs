//! Checks that cross crates: conformance, layering, peers.
