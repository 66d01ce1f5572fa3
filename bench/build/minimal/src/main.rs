//! Each argument is a file holding one DescribeImages response body; they are replayed in order.
use aws_sdk_ecr::config::retry::RetryConfig;
use aws_sdk_ecr::config::timeout::TimeoutConfig;
use aws_sdk_ecr::config::{BehaviorVersion, Credentials, Region, StalledStreamProtectionConfig};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use std::sync::Mutex;

#[derive(Debug)]
struct Replay(Mutex<std::vec::IntoIter<Vec<u8>>>);

impl HttpConnector for Replay {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = self.0.lock().unwrap().next().expect("one body per request");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(
            200.try_into().unwrap(),
            SdkBody::from(body),
        )))
    }
}

fn main() {
    let bodies: Vec<Vec<u8>> = std::env::args()
        .skip(1)
        .map(|f| std::fs::read(f).unwrap())
        .collect();
    let connector = SharedHttpConnector::new(Replay(Mutex::new(bodies.into_iter())));
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
        .timeout_config(TimeoutConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(http_client_fn(move |_: &HttpConnectorSettings, _: &_| {
            connector.clone()
        }))
        .build();
    let client = aws_sdk_ecr::Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut images = client
            .describe_images()
            .repository_name("team/service")
            .into_paginator()
            .items()
            .send();
        while let Some(image) = images.next().await {
            let image = image.unwrap();
            println!(
                "{} {:?}",
                image.image_digest().unwrap_or("-"),
                image.image_tags()
            );
        }
    });
}
