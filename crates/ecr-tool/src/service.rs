//! The client of the registry that was chosen, and that registry itself where it is embedded.

use aws_identity::Here;
use ecr::client::{Client, Network, Retries};
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
    embedded: Option<Server>,
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
            let connection = Connection::of(target, &Here::new(Network::new()))?;
            let caller = connection.caller(target)?;
            return Ok(Service {
                client: connection.client(target, caller)?,
                embedded: None,
            });
        }
        let server = crate::local::embedded()?;
        let client = Client::local(&server.url());
        let client = client.map_err(|error| Failure::new(Exit::Other, chain(&error)))?;
        Ok(Service {
            client: client.with_retries(target.retries(None, Retries::none())),
            embedded: Some(server),
        })
    }

    /// Where the registry is, for what belongs to it.
    pub(crate) fn origin(&self) -> String {
        match &self.embedded {
            Some(_) => "the embedded registry".to_owned(),
            None => {
                let endpoint = self.client.endpoint().to_string();
                endpoint.trim_end_matches('/').to_owned()
            }
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }
}
