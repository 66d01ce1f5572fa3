//! This machine, for callers on tokio.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_transport::{AsyncHttp, Bytes, HttpError, Hyper, Network, http};

use super::network::networks;
use super::{Direct, Failure, Machine, Pending, Ran, system};

/// This machine, asked by callers on tokio.
///
/// Files are read as they are asked for: they are small, and there once an hour.
#[derive(Clone, Debug)]
pub struct HereAsync {
    http: Hyper,
    direct: Hyper,
}

impl HereAsync {
    /// This machine, with connections made as `network` says, and answers of no more than a mebibyte.
    ///
    /// Metadata services speak plain HTTP on addresses of the machine's own network: that is allowed here.
    /// They are reached without the proxies of `network`.
    #[must_use]
    pub fn new(network: Network) -> Self {
        let (usual, direct) = networks(network);
        Self {
            http: Hyper::with(usual),
            direct: Hyper::with(direct),
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
        system::read(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        system::write(path, content)
    }

    fn fetch(
        &self,
        request: http::Request<Bytes>,
        within: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, Failure>> {
        let http = match request.extensions().get::<Direct>() {
            Some(Direct) => &self.direct,
            None => &self.http,
        };
        Box::pin(async move {
            let answer = tokio::time::timeout(within, http.send(request)).await;
            let waiting_for = "the whole response";
            let answer = answer.unwrap_or(Err(HttpError::Timeout { waiting_for }));
            answer.map_err(Failure::from)
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
