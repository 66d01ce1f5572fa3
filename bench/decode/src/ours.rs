//! Ours: the decoder alone, and the whole client over replayed pages.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_identity::sign::Scope;
use aws_identity::{Credentials, Signer};
use aws_transport::{Client, EndpointError, Http, http};
use bench_harness::Tally;
use bytes::Bytes;
use ecr::describe_images::{self, DescribeImagesRequest, DescribeImagesResponse};
use ecr::types::{FindingSeverity, ImageDetail};

/// Decodes a page, looks at it, and drops it.
#[must_use]
pub fn decode(body: &Bytes) -> Tally {
    let page: Option<DescribeImagesResponse> = smithy_wire::json::from_slice(body).ok();
    let mut sum = Tally::default();
    for image in page.iter().flat_map(DescribeImagesResponse::image_details) {
        add(&mut sum, image);
    }
    sum
}

fn add(sum: &mut Tally, image: &ImageDetail) {
    sum.images += 1;
    sum.size += image.image_size_in_bytes.unwrap_or(0);
    sum.tags += image.image_tags().len() as u64;
    let findings = image.image_scan_findings_summary.as_ref();
    let critical = findings.and_then(|findings| {
        findings
            .finding_severity_counts()
            .get(&FindingSeverity::Critical)
    });
    sum.critical += critical.map_or(0, |&count| i64::from(count));
}

/// Lists all images page by page; what fails ends the listing, and the sums then differ.
#[must_use]
pub fn by_page(client: &Client<Replay>) -> Tally {
    let mut sum = Tally::default();
    let listing = describe_images::paginate(client, DescribeImagesRequest::new(crate::REPOSITORY));
    for page in listing.pages().into_iter().flatten().map_while(Result::ok) {
        for image in page.image_details() {
            add(&mut sum, image);
        }
    }
    sum
}

/// Lists all images item by item.
#[must_use]
pub fn by_item(client: &Client<Replay>) -> Tally {
    let mut sum = Tally::default();
    let listing = describe_images::paginate(client, DescribeImagesRequest::new(crate::REPOSITORY));
    for image in listing.items().into_iter().flatten().map_while(Result::ok) {
        add(&mut sum, &image);
    }
    sum
}

/// A client that signs, and is answered with these pages, over and over.
///
/// # Errors
///
/// If the endpoint is refused.
pub fn client(pages: &[Bytes]) -> Result<Client<Replay>, EndpointError> {
    let keys = Credentials::new("AKIAEXAMPLE", "secret");
    let replay = Replay {
        pages: pages.to_vec(),
        next: AtomicUsize::new(0),
    };
    let client = Client::new(replay, "https://api.ecr.us-east-1.amazonaws.com")?;
    Ok(client.with_signer(Signer::new(keys, Scope::new("us-east-1", "ecr"))))
}

/// Answers each request with the next page.
#[derive(Debug)]
pub struct Replay {
    pages: Vec<Bytes>,
    next: AtomicUsize,
}

impl Http for Replay {
    type Error = Infallible;

    fn send(&self, _: http::Request<Bytes>) -> Result<http::Response<Bytes>, Infallible> {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let body = self.pages[next % self.pages.len()].clone();
        let length = body.len();
        let mut response = http::Response::new(body);
        let headers = response.headers_mut();
        headers.insert(
            http::header::CONTENT_TYPE,
            http::HeaderValue::from_static("application/x-amz-json-1.1"),
        );
        headers.insert(http::header::CONTENT_LENGTH, length.into());
        headers.insert(
            "x-amzn-requestid",
            http::HeaderValue::from_static("9c7bd7d5-6a8c-4c0c-9c4c-2f6d1f1f3a10"),
        );
        Ok(response)
    }
}
