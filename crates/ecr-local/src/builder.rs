//! How large a registry is to be, and how it is to misbehave.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};

use smithy_wire::Timestamp;

use crate::fault::Fault;
use crate::moment::Moment;
use crate::seed::{self, Plan, Sizes};
use crate::server::Server;
use crate::service::Service;
use crate::store::Store;

/// An embedded registry; [`builder`](Self::builder) begins one.
#[derive(Clone, Copy, Debug)]
pub struct Registry;

impl Registry {
    /// A registry of three repositories with 60 active images each, on any free port, without faults.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

/// Settings of a registry. The same settings give the same data, tokens and request ids every time.
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    port: u16,
    seed: u64,
    named: Vec<String>,
    sizes: Sizes,
    page_cap: usize,
    faults: Vec<Fault>,
    now: Moment,
    account: String,
    region: String,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            port: 0,
            seed: 0,
            named: Vec::new(),
            sizes: Sizes {
                repositories: 3,
                images: 60,
                cache_rules: 30,
                templates: 30,
                backfills: 60,
                exclusions: 40,
            },
            page_cap: usize::MAX,
            faults: Vec::new(),
            now: seed::NOW,
            account: "123456789012".into(),
            region: "us-east-1".into(),
        }
    }
}

impl Builder {
    /// The port to listen on; 0, the default, is any free one. The address is always 127.0.0.1.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What the data set grows from; 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many repositories there are; 3 by default. Their names are the same for every seed.
    pub fn repositories(mut self, count: usize) -> Self {
        self.sizes.repositories = count;
        self
    }

    /// A repository of this name, in place of one with a generated name.
    ///
    /// There may be more of these than [`repositories`](Self::repositories) says.
    /// A name that the service would refuse can be asked for by no request.
    pub fn repository(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if !self.named.contains(&name) {
            self.named.push(name);
        }
        self
    }

    /// How many active images each repository has; 60 by default.
    ///
    /// Archived images come on top, one for 25 active ones: a listing shows them only where its filter asks for them.
    /// What is attached to images counts among them; about a sixth of a repository is attached to one and the same image.
    /// Previews of lifecycle policies and results of replication backfills grow with the images.
    pub fn images(mut self, count: usize) -> Self {
        self.sizes.images = count;
        self
    }

    /// How many pull through cache rules there are; 30 by default. Their prefixes are the same for every seed.
    pub fn pull_through_cache_rules(mut self, count: usize) -> Self {
        self.sizes.cache_rules = count;
        self
    }

    /// How many repository creation templates there are; 30 by default. Their prefixes are the same for every seed.
    pub fn repository_creation_templates(mut self, count: usize) -> Self {
        self.sizes.templates = count;
        self
    }

    /// How many replication backfills there are; 60 by default. The newest four are running, the others have ended.
    ///
    /// They copy the images of two repositories: the first ones named, or with generated names.
    pub fn replication_backfills(mut self, count: usize) -> Self {
        self.sizes.backfills = count;
        self
    }

    /// How many users and roles pull without its counting as use; 40 by default.
    pub fn pull_time_update_exclusions(mut self, count: usize) -> Self {
        self.sizes.exclusions = count;
        self
    }

    /// How many items a page has at most, whatever the request asks for. No cap by default; 0 counts as 1.
    pub fn page_cap(mut self, items: usize) -> Self {
        self.page_cap = items.max(1);
        self
    }

    /// Adds a fault. Faults work together; where two would end the same call, the first one added does.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// The registry's idea of the present, to the millisecond; 20 November 2026 by default.
    ///
    /// Nothing is pushed later than that at the start, and each write comes a little over a second after the last.
    pub fn now(mut self, now: Timestamp) -> Self {
        self.now = Moment::from_timestamp(now);
        self
    }

    /// The account whose registry this is, of twelve digits; `123456789012` by default.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = account.into();
        self
    }

    /// The region named in ARNs and addresses; `us-east-1` by default.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// Starts the server on a thread of its own. Images come into being when a request first looks at their repository.
    ///
    /// # Errors
    ///
    /// The port is taken, or the system has no thread or socket to give.
    pub fn start(self) -> Result<Server, StartError> {
        let error = |source| StartError {
            port: self.port,
            source,
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).map_err(error)?;
        Server::start(listener, self.clone().build()).map_err(error)
    }

    pub(crate) fn build(self) -> Service {
        let plan = Plan::new(self.seed, self.named, self.sizes, self.now);
        Service::new(
            self.seed,
            self.page_cap,
            Store::new(self.account, self.region, plan),
            self.faults,
        )
    }
}

/// Why a registry did not start.
#[derive(Debug)]
pub struct StartError {
    port: u16,
    source: io::Error,
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            0 => f.write_str("the registry could not start on any port of 127.0.0.1"),
            port => write!(f, "the registry could not start on 127.0.0.1:{port}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
