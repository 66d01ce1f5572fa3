//! A running server, seen through a socket.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy knows tests by their attribute, and not the functions they share"
)]

mod backfills;
mod common;
mod data_set;
mod eleven;
mod faults;
mod listings;
mod previews;
mod protocol;
mod referrers;
mod rules;
mod tokens;
mod writes;
