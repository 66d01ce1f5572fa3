//! A machine with real sockets and files, whose variables, home, clock and sleep are a test's.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use aws_transport::{Bytes, Limits, Network, http};

use super::noon;
use crate::{Direct, Failure, Here, HereAsync, Machine, Pending, Ran};

pub(super) struct Beside {
    /// Which client it speaks with.
    pub(super) name: &'static str,
    inner: Box<dyn Machine>,
    variables: BTreeMap<String, String>,
    home: PathBuf,
    now: Mutex<SystemTime>,
    /// Where the addresses of metadata services lead.
    agents: Option<String>,
    slept: Mutex<Vec<Duration>>,
    direct: Mutex<Vec<bool>>,
}

/// The same machine over the blocking and the async client.
pub(super) fn machines() -> [Beside; 2] {
    machines_with(Network::new())
}

/// The same, which wait for nothing as long as this.
pub(super) fn hasty(limit: Duration) -> [Beside; 2] {
    let limits = Limits::default().with_response(limit).with_body(limit);
    machines_with(Network::new().with_limits(limits.with_connect(limit)))
}

pub(super) fn machines_with(network: Network) -> [Beside; 2] {
    [
        Beside::new("blocking", Box::new(Here::new(network.clone()))),
        Beside::new("async", Box::new(HereAsync::new(network))),
    ]
}

/// Runs a future to its end.
pub(super) fn run<T>(future: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

impl Beside {
    fn new(name: &'static str, inner: Box<dyn Machine>) -> Self {
        Self {
            name,
            inner,
            variables: BTreeMap::new(),
            home: PathBuf::from("/nonexistent"),
            now: Mutex::new(noon()),
            agents: None,
            slept: Mutex::default(),
            direct: Mutex::default(),
        }
    }

    pub(super) fn set(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(super) fn at_home(mut self, home: &Path) -> Self {
        home.clone_into(&mut self.home);
        self
    }

    pub(super) fn at(self, now: SystemTime) -> Self {
        self.walk(now);
        self
    }

    /// Puts the clock there.
    pub(super) fn walk(&self, now: SystemTime) {
        *self.now.lock().expect("no panic") = now;
    }

    pub(super) fn with_agents(mut self, url: &str) -> Self {
        self.agents = Some(url.to_owned());
        self
    }

    pub(super) fn slept(&self) -> Vec<Duration> {
        self.slept.lock().expect("no panic").clone()
    }

    /// For each request, whether it was to go around proxies.
    pub(super) fn direct(&self) -> Vec<bool> {
        self.direct.lock().expect("no panic").clone()
    }

    fn redirected(&self, request: &mut http::Request<Bytes>) {
        let host = request.uri().host().unwrap_or_default();
        let is_agent = host.starts_with("169.254.") || host.starts_with("[fd00:");
        let Some(agents) = self.agents.as_ref().filter(|_| is_agent) else {
            return;
        };
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        *request.uri_mut() = format!("{agents}{path}").parse().expect("a URL");
    }
}

impl Machine for Beside {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn home(&self) -> Option<PathBuf> {
        Some(self.home.clone())
    }

    fn now(&self) -> SystemTime {
        *self.now.lock().expect("no panic")
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.inner.write(path, content)
    }

    fn fetch(
        &self,
        mut request: http::Request<Bytes>,
        within: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, Failure>> {
        let direct = request.extensions().get::<Direct>().is_some();
        self.direct.lock().expect("no panic").push(direct);
        self.redirected(&mut request);
        self.inner.fetch(request, within)
    }

    fn run<'a>(&'a self, _: &'a [String]) -> Pending<'a, io::Result<Ran>> {
        Box::pin(std::future::ready(Err(io::ErrorKind::Unsupported.into())))
    }

    fn sleep(&self, time: Duration) -> Pending<'_, ()> {
        self.slept.lock().expect("no panic").push(time);
        Box::pin(std::future::ready(()))
    }
}
