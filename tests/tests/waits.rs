//! ECR's two waiters through the typed client and the embedded registry; time is counted, not spent.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ecr::client::{Moment, WaitError, World};
use ecr::describe_image_scan_findings::{
    DescribeImageScanFindings, DescribeImageScanFindingsRequest, ImageScanCompleteWaiter,
};
use ecr::describe_images::DescribeImagesRequest;
use ecr::describe_repositories::DescribeRepositoriesRequest;
use ecr::get_lifecycle_policy_preview::{
    GetLifecyclePolicyPreview, GetLifecyclePolicyPreviewRequest,
    LifecyclePolicyPreviewCompleteWaiter,
};
use ecr::pagination::wait::Waiter;
use ecr::types::ImageIdentifier;
use ecr::{Call, Client, Operation};
use ecr_local::{Registry, Server};

const MINUTES: Duration = Duration::from_secs(180);

/// Time that passes only where somebody sleeps.
#[derive(Clone, Default)]
struct Counted(Arc<Mutex<Duration>>);

impl World for Counted {
    fn now(&self) -> Moment {
        let elapsed = *self.0.lock().unwrap();
        let wall = SystemTime::UNIX_EPOCH + elapsed;
        Moment { wall, elapsed }
    }

    fn random(&self) -> f64 {
        1.0
    }

    fn sleep(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

fn registry() -> (Server, Client) {
    let registry = Registry::builder()
        .repository("team/app")
        .repositories(12)
        .images(60);
    let server = registry.start().unwrap();
    let client = Client::local(&server.url()).unwrap();
    (server, client.with_world(Counted::default()))
}

/// How a wait ends, after how many answers.
fn end<W: Waiter>(
    client: &Client,
    waiter: W,
    input: <W::Operation as Operation>::Input,
) -> (String, u32) {
    match client.wait(waiter, input, MINUTES) {
        Ok(waited) => (waited.acceptor().to_owned(), waited.attempts()),
        Err(WaitError::Failed {
            acceptor, attempts, ..
        }) => (format!("never: {acceptor}"), attempts),
        Err(WaitError::TooLong { attempts, .. }) => ("too long".to_owned(), attempts),
        Err(WaitError::Call { error, .. }) => (error.code().unwrap().to_owned(), 1),
        Err(other) => panic!("{other}"),
    }
}

/// Five seconds, ten, twenty, forty, eighty, and what is left but five.
fn too_late() -> (String, u32) {
    ("too long".to_owned(), 7)
}

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
        let end = end(&client, LifecyclePolicyPreviewCompleteWaiter, request);
        assert_eq!(*ends.entry(status).or_insert(end.clone()), end);
    }
    let at_once = |text: &str| (text.to_owned(), 1);
    let expected = [
        ("COMPLETE", at_once("`status` is `COMPLETE`")),
        ("EXPIRED", too_late()),
        ("FAILED", at_once("never: `status` is `FAILED`")),
        ("IN_PROGRESS", too_late()),
        (
            "LifecyclePolicyPreviewNotFoundException",
            at_once("LifecyclePolicyPreviewNotFoundException"),
        ),
    ];
    let expected = expected.map(|(status, end)| (status.to_owned(), end));
    assert_eq!(ends, BTreeMap::from(expected));
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
        let end = end(&client, ImageScanCompleteWaiter, request);
        let expected = match status.as_str() {
            "COMPLETE" => ("`imageScanStatus.status` is `COMPLETE`".to_owned(), 1),
            "FAILED" => ("never: `imageScanStatus.status` is `FAILED`".to_owned(), 1),
            "ScanNotFoundException" => ("ScanNotFoundException".to_owned(), 1),
            _ => too_late(),
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
