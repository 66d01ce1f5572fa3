//! Every image with this library, signed as the environment says: `walk-ours pages|items`.

use bench_harness::{Failure, walked};
use ecr::describe_images::{DescribeImagesRequest, paginate};
use ecr::types::ImageDetail;

fn main() -> Result<(), Failure> {
    let client = ecr::Client::from_env()?;
    let listing = paginate(
        &client,
        DescribeImagesRequest::new("platform/checkout-service"),
    );
    let (mut images, mut size) = (0, 0);
    let mut see = |image: &ImageDetail| {
        images += 1;
        size += image.image_size_in_bytes.unwrap_or(0);
    };
    match std::env::args().nth(1).as_deref() {
        Some("pages") => {
            for page in listing.pages()? {
                page?.image_details().iter().for_each(&mut see);
            }
        }
        Some("items") => {
            for image in listing.items()? {
                see(&image?);
            }
        }
        _ => return Err("usage: walk-ours pages|items".into()),
    }
    walked(images, size)
}
