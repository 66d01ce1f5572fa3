//! The service behind a socket on 127.0.0.1: HTTP/1.1 by hand, one thread a connection, every read bounded.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use smithy_wire::{Object, Value};

use super::scenario::{Fault, What};
use super::service::{MOST_REQUESTS, Service};

/// No request here is near that long.
const LONGEST: u64 = 1 << 20;
const PATIENCE: Duration = Duration::from_secs(30);

/// What is served at the moment, and what was asked, by the path of the run.
#[derive(Debug, Default)]
struct State {
    service: Option<Arc<Service>>,
    fault: Option<Fault>,
    asked: BTreeMap<String, Vec<Value>>,
    closed: bool,
}

/// A server; dropping it ends it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    accepting: Option<JoinHandle<()>>,
}

/// An answer, whole.
struct Reply {
    status: &'static str,
    body: String,
}

impl Server {
    /// Listens on a free port of this machine.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn start() -> io::Result<Server> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        Ok(Server {
            address: listener.local_addr()?,
            state,
            accepting: Some(std::thread::spawn(move || accept(&listener, &shared))),
        })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves this from now on, with a fault in the runs of the first link of the chain; forgets what was asked.
    pub fn serve(&self, service: Arc<Service>, fault: Option<Fault>) {
        let mut state = lock(&self.state);
        state.service = Some(service);
        state.fault = fault;
        state.asked.clear();
    }

    /// The bodies of a run's requests, in order.
    pub fn asked(&self, run: &str) -> Vec<Value> {
        lock(&self.state)
            .asked
            .get(run)
            .cloned()
            .unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        lock(&self.state).closed = true;
        // So that `accept` returns and sees it.
        let woken = TcpStream::connect(self.address);
        if let (Ok(_), Some(accepting)) = (woken, self.accepting.take()) {
            let _ = accepting.join();
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, state: &Arc<Mutex<State>>) {
    for stream in listener.incoming() {
        if lock(state).closed {
            return;
        }
        if let Ok(stream) = stream {
            let state = Arc::clone(state);
            std::thread::spawn(move || {
                // A connection that ends early is the client's affair.
                let _ = answer_all(&stream, &state);
            });
        }
    }
}

fn answer_all(stream: &TcpStream, state: &Mutex<State>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream);
    while let Some((run, body)) = read_request(&mut reader)? {
        let (reply, fault) = reply(&run, &body, &mut lock(state));
        match fault {
            Some(What::Reset) => {
                return socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
            }
            Some(What::Cut) => return write(stream, &reply, reply.body.len() / 2),
            _ => write(stream, &reply, reply.body.len())?,
        }
    }
    Ok(())
}

/// The path without its slash, and the body; absent at the end of the connection.
fn read_request(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<(String, String)>> {
    let mut line = String::new();
    let mut head = reader.by_ref().take(LONGEST);
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default();
    let run = path
        .trim_start_matches('/')
        .trim_end_matches('/')
        .to_owned();
    let mut length = 0;
    loop {
        line.clear();
        head.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let mut body = String::new();
    reader
        .by_ref()
        .take(LONGEST.min(length))
        .read_to_string(&mut body)?;
    Ok(Some((run, body)))
}

fn reply(run: &str, body: &str, state: &mut State) -> (Reply, Option<What>) {
    let (Ok(request), Some(service)) = (Value::from_json(body), state.service.clone()) else {
        return (error("400 Bad Request", "SerializationException"), None);
    };
    let asked = state.asked.entry(run.to_owned()).or_default();
    asked.push(request.clone());
    let call = asked.len();
    let what = state
        .fault
        .filter(|fault| fault.call == call && run.starts_with("0-"));
    let what = what.map(|fault| fault.what);
    let page = service.answer(&request);
    let reply = match what {
        Some(What::Unavailable) => Reply {
            status: "503 Service Unavailable",
            body: String::new(),
        },
        Some(What::Throttled) => error("400 Bad Request", "ThrottlingException"),
        _ if call > MOST_REQUESTS => page_reply(&Value::Object(Object::new())),
        // Half an error is no fault of the listing's.
        Some(What::Cut) if page.is_err() => return (refusal(), None),
        _ => page.map_or_else(|_| refusal(), |page| page_reply(&page)),
    };
    (reply, what)
}

fn page_reply(page: &Value) -> Reply {
    Reply {
        status: "200 OK",
        body: page.to_json(),
    }
}

fn refusal() -> Reply {
    error("400 Bad Request", "InvalidParameterException")
}

fn error(status: &'static str, code: &str) -> Reply {
    let body = format!(r#"{{"__type":"{code}","message":"made up"}}"#);
    Reply { status, body }
}

/// The answer, of whose body only so many bytes are sent.
fn write(mut stream: &TcpStream, reply: &Reply, length: usize) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: {}\r\n\r\n",
        reply.status,
        reply.body.len()
    );
    let sent = reply.body.as_bytes().iter().take(length);
    let bytes: Vec<u8> = head.bytes().chain(sent.copied()).collect();
    stream.write_all(&bytes)
}
