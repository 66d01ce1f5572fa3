//! The client of the registry that was chosen, and that registry itself where it is embedded.

use std::sync::Arc;

use crate::cli::Target;
use crate::failure::{Exit, Failure, chain};

/// A registry to ask.
#[derive(Debug)]
pub(crate) struct Service {
    client: Arc<ecr::Client>,
    /// Lives as long as the service.
    _embedded: Option<ecr_local::Server>,
}
