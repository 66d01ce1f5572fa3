//! The client of the registry that was chosen, and that registry itself where it is embedded.

use ecr::client::{Client, Retries};
use ecr_local::Server;

use crate::cli::Target;
use crate::connection::Connection;
use crate::debug;
use crate::failure::{Exit, Failure, chain};

/// A registry to ask.
#[derive(Debug)]
pub(crate) struct Service {
    client: Client,
    /// Serves as long as it is held.
    _embedded: Option<Server>,
}

impl Service {
    /// A client of this registry; no request is sent yet.
    ///
    /// # Errors
    ///
    /// Settings or credentials are missing or wrong, or the embedded registry cannot be started.
    pub(crate) fn connect(target: &Target) -> Result<Self, Failure> {
        if target.debug {
            debug::watch();
        }
        if !target.local {
            let connection = Connection::of(target, &|name| std::env::var(name).ok())?;
            let client = connection.client()?;
            let _embedded = None;
            return Ok(Service { client, _embedded });
        }
        let server = crate::local::embedded()?;
        let client = Client::local(&server.url());
        let client = client.map_err(|error| Failure::new(Exit::Other, chain(&error)))?;
        Ok(Service {
            client: client.with_retries(target.retries(None, Retries::none())),
            _embedded: Some(server),
        })
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }
}
