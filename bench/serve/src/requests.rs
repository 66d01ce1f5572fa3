//! Requests of one connection: as much of HTTP/1.1 as the clients send.

use std::io::{self, BufRead};

/// What the service needs of a request.
pub(crate) struct Request {
    /// The header `x-amz-target`.
    pub(crate) target: String,
    pub(crate) body: Vec<u8>,
}

/// The next request; `None` once the client has closed the connection.
pub(crate) fn next(input: &mut impl BufRead) -> io::Result<Option<Request>> {
    let (mut target, mut length, mut line) = (String::new(), 0, String::new());
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            match line.trim_end().is_empty() {
                true => break,
                // The request line: there is but one path.
                false => continue,
            }
        };
        match name.to_ascii_lowercase().as_str() {
            "x-amz-target" => target = value.trim().to_owned(),
            "content-length" => length = value.trim().parse().map_err(io::Error::other)?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body)?;
    Ok(Some(Request { target, body }))
}
