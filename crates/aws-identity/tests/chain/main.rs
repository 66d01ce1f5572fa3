//! The order of sources, what is wrong in files, and what messages say, over a machine made of maps.
#![cfg(all(feature = "sts", feature = "sso"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod dialect;
mod machine;
mod messages;
mod order;
mod processes;
mod roles;
mod secrets;
mod settings;
