//! Item caps, resume tokens and checkpoints for a program that stays with the official SDK's client and types.
//!
//! The paginator says where `DescribeImages` keeps its tokens, its page size and its images; the loop is the crate's.

use std::borrow::Cow;
use std::error::Error;
use std::ops::Range;

use aws_sdk_ecr::Client;
use aws_sdk_ecr::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ecr::operation::describe_images::{DescribeImagesInput, DescribeImagesOutput};
use aws_sdk_ecr::types::ImageDetail;
use smithy_pagination::{
    Checkpoint, Filters, Items, LimitKind, Paginate, Paginated, Refused, Token, typed,
};

#[derive(Clone, Copy)]
struct DescribeImages;

impl Paginated for DescribeImages {
    type Request = DescribeImagesInput;
    type Response = DescribeImagesOutput;

    fn operation(&self) -> &str {
        "DescribeImages"
    }

    fn input_tokens(&self) -> &[Cow<'static, str>] {
        const { &[Cow::Borrowed("nextToken")] }
    }

    fn limit(&self) -> LimitKind {
        LimitKind::Integer
    }

    fn set_token(&self, request: &mut DescribeImagesInput, token: &Token) -> Result<(), Refused> {
        request.next_token = token.text("nextToken")?;
        Ok(())
    }

    fn set_limit(&self, request: &mut DescribeImagesInput, limit: u64) -> Result<(), Refused> {
        request.max_results = Some(typed::limit(limit)?);
        Ok(())
    }

    /// A checkpoint is bound to these.
    fn filters(&self, request: &DescribeImagesInput) -> Filters {
        let repository = request.repository_name.as_deref().unwrap_or_default();
        Filters::new().with("repositoryName", repository)
    }

    fn next_token(&self, response: &DescribeImagesOutput) -> Token {
        Token::single("nextToken", response.next_token.clone())
    }

    fn primary_len(&self, response: &DescribeImagesOutput) -> usize {
        typed::len(&response.image_details)
    }

    fn keep(&self, response: &mut DescribeImagesOutput, range: Range<usize>) {
        typed::keep(&mut response.image_details, range);
    }

    /// There is one result key.
    fn blank_secondary(&self, _: &mut DescribeImagesOutput) {}
}

impl Items for DescribeImages {
    type Item = ImageDetail;
    type IntoIter = std::vec::IntoIter<ImageDetail>;

    fn into_items(&self, response: DescribeImagesOutput) -> Self::IntoIter {
        response.image_details.unwrap_or_default().into_iter()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let registry = ecr_local::Registry::builder().repository("team/app").images(60).page_cap(25).start()?;
    let client = client(&registry.url());
    let request = DescribeImagesInput::builder().repository_name("team/app").build()?;

    let call = |request: DescribeImagesInput| {
        let call = client.describe_images();
        let call = call.set_repository_name(request.repository_name);
        let call = call.set_next_token(request.next_token).set_max_results(request.max_results);
        async move { call.send().await }
    };
    let mut images = Paginate::calling_async(DescribeImages, request.clone(), call).item_stream()?;
    for _ in 0..30 {
        let Some(image) = images.next_item().await else { break };
        image?;
    }
    let stored = images.checkpoint().to_string();
    println!("after 30 images: {stored}");

    let checkpoint: Checkpoint = stored.parse()?;
    let mut rest = Paginate::calling_async(DescribeImages, request, call).checkpoint(checkpoint).item_stream()?;
    while let Some(image) = rest.next_item().await {
        image?;
    }
    println!("{} more", rest.progress().items);
    Ok(())
}

fn client(url: &str) -> Client {
    let config = aws_sdk_ecr::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("example", "example", None, None, "example"))
        .endpoint_url(url)
        .build();
    Client::from_conf(config)
}
