//! A client of a few lines, sharing no code with the ones under test.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use ecr_local::{Registry, Server};
use serde_json::{Map, Value, json};

/// An answer as it came.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) text: String,
    /// Whether fewer bytes came than were announced.
    pub(crate) is_cut: bool,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error} in {:?}", self.text))
    }

    /// The class of an error answer.
    pub(crate) fn error(&self) -> String {
        self.json()["__type"]
            .as_str()
            .expect("an error has a class")
            .to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Seven repositories, with so many active images each; one is `team/app`.
pub(crate) fn server(images: usize) -> Server {
    Registry::builder()
        .repository("team/app")
        .repositories(7)
        .images(images)
        .start()
        .unwrap()
}

/// Sends a whole request, and reads to the end of the connection.
pub(crate) fn exchange(address: SocketAddr, request: &[u8]) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let answer = String::from_utf8(bytes).expect("answers are UTF-8");
    let (head, text) = answer
        .split_once("\r\n\r\n")
        .ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .expect("a status line");
    let mut answer = Answer {
        status,
        head: head.into(),
        text: text.into(),
        is_cut: false,
    };
    let announced: usize = answer
        .header("content-length")
        .expect("a length")
        .parse()
        .expect("a number");
    answer.is_cut = answer.text.len() < announced;
    Ok(answer)
}

pub(crate) fn try_call(server: &Server, operation: &str, body: &[u8]) -> io::Result<Answer> {
    let head = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/x-amz-json-1.1\r\n\
         x-amz-target: AmazonEC2ContainerRegistry_V20150921.{operation}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    exchange(server.address(), &[head.as_bytes(), body].concat())
}

pub(crate) fn call(server: &Server, operation: &str, input: &Value) -> Answer {
    try_call(server, operation, input.to_string().as_bytes()).expect("an answer")
}

/// The output of a call that must succeed.
pub(crate) fn output(server: &Server, operation: &str, input: &Value) -> Value {
    let answer = call(server, operation, input);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// The error class of a call that must fail.
pub(crate) fn error(server: &Server, operation: &str, input: &Value) -> String {
    let answer = call(server, operation, input);
    assert_eq!(answer.status, 400, "{}", answer.text);
    answer.error()
}

/// An input with some members more.
pub(crate) fn with(input: &Value, more: Value) -> Value {
    let mut members: Map<String, Value> = input.as_object().expect("an object").clone();
    members.extend(more.as_object().expect("an object").clone());
    Value::Object(members)
}

/// All pages of a listing, from a token on.
pub(crate) fn pages_from(
    server: &Server,
    operation: &str,
    input: &Value,
    mut token: Value,
) -> Vec<Value> {
    let mut pages = Vec::new();
    // A listing that does not end is a failure, and no reason to wait for it.
    for _ in 0..2_000 {
        let page = output(
            server,
            operation,
            &with(input, json!({ "nextToken": token })),
        );
        token = page["nextToken"].clone();
        pages.push(page);
        if token.is_null() {
            return pages;
        }
    }
    panic!("{operation} {input} does not end")
}

pub(crate) fn pages(server: &Server, operation: &str, input: &Value) -> Vec<Value> {
    pages_from(server, operation, input, Value::Null)
}

/// All items of a listing; `keys` are paths with dots, and `|` between them.
pub(crate) fn items(pages: &[Value], keys: &str) -> Vec<Value> {
    let of_key = |key: &str| {
        let pointer = format!("/{}", key.replace('.', "/"));
        let lists = pages
            .iter()
            .filter_map(|page| page.pointer(&pointer))
            .filter_map(Value::as_array);
        lists.flatten().cloned().collect::<Vec<Value>>()
    };
    keys.split('|').flat_map(of_key).collect()
}

pub(crate) fn digests(images: &[Value]) -> Vec<String> {
    images
        .iter()
        .map(|image| image["imageDigest"].as_str().expect("a digest").to_owned())
        .collect()
}

/// A manifest of its own for each number.
pub(crate) fn manifest(number: usize) -> String {
    let config = json!({"mediaType": "application/vnd.oci.image.config.v1+json", "size": number, "digest": "sha256:00"});
    json!({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config, "layers": []})
        .to_string()
}
