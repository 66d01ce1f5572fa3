//! Serves a registry until interrupted: `cargo run -p ecr-local --example serve -- status=503@page:3`.
//!
//! The arguments are faults.

#![allow(clippy::print_stdout, reason = "a program")]

use ecr_local::Registry;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = Registry::builder().images(300);
    for fault in std::env::args().skip(1) {
        builder = builder.fault(fault.parse()?);
    }
    let server = builder.start()?;
    println!("listening on {}", server.url());
    server.wait();
    Ok(())
}
