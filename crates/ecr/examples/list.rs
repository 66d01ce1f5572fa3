//! Every image of a repository, and where to go on if it was capped.
//!
//! `cargo run -p ecr --example list [URL [REPOSITORY]]`; without a URL it lists an embedded registry.

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;

use ecr::describe_images::{DescribeImagesRequest, paginate};

fn main() -> Result<(), Box<dyn Error>> {
    let registry = ecr_local::Registry::builder()
        .repository("team/app")
        .images(60)
        .start()?;
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().unwrap_or_else(|| registry.url());
    let repository = arguments.next().unwrap_or_else(|| "team/app".to_owned());

    let client = ecr::Client::local(&url)?;
    let mut images = paginate(&client, DescribeImagesRequest::new(repository))
        .max_items(100)
        .items()?;
    for image in &mut images {
        let image = image?;
        println!(
            "{} {:?}",
            image.image_digest.as_deref().unwrap_or("-"),
            image.image_tags()
        );
    }
    match images.resume_token()? {
        None => println!("that is all of them: {}", images.progress().items),
        Some(token) => println!("there are more; go on with {token}"),
    }
    Ok(())
}
