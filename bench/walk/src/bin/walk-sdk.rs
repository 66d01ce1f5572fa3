//! Every image with aws-sdk-ecr, signed as the environment says: `walk-sdk pages|items`.

use aws_sdk_ecr::Client;
use aws_sdk_ecr::config::retry::RetryConfig;
use aws_sdk_ecr::config::{BehaviorVersion, Credentials, Region};
use bench_harness::{Failure, walked};

fn main() -> Result<(), Failure> {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let client = client()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (images, size) = runtime.block_on(async {
        match mode.as_str() {
            "pages" => by_page(&client).await,
            "items" => by_item(&client).await,
            _ => Err("usage: walk-sdk pages|items".into()),
        }
    })?;
    walked(images, size)
}

/// Without aws-config, which would make the start slower: what it finds in the environment is handed over.
fn client() -> Result<Client, Failure> {
    let keys = Credentials::new(
        std::env::var("AWS_ACCESS_KEY_ID")?,
        std::env::var("AWS_SECRET_ACCESS_KEY")?,
        None,
        None,
        "environment",
    );
    let config = aws_sdk_ecr::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(std::env::var("AWS_REGION")?))
        .endpoint_url(std::env::var("AWS_ENDPOINT_URL")?)
        .credentials_provider(keys)
        .retry_config(RetryConfig::disabled())
        .build();
    Ok(Client::from_conf(config))
}

async fn by_page(client: &Client) -> Result<(u64, i64), Failure> {
    let listing = client
        .describe_images()
        .repository_name("platform/checkout-service")
        .into_paginator();
    let (mut pages, mut images, mut size) = (listing.send(), 0, 0);
    while let Some(page) = pages.next().await {
        for image in page?.image_details() {
            images += 1;
            size += image.image_size_in_bytes().unwrap_or(0);
        }
    }
    Ok((images, size))
}

async fn by_item(client: &Client) -> Result<(u64, i64), Failure> {
    let listing = client
        .describe_images()
        .repository_name("platform/checkout-service")
        .into_paginator();
    let (mut items, mut images, mut size) = (listing.items().send(), 0, 0);
    while let Some(image) = items.next().await {
        images += 1;
        size += image?.image_size_in_bytes().unwrap_or(0);
    }
    Ok((images, size))
}
