//! A page that fails in the middle of a listing, over a real socket: nothing is lost, nothing is sent twice.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use ecr::Client;
use ecr::describe_images::{DescribeImagesRequest, paginate};
use ecr::pagination::{FullResultError, Outcome};
use ecr::types::ImageDetail;
use ecr_local::{Registry, Server};

const REPOSITORY: &str = "team/app";

/// 45 images in pages of ten, whose third page fails once.
fn registry(fault: &str) -> (Server, Client) {
    let builder = Registry::builder()
        .repository(REPOSITORY)
        .images(45)
        .page_cap(10);
    let server = builder.fault(fault.parse().unwrap()).start().unwrap();
    let client = Client::local(&server.url()).unwrap();
    (server, client)
}

fn request() -> DescribeImagesRequest {
    DescribeImagesRequest::new(REPOSITORY)
}

fn digests<'a>(images: impl IntoIterator<Item = &'a ImageDetail>) -> Vec<String> {
    let images = images.into_iter();
    images
        .map(|image| image.image_digest.clone().unwrap())
        .collect()
}

/// What a registry without faults lists.
fn whole() -> Vec<String> {
    let server = Registry::builder()
        .repository(REPOSITORY)
        .images(45)
        .start()
        .unwrap();
    let client = Client::local(&server.url()).unwrap();
    let whole = paginate(&client, request()).full_result().unwrap();
    digests(whole.response.image_details())
}

const FAULTS: [&str; 3] = ["status=503@page:3", "cut@page:3", "reset@page:3"];

#[test]
fn the_error_says_where_and_a_retry_sends_that_request_once() {
    for fault in FAULTS {
        let (server, client) = registry(fault);
        let mut images = paginate(&client, request()).items().unwrap();
        let mut seen = Vec::new();
        let error = loop {
            match images.next().unwrap() {
                Ok(image) => seen.push(image),
                Err(error) => break error,
            }
        };
        assert_eq!(error.operation(), "DescribeImages");
        assert_eq!((error.page(), error.items()), (3, 20), "{fault}");
        let text = error.to_string();
        for part in ["DescribeImages", "page 3", "20 items", error.resume_token()] {
            assert!(text.contains(part), "{part:?} in {text}");
        }
        assert_eq!(images.outcome(), Outcome::Interrupted);
        assert!(images.next().is_none(), "plain iteration ends");
        assert_eq!(server.requests().len(), 3, "and sends nothing");

        assert!(images.retry());
        seen.extend(images.by_ref().map(Result::unwrap));
        assert_eq!(images.outcome(), Outcome::Complete);
        assert_eq!(digests(&seen), whole(), "{fault}");
        let sent = server.requests();
        assert_eq!(sent.len(), 6, "five pages and one retry");
        assert_eq!(sent[2].body, sent[3].body, "the same request, once");
    }
}

#[test]
fn a_retry_of_pages_sends_that_request_once_too() {
    for fault in FAULTS {
        let (server, client) = registry(fault);
        let mut pages = paginate(&client, request()).pages().unwrap();
        let mut seen = Vec::new();
        let mut failures = Vec::new();
        while let Some(page) = pages.next() {
            match page {
                Ok(page) => seen.extend(page.image_details.unwrap()),
                Err(error) => {
                    failures.push((error.page(), error.items()));
                    assert_eq!(pages.resume_token().as_deref(), Some(error.resume_token()));
                    assert!(pages.retry());
                }
            }
        }
        assert_eq!(failures, [(3, 20)], "{fault}");
        assert!(!pages.retry(), "there is nothing to retry");
        assert_eq!(digests(&seen), whole(), "{fault}");
        let sent = server.requests();
        assert_eq!(sent.len(), 6, "five pages and one retry");
        assert_eq!(sent[2].body, sent[3].body, "the same request, once");
    }
}

#[test]
fn another_pager_goes_on_from_the_error() {
    for fault in FAULTS {
        let (_server, client) = registry(fault);
        let mut seen = Vec::new();
        let mut token = None;
        for page in paginate(&client, request()).pages().unwrap() {
            match page {
                Ok(page) => seen.extend(page.image_details.unwrap()),
                Err(error) => token = Some(error.resume_token().to_owned()),
            }
        }
        let rest = paginate(&client, request()).starting_token(token.unwrap());
        seen.extend(rest.items().unwrap().map(Result::unwrap));
        assert_eq!(digests(&seen), whole(), "{fault}");
    }
}

#[test]
fn a_full_result_keeps_what_it_had() {
    let (_server, client) = registry("status=503@page:3");
    let FullResultError::Page { error, partial, .. } =
        paginate(&client, request()).full_result().unwrap_err()
    else {
        unreachable!("the configuration is sound");
    };
    let partial = partial.unwrap();
    assert_eq!(partial.response.image_details().len(), 20);
    assert_eq!(partial.outcome, Outcome::Interrupted);
    assert_eq!(partial.next_token.as_deref(), Some(error.resume_token()));
    let rest = paginate(&client, request()).starting_token(error.resume_token());
    let rest = rest.full_result().unwrap();
    let seen = [
        partial.response.image_details(),
        rest.response.image_details(),
    ]
    .concat();
    assert_eq!(digests(&seen), whole());
}
