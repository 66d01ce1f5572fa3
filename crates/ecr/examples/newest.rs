//! The newest five images of a whole repository, in the memory of five, with the next page always on its way.
//!
//! `cargo run -p ecr --example newest`

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;

use ecr::describe_images::{DescribeImagesRequest, paginate};

fn main() -> Result<(), Box<dyn Error>> {
    let registry = ecr_local::Registry::builder()
        .repository("team/app")
        .images(500)
        .start()?;
    let client = ecr::Client::local(&registry.url())?;

    let listing = paginate(client, DescribeImagesRequest::new("team/app")).page_size(100);
    let mut images = listing.look_ahead()?.items()?;
    for image in images.top_by_key(5, |image| image.image_pushed_at)? {
        println!("{:?} {:?}", image.image_pushed_at, image.image_tags());
    }
    println!("of {} images", images.progress().items);
    Ok(())
}
