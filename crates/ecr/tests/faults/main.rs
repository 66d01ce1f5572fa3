//! What goes wrong on the way to a service, in the middle of a listing, over real sockets: what the user sees, and that no item is lost or doubled.
//!
//! Every fault meets the blocking and the async client.
//! Sleeps are virtual: nobody waits.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a helper fails the test that calls it, and what the user sees is printed"
)]

mod broken;
mod hooks;
mod identity;
mod listing;
#[path = "../../../aws-transport/tests/support/server.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the server of other tests, of which these use a part"
)]
mod server;
mod tls;
mod weather;

#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
