//! Amazon ECR: one module per paginated operation, saying where tokens, limit and items live.
