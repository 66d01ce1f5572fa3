//! What the model says the service refuses is refused before anything is sent; what only looks like it is sent.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use ecr::client::{Client, Replay};
use ecr::describe_images::{self, DescribeImagesRequest};
use ecr::describe_repositories::{self, DescribeRepositoriesRequest};
use ecr::list_replication_backfills::{self, ListReplicationBackfillsRequest};
use ecr::pagination::{ConfigError, PageConfig};
use ecr::types::ImageIdentifier;
use smithy_wire::Value;

const LAST: &str = r#"{"imageDetails":[{"imageDigest":"sha256:1"},{"imageDigest":"sha256:2"}]}"#;

fn one_image() -> DescribeImagesRequest {
    let id = ImageIdentifier::default().with_image_tag("v1");
    DescribeImagesRequest::new("team/app").with_image_ids([id])
}

fn told<T>(result: Result<T, ConfigError>) -> String {
    let Err(error) = result else {
        return "it was not refused".to_owned();
    };
    // Number and range stand in the error itself, for whoever prints no causes.
    error.to_string()
}

#[test]
fn a_page_size_outside_the_range_is_refused() {
    let replay = Replay::pages([LAST]);
    let client = Client::with(&replay);
    let request = || DescribeImagesRequest::new("team/app");
    for size in [0, 1_001, u64::MAX / 2] {
        let text = told(
            describe_images::paginate(&client, request())
                .page_size(size)
                .pages(),
        );
        assert!(text.contains("is outside 1 to 1000"), "{size}: {text}");
    }
    // The caller's own limit member counts as well; every operation has its own range.
    let own = request().with_max_results(1_001);
    assert!(told(describe_images::paginate(&client, own).pages()).contains("1001 is outside"));
    let backfills =
        list_replication_backfills::paginate(&client, ListReplicationBackfillsRequest::new());
    assert!(told(backfills.page_size(51).pages()).contains("51 is outside 1 to 50"));
    assert_eq!(replay.requests().len(), 0);
    for size in [1, 1_000] {
        describe_images::paginate(&client, request())
            .page_size(size)
            .pages()
            .unwrap();
    }
}

#[test]
fn single_items_in_pages_are_refused() {
    let replay = Replay::pages([LAST]);
    let client = Client::with(&replay);
    let sized = describe_images::paginate(&client, one_image()).page_size(10);
    assert!(told(sized.pages()).starts_with("imageIds: "));
    let resumed = describe_images::paginate(&client, one_image()).starting_token("opaque");
    assert!(told(resumed.pages()).starts_with("imageIds: "));
    let own = one_image().with_next_token("opaque");
    assert!(told(describe_images::paginate(&client, own).pages()).starts_with("imageIds: "));
    let names = DescribeRepositoriesRequest::new().with_repository_names(["team/app".to_owned()]);
    let repositories = describe_repositories::paginate(&client, names).page_size(5);
    assert!(told(repositories.pages()).starts_with("repositoryNames: "));
    assert_eq!(replay.requests().len(), 0);
}

#[test]
fn a_cap_on_single_items_resumes_inside_their_one_page() {
    let replay = Replay::pages([LAST, LAST]);
    let client = Client::with(&replay);
    let capped = describe_images::paginate(&client, one_image())
        .max_items(1)
        .full_result()
        .unwrap();
    let token = capped.next_token.unwrap();
    let rest = describe_images::paginate(&client, one_image())
        .starting_token(token)
        .full_result()
        .unwrap();
    assert_eq!(rest.response.image_details().len(), 1);
    assert_eq!(replay.requests().len(), 2);
    assert!(
        replay
            .requests()
            .iter()
            .all(|sent| sent.member("nextToken").is_none())
    );
}

#[test]
fn botocores_own_configuration_is_sent_as_it_is() {
    let replay = Replay::pages([LAST]);
    let client = Client::with(&replay);
    let config = PageConfig::from_json(&Value::from_json(r#"{"PageSize": 0}"#).unwrap()).unwrap();
    let mut pages = describe_images::paginate(&client, one_image())
        .config(config)
        .pages()
        .unwrap();
    pages.next().unwrap().unwrap();
    assert_eq!(
        replay.requests()[0].member("maxResults"),
        Some(Value::from(0_u64))
    );
}
