//! Amazon ECR: the service model as constant tables.
