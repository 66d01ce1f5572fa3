//! This machine, for callers that block.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_transport::{Bytes, Http, Network, Ureq, Within, http};

use super::network::networks;
use super::{Direct, Failure, Machine, Pending, Ran, system};

/// This machine, asked by callers that block: every future it gives is ready.
#[derive(Clone, Debug)]
pub struct Here {
    http: Ureq,
    direct: Ureq,
}

impl Here {
    /// This machine, with connections made as `network` says, and answers of no more than a mebibyte.
    ///
    /// Metadata services speak plain HTTP on addresses of the machine's own network: that is allowed here.
    /// They are reached without the proxies of `network`.
    #[must_use]
    pub fn new(network: Network) -> Self {
        let (usual, direct) = networks(network);
        Self {
            http: Ureq::with(usual),
            direct: Ureq::with(direct),
        }
    }
}

fn ready<'a, T: Send + 'a>(value: T) -> Pending<'a, T> {
    Box::pin(std::future::ready(value))
}

impl Machine for Here {
    fn variable(&self, name: &str) -> Option<String> {
        system::variable(name)
    }

    fn home(&self) -> Option<PathBuf> {
        std::env::home_dir()
    }

    fn now(&self) -> SystemTime {
        system::now()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        system::read(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        system::write(path, content)
    }

    fn fetch(
        &self,
        mut request: http::Request<Bytes>,
        within: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, Failure>> {
        request.extensions_mut().insert(Within(within));
        let http = match request.extensions().get::<Direct>() {
            Some(Direct) => &self.direct,
            None => &self.http,
        };
        ready(http.send(request).map_err(Failure::from))
    }

    fn run<'a>(&'a self, arguments: &'a [String]) -> Pending<'a, io::Result<Ran>> {
        ready(system::run(arguments))
    }

    fn sleep(&self, time: Duration) -> Pending<'_, ()> {
        std::thread::sleep(time);
        ready(())
    }
}
