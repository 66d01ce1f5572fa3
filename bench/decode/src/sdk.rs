//! aws-sdk-ecr: its decoder alone, and its whole client over replayed pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_ecr::Client;
use aws_sdk_ecr::config::retry::RetryConfig;
use aws_sdk_ecr::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ecr::operation::describe_images::{DescribeImages, DescribeImagesOutput};
use aws_sdk_ecr::types::{FindingSeverity, ImageDetail};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use bench_harness::Tally;
use bytes::Bytes;
use tokio::runtime::Runtime;

/// The SDK's own decoder of `DescribeImages`, taken from the operation's public configuration.
#[derive(Debug)]
pub struct Decoder {
    operation: FrozenLayer,
    bag: ConfigBag,
}

impl Decoder {
    /// Takes the decoder out of the operation's configuration.
    #[must_use]
    pub fn new() -> Self {
        let operation = DescribeImages::new().config();
        Self {
            operation: operation.expect("the operation has a configuration"),
            bag: ConfigBag::base(),
        }
    }

    /// Decodes a page, looks at it, and drops it.
    #[must_use]
    pub fn decode(&self, body: &Bytes) -> Tally {
        let response = HttpResponse::new(ok(), SdkBody::from(body.clone()));
        let decoder = self.operation.load::<SharedResponseDeserializer>();
        let output = decoder.and_then(|decoder| {
            decoder
                .deserialize_nonstreaming_with_config(&response, &self.bag)
                .ok()?
                .downcast::<DescribeImagesOutput>()
                .ok()
        });
        let mut sum = Tally::default();
        for image in output.iter().flat_map(DescribeImagesOutput::image_details) {
            add(&mut sum, image);
        }
        sum
    }
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

fn add(sum: &mut Tally, image: &ImageDetail) {
    sum.images += 1;
    sum.size += image.image_size_in_bytes().unwrap_or(0);
    sum.tags += image.image_tags().len() as u64;
    let findings = image.image_scan_findings_summary();
    let counts = findings.and_then(|findings| findings.finding_severity_counts());
    let critical = counts.and_then(|counts| counts.get(&FindingSeverity::Critical));
    sum.critical += critical.map_or(0, |&count| i64::from(count));
}

fn ok() -> StatusCode {
    StatusCode::try_from(200).expect("200 is a status")
}

/// Lists all images page by page.
#[must_use]
pub fn by_page(runtime: &Runtime, client: &Client) -> Tally {
    runtime.block_on(async {
        let mut sum = Tally::default();
        let mut pages = client
            .describe_images()
            .repository_name(crate::REPOSITORY)
            .into_paginator()
            .send();
        while let Some(Ok(page)) = pages.next().await {
            for image in page.image_details() {
                add(&mut sum, image);
            }
        }
        sum
    })
}

/// Lists all images item by item.
#[must_use]
pub fn by_item(runtime: &Runtime, client: &Client) -> Tally {
    runtime.block_on(async {
        let mut sum = Tally::default();
        let listing = client
            .describe_images()
            .repository_name(crate::REPOSITORY)
            .into_paginator();
        let mut images = listing.items().send();
        while let Some(Ok(image)) = images.next().await {
            add(&mut sum, &image);
        }
        sum
    })
}

/// A client that signs, and is answered with these pages, over and over.
#[must_use]
pub fn client(pages: &[Bytes]) -> Client {
    let replay = Replay(Arc::new((pages.to_vec(), AtomicUsize::new(0))));
    let connector = SharedHttpConnector::new(replay);
    let config = aws_sdk_ecr::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(
            "AKIAEXAMPLE",
            "secret",
            None,
            None,
            "static",
        ))
        .retry_config(RetryConfig::disabled())
        .http_client(http_client_fn(move |_: &HttpConnectorSettings, _: &_| {
            connector.clone()
        }))
        .build();
    Client::from_conf(config)
}

#[derive(Clone, Debug)]
struct Replay(Arc<(Vec<Bytes>, AtomicUsize)>);

impl HttpConnector for Replay {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let (pages, next) = &*self.0;
        let body = pages[next.fetch_add(1, Ordering::Relaxed) % pages.len()].clone();
        let length = body.len().to_string();
        let mut response = HttpResponse::new(ok(), SdkBody::from(body));
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.1");
        headers.insert("content-length", length);
        headers.insert("x-amzn-requestid", "9c7bd7d5-6a8c-4c0c-9c4c-2f6d1f1f3a10");
        HttpConnectorFuture::ready(Ok(response))
    }
}
