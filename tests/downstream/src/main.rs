use ecr::describe_images::{DescribeImagesRequest, paginate};

fn main() -> Result<(), ecr::Report> {
    let client = ecr::Client::from_env()?;
    let mut listing = paginate(&client, DescribeImagesRequest::new("team/app")).max_items(1_000);
    if let Some(token) = std::env::args().nth(1) {
        listing = listing.starting_token(token);
    }
    let mut images = listing.items()?;
    for image in &mut images {
        let image = image?; // an error names its page and the token that continues
        println!("{} {:?}", image.image_digest.as_deref().unwrap_or("-"), image.image_tags());
    }
    println!("next: {:?}", images.resume_token()?);
    Ok(())
}
