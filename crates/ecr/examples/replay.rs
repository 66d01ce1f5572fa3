//! A test of your own code without a registry: recorded pages, an error, and what was asked.
//!
//! `cargo run -p ecr --example replay`

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program for a person to read"
)]

use std::error::Error;

use ecr::Call;
use ecr::client::{Client, Replay, Reply};
use ecr::list_images::{self, ListImages, ListImagesRequest};

/// The code under test: it takes any client.
fn tags<C>(client: &C) -> Result<Vec<String>, Box<dyn Error>>
where
    C: Call<ListImages, Failure: Error + 'static>,
{
    let images = list_images::paginate(client, ListImagesRequest::new("team/app")).items()?;
    let tags = images.map(|image| Ok(image?.image_tag));
    tags.filter_map(Result::transpose).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let replay = Replay::pages([
        r#"{"imageIds": [{"imageTag": "v1"}, {"imageDigest": "sha256:1"}], "nextToken": "more"}"#,
        r#"{"imageIds": [{"imageTag": "v2"}]}"#,
    ])
    .then(Reply::error("RepositoryNotFoundException", "no team/app"));
    let client = Client::with(&replay);

    assert_eq!(tags(&client)?, ["v1", "v2"]);
    let error = tags(&client).unwrap_err();
    println!("{error}");
    let asked = replay.requests();
    assert_eq!(asked[1].member("nextToken"), Some("more".into()));
    println!("{} requests", asked.len());
    Ok(())
}
