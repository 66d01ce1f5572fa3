//! The awsJson protocols over the http crate's types: requests out, responses and typed errors in.
