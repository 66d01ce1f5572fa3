//! The same listing without blocking, with a deadline: what was read stays read, and the stream goes on afterwards.
//!
//! `cargo run -p ecr --features async --example async`

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;
use std::time::Duration;

use ecr::AsyncClient;
use ecr::describe_images::{DescribeImages, DescribeImagesPaginator, DescribeImagesRequest};
use tokio::time::timeout;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let registry = ecr_local::Registry::builder()
        .repository("team/app")
        .images(200)
        .page_cap(50)
        .fault("latency=30ms".parse()?)
        .start()?;
    let client = AsyncClient::local(&registry.url())?;
    let request = DescribeImagesRequest::new("team/app");

    let listing = client.paginate(DescribeImages, DescribeImagesPaginator, request);
    let mut images = listing.look_ahead_async().item_stream()?;
    let (mut seen, mut waits) = (0, 0);
    loop {
        // Dropping the future at the deadline loses no item and sends no request twice.
        match timeout(Duration::from_millis(10), images.next_item()).await {
            Ok(Some(image)) => {
                image?;
                seen += 1;
            }
            Ok(None) => break,
            Err(_) => waits += 1,
        }
    }
    println!(
        "{seen} images in {} requests, {waits} deadlines passed",
        registry.requests().len()
    );
    Ok(())
}
