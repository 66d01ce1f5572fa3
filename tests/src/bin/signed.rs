//! `signed blocking|async REPOSITORY [PROFILE]`: the client's side of `tests/peers/signed_calls.py`.
//!
//! Lists the tags of a repository as the environment says, a line each; an error stands behind them with all that caused it.

#![allow(clippy::print_stdout, reason = "its output is what the peer reads")]

use std::error::Error;
use std::process::ExitCode;

use ecr::identity::Selection;
use ecr::list_images::{self, ListImages, ListImagesPaginator, ListImagesRequest};
use ecr::types::ImageIdentifier;
use ecr::{AsyncClient, Client};

type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("error: {}", chain(&*error));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().unwrap_or_default();
    let request = ListImagesRequest::new(arguments.next().unwrap_or_default());
    let selection = Selection::new().with_profile(arguments.next().unwrap_or_default());
    if kind == "blocking" {
        return blocking(&selection, request);
    }
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime
        .enable_all()
        .build()?
        .block_on(asynchronous(&selection, request))
}

fn blocking(selection: &Selection, request: ListImagesRequest) -> Result<(), Failure> {
    let client = Client::from_selection(selection)?;
    for image in list_images::paginate(&client, request).items()? {
        show(&image?);
    }
    Ok(())
}

async fn asynchronous(selection: &Selection, request: ListImagesRequest) -> Result<(), Failure> {
    let client = AsyncClient::from_selection(selection)?;
    let mut images = client
        .paginate(ListImages, ListImagesPaginator, request)
        .item_stream()?;
    while let Some(image) = images.next_item().await {
        show(&image?);
    }
    Ok(())
}

fn show(image: &ImageIdentifier) {
    println!("{}", image.image_tag.as_deref().unwrap_or("-"));
}

fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text += &format!(": {error}");
        next = error.source();
    }
    text
}
