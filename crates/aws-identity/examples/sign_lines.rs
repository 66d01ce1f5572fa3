//! Signs requests, one JSON object a line, so that another implementation can be compared.
//!
//! `{"method":"GET","url":"https://…","headers":[["name","value"],…],"body":"","key":"…","secret":"…","token":null,
//! "region":"…","service":"…","at":1440938160,"expires":null}` gives `[["x-amz-date","…"],["authorization","…"],…]`;
//! with `expires` in seconds it gives the signed URL.

#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program that talks over its standard output, and serde_json indexes without panicking"
)]

use std::error::Error;
use std::io::BufRead;
use std::time::{Duration, SystemTime};

use aws_identity::Credentials;
use aws_identity::sign::{Scope, SigV4};
use aws_transport::{Bytes, http};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    for line in std::io::stdin().lock().lines() {
        println!("{}", answer(&serde_json::from_str(&line?)?)?);
    }
    Ok(())
}

fn answer(question: &Value) -> Result<Value, Box<dyn Error>> {
    let signer = SigV4::new(Scope::new(
        text(question, "region"),
        text(question, "service"),
    ));
    let request = request(question)?;
    let credentials = credentials(question);
    let at = SystemTime::UNIX_EPOCH + seconds(&question["at"]);
    if question["expires"].is_null() {
        let signed = signer.sign_header(request, &credentials, at)?;
        return Ok(headers(&signed));
    }
    let signed = signer.sign_query(request, &credentials, at, seconds(&question["expires"]))?;
    Ok(json!(signed.uri().to_string()))
}

fn request(question: &Value) -> Result<http::Request<Bytes>, Box<dyn Error>> {
    let mut request = http::Request::builder()
        .method(text(question, "method"))
        .uri(text(question, "url"));
    for header in question["headers"].as_array().into_iter().flatten() {
        let value = header[1].as_str().unwrap_or_default().as_bytes();
        request = request.header(header[0].as_str().unwrap_or_default(), value);
    }
    let body = Bytes::copy_from_slice(text(question, "body").as_bytes());
    Ok(request.body(body)?)
}

fn credentials(question: &Value) -> Credentials {
    let credentials = Credentials::new(text(question, "key"), text(question, "secret"));
    match question["token"].as_str() {
        Some(token) => credentials.with_session_token(token),
        None => credentials,
    }
}

/// What signing adds.
fn headers(signed: &http::Request<Bytes>) -> Value {
    let names = ["x-amz-date", "x-amz-security-token", "authorization"];
    let values = names.iter().filter_map(|name| {
        let value = signed.headers().get(*name)?.to_str().ok()?;
        Some(json!([name, value]))
    });
    values.collect()
}

fn text<'a>(question: &'a Value, name: &str) -> &'a str {
    question[name].as_str().unwrap_or_default()
}

fn seconds(value: &Value) -> Duration {
    Duration::from_secs(value.as_u64().unwrap_or_default())
}
