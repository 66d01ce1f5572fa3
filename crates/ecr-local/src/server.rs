//! The server: a thread of its own, with a runtime of its own, until it is dropped.

use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder as RuntimeBuilder, Runtime};
use tokio::sync::{Semaphore, oneshot};

use crate::http::{self, Reset};
use crate::request_log::Request;
use crate::service::Service;

/// More connections than this wait until others close.
const MOST_CONNECTIONS: usize = 256;
/// How long a connection may take over the head of a request, and how long it may idle before one.
const SLOWEST_HEAD: Duration = Duration::from_secs(60);
const LONGEST_HEAD: usize = 64 << 10;
/// How long to wait after a connection could not be taken, for want of file handles say.
const AFTER_REFUSAL: Duration = Duration::from_millis(50);

/// A running registry. Dropping it stops it, and waits until it has.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    service: Arc<Service>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(listener: StdListener, service: Service) -> io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = RuntimeBuilder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()?;
        let service = Arc::new(service);
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&service);
        // Not by blocking: the caller may be in a runtime of its own.
        let listener = {
            let _context = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let run = move || run(&runtime, listener, shared, stopped);
        let thread = thread::Builder::new().name("ecr-local".into()).spawn(run)?;
        Ok(Self {
            address,
            service,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it listens, as an endpoint for clients: `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The names of the repositories, in order.
    pub fn repository_names(&self) -> Vec<String> {
        self.service.repository_names()
    }

    /// The requests received so far, oldest first.
    ///
    /// The last 16,384 are kept, or fewer where their bodies exceed 64 MiB.
    /// Requests that were refused for their method, path or media type, or whose body did not arrive, are not among them.
    pub fn requests(&self) -> Vec<Request> {
        self.service.requests()
    }

    /// Forgets the requests received so far. Calls are still counted from the server's start.
    pub fn clear_requests(&self) {
        self.service.clear_requests();
    }

    /// Serves until the process ends: for a program that does nothing else.
    pub fn wait(mut self) {
        self.join();
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            // The thread ends by a panic only if it has a bug, and then there is nothing left to stop.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        self.join();
    }
}

/// Runs until told to stop; connections still open are closed then.
fn run(
    runtime: &Runtime,
    listener: TcpListener,
    service: Arc<Service>,
    stopped: oneshot::Receiver<()>,
) {
    runtime.spawn(accept(listener, service));
    let _ = runtime.block_on(stopped);
}

async fn accept(listener: TcpListener, service: Arc<Service>) {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Err(_) => tokio::time::sleep(AFTER_REFUSAL).await,
            Ok((stream, _)) => {
                let service = Arc::clone(&service);
                tokio::spawn(async move {
                    serve(stream, &service).await;
                    drop(permit);
                });
            }
        }
    }
}

/// Serves one connection to its end.
async fn serve(stream: TcpStream, service: &Service) {
    let _ = stream.set_nodelay(true);
    let answer = service_fn(|request| Box::pin(http::serve(service, request)));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SLOWEST_HEAD)
        .max_buf_size(LONGEST_HEAD)
        // Answers are the same in every run, and a date is not.
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), answer);
    let ended = poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    let stream = connection.into_parts().io.into_inner();
    if ended.is_err_and(|error| is_reset(&error)) {
        let _ = stream.set_zero_linger();
    }
}

fn is_reset(error: &hyper::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<Reset>)
}
