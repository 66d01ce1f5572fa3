//! The examples that the model gives of its operations: what is sent for them, and what their answers are read as.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[rustfmt::skip]
mod generated {
    mod examples;
}
