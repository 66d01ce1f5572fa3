//! This machine, for callers on tokio.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_transport::{AsyncHttp, Bytes, Hyper, Network, http};

use super::{Failure, Machine, Pending, Ran, system};

/// This machine, asked by callers on tokio.
///
/// Files are read as they are asked for: they are small, and there once an hour.
#[derive(Clone, Debug)]
pub struct HereAsync {
    http: Hyper,
}

impl HereAsync {
    /// This machine, with connections made as `network` says.
    ///
    /// Metadata services speak plain HTTP on addresses of the machine's own network: that is allowed here.
    #[must_use]
    pub fn new(network: Network) -> Self {
        Self {
            http: Hyper::with(network.with_plain_http(true)),
        }
    }
}

impl Machine for HereAsync {
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
        std::fs::read(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        system::write(path, content)
    }

    fn fetch(
        &self,
        request: http::Request<Bytes>,
        within: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, Failure>> {
        Box::pin(async move {
            match tokio::time::timeout(within, self.http.send(request)).await {
                Ok(answer) => answer.map_err(Failure::from),
                Err(late) => Err(Failure::from(late)),
            }
        })
    }

    fn run<'a>(&'a self, arguments: &'a [String]) -> Pending<'a, io::Result<Ran>> {
        let arguments = arguments.to_vec();
        Box::pin(async move {
            let ended = tokio::task::spawn_blocking(move || system::run(&arguments));
            ended.await.map_err(io::Error::other)?
        })
    }

    fn sleep(&self, time: Duration) -> Pending<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}
