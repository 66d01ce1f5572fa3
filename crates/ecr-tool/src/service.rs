//! The client of the registry that was chosen, and that registry itself where it is embedded.

use ecr_local::Server;

use crate::cli::Target;
use crate::failure::{Exit, Failure, chain};

/// A registry to ask.
#[derive(Debug)]
pub(crate) struct Service {
    client: ecr::Client,
    /// Serves as long as it is held.
    _embedded: Option<Server>,
}

impl Service {
    /// A client of this registry; no request is sent yet.
    ///
    /// # Errors
    ///
    /// The address cannot be used, or the embedded registry cannot be started.
    pub(crate) fn connect(target: &Target) -> Result<Self, Failure> {
        match target {
            Target::Endpoint(url) => Self::at(url, None),
            Target::Local => {
                let server = crate::local::embedded()?;
                Self::at(&server.url(), Some(server))
            }
        }
    }

    fn at(url: &str, embedded: Option<Server>) -> Result<Self, Failure> {
        let client = ecr::Client::local(url)
            .map_err(|error| Failure::new(Exit::Configuration, chain(&error)))?;
        Ok(Service {
            client,
            _embedded: embedded,
        })
    }

    pub(crate) fn client(&self) -> &ecr::Client {
        &self.client
    }
}
