//! Lists the images of a repository.

use ecr::describe_images::{DescribeImagesRequest, paginate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let repository = std::env::args()
        .nth(1)
        .ok_or("usage: bench-blocking REPOSITORY")?;
    let client = ecr::Client::from_env()?;
    for image in paginate(&client, DescribeImagesRequest::new(repository)).items()? {
        let image = image?;
        println!(
            "{} {:?}",
            image.image_digest.as_deref().unwrap_or("-"),
            image.image_tags()
        );
    }
    Ok(())
}
