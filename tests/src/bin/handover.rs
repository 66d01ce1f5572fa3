//! `handover URL REPOSITORY PAGE-SIZE`: the product's side of `tests/peers/handover.py`, in one process for all steps.
//!
//! Each line of stdin is a step, `{"token": TEXT or null, "items": N}`: read so many images from there and stop.
//! The answer names the images, and the token twice: of an iteration that is left at that place, and of a capped one.
//! `{"every": N}` reads the whole listing once and gives the token at every N-th image.

use std::io::{self, BufRead as _, Write as _};
use std::process::ExitCode;

use ecr::Client;
use ecr::describe_images::{
    DescribeImages, DescribeImagesPaginator, DescribeImagesRequest, paginate,
};
use ecr::pagination::{Paginate, Via};
use ecr::types::ImageDetail;
use smithy_wire::{Object, Value};

/// What is listed.
struct Listing {
    client: Client,
    repository: String,
    page_size: u64,
}

type Images<'c> = Paginate<DescribeImagesPaginator, Via<&'c Client, DescribeImages>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, repository, page_size] = arguments.as_slice() else {
        return Err("usage: handover URL REPOSITORY PAGE-SIZE".into());
    };
    let listing = Listing {
        client: Client::local(url).map_err(told)?,
        repository: repository.clone(),
        page_size: page_size.parse().map_err(told)?,
    };
    for line in io::stdin().lock().lines() {
        let step = Value::from_json(&line.map_err(told)?).map_err(told)?;
        let number = |name| step.get(name).and_then(Value::as_u64);
        let answer = match (number("items"), number("every")) {
            (Some(items), _) => listing.step(step.get("token").and_then(Value::as_str), items)?,
            (_, Some(every)) => listing.walk(every)?,
            _ => return Err("a step has `items` or `every`".into()),
        };
        writeln!(io::stdout(), "{}", answer.to_json()).map_err(told)?;
    }
    Ok(())
}

impl Listing {
    fn images(&self, token: Option<&str>) -> Images<'_> {
        let request = DescribeImagesRequest::new(self.repository.as_str());
        let images = paginate(&self.client, request).page_size(self.page_size);
        match token {
            None => images,
            Some(token) => images.starting_token(token),
        }
    }

    fn step(&self, token: Option<&str>, count: u64) -> Result<Value, String> {
        let mut images = self.images(token).items().map_err(told)?;
        let mut names = Vec::new();
        while (names.len() as u64) < count
            && let Some(image) = images.next()
        {
            names.push(name(&image.map_err(told)?));
        }
        let left = images.resume_token().map_err(told)?;
        let capped = self
            .images(token)
            .max_items(count)
            .full_result()
            .map_err(told)?;
        let members = [
            ("items", Value::from(names)),
            ("left", left.into()),
            ("capped", capped.next_token.into()),
        ];
        Ok(Value::Object(members.into_iter().collect::<Object>()))
    }

    fn walk(&self, every: u64) -> Result<Value, String> {
        let mut images = self.images(None).items().map_err(told)?;
        let (mut count, mut tokens) = (0, Vec::new());
        while let Some(image) = images.next() {
            image.map_err(told)?;
            count += 1;
            if count % every == 0 {
                tokens.push(images.resume_token().map_err(told)?);
            }
        }
        Ok(Value::from(tokens))
    }
}

fn name(image: &ImageDetail) -> String {
    image.image_digest.clone().unwrap_or_default()
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
