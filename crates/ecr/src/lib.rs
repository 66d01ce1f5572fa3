//! Amazon ECR for Rust: typed operations, resumable pagination, a small blocking client.
