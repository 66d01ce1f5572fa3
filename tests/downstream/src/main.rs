use ecr::describe_images::{DescribeImagesRequest, paginate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, repository, ..] = arguments.as_slice() else {
        return Err("usage: downstream URL REPOSITORY [TOKEN]".into());
    };
    let client = ecr::Client::local(url)?;
    let mut listing = paginate(&client, DescribeImagesRequest::new(repository));
    if let Some(token) = arguments.get(3) {
        listing = listing.starting_token(token);
    }
    for image in listing.items()? {
        let image = image?; // an error names its page and the token that continues
        println!("{} {:?}", image.image_digest.as_deref().unwrap_or("-"), image.image_tags());
    }
    Ok(())
}
