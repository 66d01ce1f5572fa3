//! The `ecr` command.
fn main() {}
