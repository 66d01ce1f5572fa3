//! A listing that fails on the way, is stored, and goes on exactly there: in this process or another.
//!
//! `cargo run -p ecr --example resume`

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;

use ecr::describe_images::{DescribeImagesRequest, paginate};
use ecr::pagination::{Checkpoint, Outcome};

fn main() -> Result<(), Box<dyn Error>> {
    // The third call of this registry fails for good.
    let registry = ecr_local::Registry::builder()
        .repository("team/app")
        .images(60)
        .page_cap(20)
        .fault("error=AccessDeniedException@call:3".parse()?)
        .start()?;
    let client = ecr::Client::local(&registry.url())?;
    let request = DescribeImagesRequest::new("team/app");

    let mut images = paginate(&client, request.clone()).items()?;
    let mut seen = 0;
    for image in &mut images {
        match image {
            Ok(_) => seen += 1,
            Err(error) => println!("after {seen} images: {error}"),
        }
    }
    // A short listing is never taken for a whole one.
    assert_eq!(images.outcome(), Outcome::Interrupted);
    let stored = images.checkpoint().to_string();
    println!("to be stored: {stored}");

    let checkpoint: Checkpoint = stored.parse()?;
    let rest = paginate(&client, request)
        .checkpoint(checkpoint.clone())
        .items()?;
    for image in rest {
        image?;
        seen += 1;
    }
    println!("{seen} images in all");

    // Against another repository it is refused before anything is sent.
    let other = paginate(&client, DescribeImagesRequest::new("team/other")).checkpoint(checkpoint);
    if let Err(error) = other.items() {
        println!("{error}");
    }
    Ok(())
}
