//! ECR's two waiters through the typed client and the embedded registry; time is counted, not spent.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use ecr::client::CallError;
use ecr::describe_image_scan_findings::{
    DescribeImageScanFindings, DescribeImageScanFindingsRequest, ImageScanCompleteWaiter,
};
use ecr::describe_images::DescribeImagesRequest;
use ecr::describe_repositories::DescribeRepositoriesRequest;
use ecr::get_lifecycle_policy_preview::{
    GetLifecyclePolicyPreview, GetLifecyclePolicyPreviewRequest,
    LifecyclePolicyPreviewCompleteWaiter,
};
use ecr::pagination::wait::{Next, Wait, Waiter};
use ecr::types::ImageIdentifier;
use ecr::{Call, Client, Operation};
use ecr_local::{Registry, Server};

const MINUTES: Duration = Duration::from_secs(180);

fn registry() -> (Server, Client) {
    let registry = Registry::builder()
        .repository("team/app")
        .repositories(12)
        .images(60);
    let server = registry.start().unwrap();
    let client = Client::local(&server.url()).unwrap();
    (server, client)
}

/// How a wait ends, after how many answers.
fn end<W: Waiter>(client: &Client, input: <W::Operation as Operation>::Input) -> (Next, u32)
where
    Client: Call<W::Operation, Failure = CallError<<W::Operation as Operation>::Error>>,
{
    let mut wait = Wait::<W>::new(input, MINUTES);
    let mut elapsed = Duration::ZERO;
    loop {
        let answer = client.call(wait.input());
        let answer = answer.as_ref().map_err(|error| match error.as_service() {
            Some(error) => error,
            None => panic!("the registry gave no answer"),
        });
        match wait.answered(answer, elapsed, 1.0) {
            Next::Pause(pause) => elapsed += pause,
            end => return (end, wait.attempts()),
        }
    }
}

/// Five seconds, ten, twenty, forty, eighty, and what is left but five.
const UNTIL_TOO_LATE: (Next, u32) = (Next::TooLong, 7);

#[test]
fn a_preview_is_waited_for_until_its_end() {
    let (_server, client) = registry();
    let repositories =
        ecr::describe_repositories::paginate(&client, DescribeRepositoriesRequest::new());
    let mut ends = BTreeMap::new();
    for repository in repositories.items().unwrap() {
        let request =
            GetLifecyclePolicyPreviewRequest::new(repository.unwrap().repository_name.unwrap());
        let status = match Call::<GetLifecyclePolicyPreview>::call(&client, &request) {
            Ok(response) => response.status.unwrap().as_str().to_owned(),
            Err(error) => error.code().unwrap().to_owned(),
        };
        let end = end::<LifecyclePolicyPreviewCompleteWaiter>(&client, request);
        assert_eq!(*ends.entry(status).or_insert(end), end);
    }
    let expected = [
        ("COMPLETE", (Next::Reached, 1)),
        ("EXPIRED", UNTIL_TOO_LATE),
        ("FAILED", (Next::Failed, 1)),
        ("IN_PROGRESS", UNTIL_TOO_LATE),
        (
            "LifecyclePolicyPreviewNotFoundException",
            (Next::Unexpected, 1),
        ),
    ];
    assert_eq!(
        ends,
        expected
            .map(|(status, end)| (status.to_owned(), end))
            .into()
    );
}

#[test]
fn a_scan_is_waited_for_until_its_end() {
    let (_server, client) = registry();
    let images = ecr::describe_images::paginate(&client, DescribeImagesRequest::new("team/app"));
    let mut ends = BTreeMap::new();
    for image in images.items().unwrap() {
        let id = ImageIdentifier::default().with_image_digest(image.unwrap().image_digest.unwrap());
        let request = DescribeImageScanFindingsRequest::new("team/app", id);
        let status = match Call::<DescribeImageScanFindings>::call(&client, &request) {
            Ok(response) => response
                .image_scan_status
                .unwrap()
                .status
                .unwrap()
                .as_str()
                .to_owned(),
            Err(error) => error.code().unwrap().to_owned(),
        };
        let end = end::<ImageScanCompleteWaiter>(&client, request);
        let expected = match status.as_str() {
            "COMPLETE" => (Next::Reached, 1),
            "FAILED" => (Next::Failed, 1),
            "ScanNotFoundException" => (Next::Unexpected, 1),
            _ => UNTIL_TOO_LATE,
        };
        assert_eq!(end, expected, "{status}");
        *ends.entry(status).or_insert(0) += 1;
    }
    let seen = |status: &str| ends.contains_key(status);
    assert!(
        seen("COMPLETE") && seen("FAILED") && seen("IN_PROGRESS"),
        "{ends:?}"
    );
}
