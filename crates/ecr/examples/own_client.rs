//! The paging without our HTTP: any function that sends one request will do.
//!
//! `cargo run -p ecr --example own_client`

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;

use ecr::describe_images::{
    DescribeImagesPaginator, DescribeImagesRequest, DescribeImagesResponse,
};
use ecr::pagination::Paginate;

/// Stands for a client of your own; here it answers from a list.
fn send(request: &DescribeImagesRequest) -> Result<DescribeImagesResponse, std::io::Error> {
    let pages = [
        (
            None,
            r#"{"imageDetails": [{"imageDigest": "sha256:1"}], "nextToken": "t1"}"#,
        ),
        (
            Some("t1"),
            r#"{"imageDetails": [{"imageDigest": "sha256:2"}]}"#,
        ),
    ];
    let page = pages
        .iter()
        .find(|(token, _)| request.next_token.as_deref() == *token);
    let (_, json) = page.ok_or_else(|| std::io::Error::other("unknown token"))?;
    smithy_wire::json::from_str(json).map_err(std::io::Error::other)
}

fn main() -> Result<(), Box<dyn Error>> {
    let request = DescribeImagesRequest::new("team/app");
    let result = Paginate::calling(DescribeImagesPaginator, request, send).full_result()?;
    println!(
        "{} images, {:?}",
        result.response.image_details().len(),
        result.outcome
    );
    Ok(())
}
