//! A registry of few words: it gives answers in turn and keeps what it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

const MOST_CONNECTIONS: usize = 64;
const MOST_READS: usize = 64;

/// A page of one image.
pub(crate) const PAGE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 45\r\nconnection: close\r\n\r\n{\"imageDetails\":[{\"imageDigest\":\"sha256:1\"}]}";
/// An answer of something before the service.
pub(crate) const BUSY: &str = "HTTP/1.1 503 X\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";

/// A server over plain HTTP on this machine.
pub(crate) struct Plain {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Plain {
    /// Gives these answers in turn, and the last one from then on.
    pub(crate) fn start(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (kept, answers) = (Arc::clone(&seen), answers.iter().map(ToString::to_string));
        let answers: Vec<String> = answers.collect();
        thread::spawn(move || {
            for (count, stream) in listener.incoming().take(MOST_CONNECTIONS).enumerate() {
                let mut stream = stream.expect("a connection");
                let request = request(&mut stream);
                kept.lock().expect("a lock").push(request);
                let answer = answers.get(count).or(answers.last());
                let _ = stream.write_all(answer.map_or(&[], |text| text.as_bytes()));
            }
        });
        Plain { url, seen }
    }

    /// The requests so far, headers and bodies as they came.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("a lock").clone()
    }
}

/// Reads a request whose body is one JSON object, or that has none.
fn request(stream: &mut TcpStream) -> String {
    read(stream).unwrap_or_default()
}

/// The same from any stream.
pub(crate) fn read(stream: &mut impl Read) -> std::io::Result<String> {
    let mut seen = Vec::new();
    for _ in 0..MOST_READS {
        let mut bytes = [0; 4096];
        let count = stream.read(&mut bytes)?;
        seen.extend_from_slice(&bytes[..count]);
        if count == 0 || is_whole(&seen) {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&seen).into_owned())
}

fn is_whole(seen: &[u8]) -> bool {
    let text = String::from_utf8_lossy(seen).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let mut lengths = head
        .lines()
        .filter_map(|line| line.strip_prefix("content-length:"));
    let length = lengths
        .next()
        .map_or(0, |text| text.trim().parse().unwrap_or(0));
    body.len() >= length
}
