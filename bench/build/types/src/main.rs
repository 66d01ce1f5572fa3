//! Each argument is a file holding one DescribeImages response body; they are replayed in order.

use std::cell::RefCell;
use std::error::Error;

use ecr::describe_images::{
    DescribeImages, DescribeImagesRequest, DescribeImagesResponse, paginate,
};

/// Answers each request with the next file.
struct Replay(RefCell<std::env::Args>);

impl ecr::Call<DescribeImages> for Replay {
    type Failure = std::io::Error;

    fn call(&self, _: &DescribeImagesRequest) -> std::io::Result<DescribeImagesResponse> {
        let file = self.0.borrow_mut().next().unwrap_or_default();
        smithy_wire::json::from_slice(&std::fs::read(file)?).map_err(std::io::Error::other)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = std::env::args();
    files.next();
    let client = Replay(RefCell::new(files));
    for image in paginate(&client, DescribeImagesRequest::new("team/service")).items()? {
        let image = image?;
        let digest = image.image_digest.as_deref().unwrap_or("-");
        println!("{digest} {:?}", image.image_tags());
    }
    Ok(())
}
