//! The pages, and the tokens between them.

use std::io::{self, IoSlice, Write};

use bench_harness::{Failure, PageFile};

use crate::requests::Request;

const TARGET: &str = "AmazonEC2ContainerRegistry_V20150921.DescribeImages";

/// What stands before a body's token.
const KEY: &[u8] = b",\"nextToken\":\"";

/// How many digits at the end of a token are the index of the page it leads to.
const DIGITS: usize = 8;

/// A listing of any length, made of the bodies of one file.
pub(crate) struct Listing {
    /// Each body up to its token, and without the brace that closes it.
    bodies: Vec<Vec<u8>>,
    /// What every token begins with.
    prefix: Vec<u8>,
    pages: usize,
}

impl Listing {
    pub(crate) fn new(file: &PageFile, pages: usize) -> Result<Self, Failure> {
        let first = file.pages.first().ok_or("no page")?;
        let (_, token) = cut(first).ok_or("the first page has no token")?;
        let prefix = token.len().checked_sub(DIGITS).ok_or("a short token")?;
        Ok(Self {
            bodies: file.pages.iter().map(|body| without_token(body)).collect(),
            prefix: token[..prefix].to_vec(),
            pages,
        })
    }

    /// The page that a request asks for, unless it is no request of this listing.
    pub(crate) fn page(&self, request: &Request) -> Option<usize> {
        if request.target != TARGET {
            return None;
        }
        let body: String = String::from_utf8(request.body.clone()).ok()?;
        let Some((_, rest)) = body.split_once("\"nextToken\"") else {
            return Some(0);
        };
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let (token, _) = rest.strip_prefix('"')?.split_once('"')?;
        let digits = token.as_bytes().strip_prefix(&self.prefix[..])?;
        let page = std::str::from_utf8(digits).ok()?.parse().ok()?;
        (1..self.pages).contains(&page).then_some(page)
    }

    pub(crate) fn write(&self, page: usize, output: &mut impl Write) -> io::Result<()> {
        let body = &self.bodies[page % self.bodies.len()];
        let tail = self.tail(page + 1);
        let head = head("200 OK", body.len() + tail.len());
        let mut parts = [&head, body, &tail].map(|part| IoSlice::new(part));
        let mut left = &mut parts[..];
        while !left.is_empty() {
            let written = output.write_vectored(left)?;
            IoSlice::advance_slices(&mut left, written);
        }
        Ok(())
    }

    /// What follows the images: the token of the next page, if there is one.
    fn tail(&self, next: usize) -> Vec<u8> {
        let mut tail = Vec::new();
        if next < self.pages {
            tail.extend_from_slice(KEY);
            tail.extend_from_slice(&self.prefix);
            tail.extend_from_slice(format!("{next:0DIGITS$}\"").as_bytes());
        }
        tail.push(b'}');
        tail
    }
}

pub(crate) fn refusal() -> Vec<u8> {
    let body = r#"{"__type":"InvalidParameterException","message":"not of this listing"}"#;
    let mut response = head("400 Bad Request", body.len());
    response.extend_from_slice(body.as_bytes());
    response
}

fn head(status: &str, length: usize) -> Vec<u8> {
    let id = "9c7bd7d5-6a8c-4c0c-9c4c-2f6d1f1f3a10";
    format!(
        "HTTP/1.1 {status}\r\nx-amzn-RequestId: {id}\r\nContent-Type: application/x-amz-json-1.1\r\n\
         Content-Length: {length}\r\n\r\n"
    )
    .into_bytes()
}

fn without_token(body: &[u8]) -> Vec<u8> {
    match cut(body) {
        Some((images, _)) => images.to_vec(),
        None => body[..body.len().saturating_sub(1)].to_vec(),
    }
}

/// A body's images, and the token behind them.
fn cut(body: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = body.windows(KEY.len()).rposition(|window| window == KEY)?;
    let token = body[at + KEY.len()..].strip_suffix(b"\"}")?;
    Some((&body[..at], token))
}
