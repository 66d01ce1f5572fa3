//! A server on loopback that answers with exactly the bytes a test gives it.
//!
//! Every loop is bounded, so that a mistake in a test ends it instead of hanging it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const MOST_CONNECTIONS: usize = 64;
const MOST_REQUESTS: usize = 64;
const MOST_HEADERS: usize = 64;
const PATIENCE: Duration = Duration::from_secs(20);

/// What is done with a request.
pub enum Answer {
    /// These bytes, and the connection stays open for the next request.
    Open(Vec<u8>),
    /// These bytes, and the connection is closed.
    Close(Vec<u8>),
    /// These bytes, and the connection is reset.
    Reset(Vec<u8>),
    /// These bytes once, then the second ones so many times, or until the client is gone.
    Flood(Vec<u8>, Vec<u8>, usize),
    /// These bytes, and then nothing until the client is gone.
    Hang(Vec<u8>),
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The number of its connection.
    pub connection: usize,
    /// Request line and header, in lower case.
    pub header: String,
    pub body: String,
}

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    closed: Receiver<()>,
}

type Script = dyn Fn(usize) -> Answer + Send + Sync;

impl Server {
    /// Answers request number `n`, counted from 0 over all connections, with `script(n)`.
    pub fn start(script: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (closing, closed) = mpsc::channel();
        let connections = Connections {
            script: Arc::new(script),
            seen: Arc::clone(&seen),
            closing,
        };
        thread::spawn(move || connections.accept(&listener));
        Self { url, seen, closed }
    }

    /// A server that gives every request the same answer: status 200 and a body of JSON.
    pub fn json(body: &'static str) -> Self {
        Self::start(move |_| Answer::Open(whole(200, body)))
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic in the server").clone()
    }

    /// Waits until a connection was closed from this side.
    pub fn wait_for_close(&self) {
        self.closed
            .recv_timeout(PATIENCE)
            .expect("a closed connection");
    }
}

/// A complete response.
pub fn whole(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\nx-amzn-requestid: id-1\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

#[derive(Clone)]
struct Connections {
    script: Arc<Script>,
    seen: Arc<Mutex<Vec<Seen>>>,
    closing: Sender<()>,
}

impl Connections {
    fn accept(self, listener: &TcpListener) {
        let count = Arc::new(AtomicUsize::new(0));
        for (connection, stream) in listener.incoming().take(MOST_CONNECTIONS).enumerate() {
            let (this, count) = (self.clone(), Arc::clone(&count));
            let stream = stream.expect("a connection");
            stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
            stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
            thread::spawn(move || this.converse(connection, &stream, &count));
        }
    }

    fn converse(&self, connection: usize, stream: &TcpStream, count: &AtomicUsize) {
        let mut reader = BufReader::new(stream);
        for _ in 0..MOST_REQUESTS {
            // Nothing is taken until the answer is known: a reset needs bytes that nobody read.
            if !matches!(stream.peek(&mut [0]), Ok(1)) {
                return;
            }
            let answer = (self.script)(count.fetch_add(1, Ordering::SeqCst));
            if let Answer::Reset(bytes) = &answer {
                write(stream, bytes);
                return;
            }
            let Some(seen) = read_request(connection, &mut reader) else {
                return;
            };
            self.seen.lock().expect("no panic in the server").push(seen);
            if !give(&answer, stream) {
                let _ = stream.shutdown(std::net::Shutdown::Both);
                let _ = self.closing.send(());
                return;
            }
        }
    }
}

/// Gives the answer; says whether the connection stays open.
fn give(answer: &Answer, stream: &TcpStream) -> bool {
    match answer {
        Answer::Open(bytes) => return write(stream, bytes),
        Answer::Close(bytes) | Answer::Reset(bytes) => {
            write(stream, bytes);
        }
        Answer::Flood(first, again, times) => {
            let _ = write(stream, first) && (0..*times).all(|_| write(stream, again));
        }
        Answer::Hang(bytes) => {
            write(stream, bytes);
            // The client's end of the connection ends the wait.
            let mut stream = stream;
            let _ = stream.read(&mut [0]);
        }
    }
    false
}

fn write(mut stream: &TcpStream, bytes: &[u8]) -> bool {
    stream.write_all(bytes).is_ok()
}

fn read_request(connection: usize, reader: &mut BufReader<&TcpStream>) -> Option<Seen> {
    let mut header = String::new();
    for _ in 0..MOST_HEADERS {
        if reader.read_line(&mut header).ok()? == 0 || header.ends_with("\r\n\r\n") {
            break;
        }
    }
    let header = header.to_ascii_lowercase();
    let length = header
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))?
        .parse()
        .ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Seen {
        connection,
        header,
        body: String::from_utf8(body).ok()?,
    })
}
