//! A server on loopback, one request a connection. Every loop is bounded.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const MOST_CONNECTIONS: usize = 128;
const MOST_HEADERS: usize = 64;
const PATIENCE: Duration = Duration::from_secs(20);
/// Pieces of a huge body: 8 MiB, of which a client takes one.
const PIECES: usize = 128;

/// What is done with a request.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// These bytes, and the end.
    Bytes(Vec<u8>),
    /// A body without end.
    Huge,
    /// Nothing, until the client is gone.
    Hang,
}

impl Answer {
    pub(super) fn new(status: u16, body: &str) -> Self {
        Self::with(status, "", body)
    }

    /// With more lines in the header, each with its end.
    pub(super) fn with(status: u16, header: &str, body: &str) -> Self {
        let length = body.len();
        let text = format!(
            "HTTP/1.1 {status} X\r\n{header}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        Self::Bytes(text.into_bytes())
    }
}

/// A request as it arrived, names of headers in lower case.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) number: usize,
    /// As in `GET /path?query`.
    pub(super) line: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }
}

pub(super) struct Server {
    pub(super) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

type Script = dyn Fn(&Seen) -> Answer + Send + Sync;

impl Server {
    pub(super) fn start(script: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (script, kept): (Arc<Script>, _) = (Arc::new(script), Arc::clone(&seen));
        thread::spawn(move || {
            for stream in listener.incoming().take(MOST_CONNECTIONS).flatten() {
                let (script, kept) = (Arc::clone(&script), Arc::clone(&kept));
                thread::spawn(move || converse(&stream, &*script, &kept));
            }
        });
        Self { url, seen }
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic in the server").clone()
    }

    /// What came in, as method and path with query.
    pub(super) fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }
}

/// An address where nobody listens.
pub(super) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

fn converse(stream: &TcpStream, script: &Script, kept: &Mutex<Vec<Seen>>) {
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    let Some(mut seen) = read(stream) else {
        return;
    };
    {
        let mut kept = kept.lock().expect("no panic in the server");
        seen.number = kept.len();
        kept.push(seen.clone());
    }
    let mut writer = stream;
    match script(&seen) {
        Answer::Bytes(bytes) => {
            let _ = writer.write_all(&bytes);
        }
        Answer::Huge => {
            let _ = writer.write_all(b"HTTP/1.1 200 X\r\nconnection: close\r\n\r\n");
            let piece = [b'7'; 64 * 1024];
            let _ = (0..PIECES).all(|_| writer.write_all(&piece).is_ok());
        }
        Answer::Hang => {
            let _ = writer.read(&mut [0]);
        }
    }
}

fn read(stream: &TcpStream) -> Option<Seen> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut headers = Vec::new();
    for _ in 0..MOST_HEADERS {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let line = line.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
    let mut seen = Seen {
        number: 0,
        line,
        headers,
        body: String::new(),
    };
    let length = seen.header("content-length").unwrap_or("0").parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    seen.body = String::from_utf8(body).ok()?;
    Some(seen)
}
