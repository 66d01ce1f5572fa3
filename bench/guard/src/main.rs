//! Runs one thing once, for callgrind to count: `guard WHAT DATA MODEL`.
//!
//! Each runs once before, uncounted, so that what is made only once does not count.
//! Instructions do not depend on the machine's load; maps are ordered, since hashing is seeded anew in every process.

mod page;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;
use std::hint::black_box;

use aws_identity::sign::Scope;
use aws_identity::{Credentials, Signer};
use aws_transport::{Client, Http, http};
use bench_harness::pin;
use bytes::Bytes;
use ecr::describe_images::{self, DescribeImagesRequest, DescribeImagesResponse};
use serde_json::Value;
use smithy_schema_json::Source;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, data, model] = &arguments[..] else {
        return Err("usage: guard WHAT DATA MODEL".into());
    };
    // On one processor the generator works on one thread, and callgrind counts what this one does.
    pin(0);
    let pages = std::fs::read_to_string(format!("{data}/pages-100.jsonl"))?;
    let large = pages.lines().next().ok_or("no page of 100 images")?;
    let small = r#"{"imageDetails":[]}"#;
    let model = std::fs::read_to_string(model)?;
    match what.as_str() {
        "decode" => run(|| smithy_wire::json::from_str::<DescribeImagesResponse>(large).is_ok()),
        "decode-serde" => run(|| serde_json::from_str::<page::Page>(large).is_ok()),
        "client" => {
            let client = Client::with(Always(Bytes::from_static(small.as_bytes())));
            run(|| list(&client));
        }
        "signed" => {
            let keys = Credentials::new("AKIDEXAMPLE", "secret");
            let signer = Signer::new(keys, Scope::new("us-east-1", "ecr"));
            let client = Client::with(Always(Bytes::from_static(small.as_bytes())));
            let client = client.with_signer(signer);
            run(|| list(&client));
        }
        "client-serde" | "signed-serde" => {
            run(|| serde_json::from_str::<page::Page>(small).is_ok());
        }
        "generation" => run(|| generate(&model)),
        "generation-serde" => {
            run(|| serde_json::from_str::<BTreeMap<String, Value>>(&model).is_ok());
        }
        other => return Err(format!("nothing is called {other}").into()),
    }
    Ok(())
}

fn run(mut measured_once: impl FnMut() -> bool) {
    let warm = measured_once();
    assert!(warm && counted(&mut measured_once), "what is counted fails");
}

/// Callgrind collects inside this function alone.
#[inline(never)]
fn counted(run: &mut dyn FnMut() -> bool) -> bool {
    black_box(run())
}

fn list(client: &Client<Always>) -> bool {
    let request = DescribeImagesRequest::new("platform/checkout-service");
    let pages = describe_images::paginate(client, request).pages();
    pages.is_ok_and(|mut pages| pages.all(|page| page.is_ok()))
}

fn generate(text: &str) -> bool {
    let model = smithy_schema_json::read(&[Source::new("model.json", text)]);
    model.is_ok_and(|model| codegen::generate(&model, &codegen::Plan::new("ecr")).is_ok())
}

/// Answers every request with the same page.
struct Always(Bytes);

impl Http for Always {
    type Error = Infallible;

    fn send(&self, _: http::Request<Bytes>) -> Result<http::Response<Bytes>, Infallible> {
        Ok(http::Response::new(self.0.clone()))
    }
}
