//! Amazon ECR: one module per operation with its request.
