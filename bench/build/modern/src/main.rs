//! Lists the images of a repository.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let repository = std::env::args()
        .nth(1)
        .ok_or("usage: bench-modern REPOSITORY")?;
    let config = aws_config::load_from_env().await;
    let client = aws_sdk_ecr::Client::new(&config);
    let listing = client
        .describe_images()
        .repository_name(repository)
        .into_paginator();
    let mut images = listing.items().send();
    while let Some(image) = images.next().await {
        let image = image?;
        println!(
            "{} {:?}",
            image.image_digest().unwrap_or("-"),
            image.image_tags()
        );
    }
    Ok(())
}
