//! Amazon ECR: nested structures and enums.
