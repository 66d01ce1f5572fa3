//! Whole processes, measured: their time by the wall and on the CPU, and the service they talk to.

mod measured;
mod server;

pub use measured::{Measured, children_seconds, measure, seconds, turns};
pub use server::Server;
