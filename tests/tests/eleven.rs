//! Each of the eleven paginated operations through the facade, over a real socket: the whole, whatever the pages.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use ecr::Client;
use ecr::client::CallError;
use ecr::describe_image_scan_findings::{
    DescribeImageScanFindingsItem, DescribeImageScanFindingsRequest,
    DescribeImageScanFindingsResponse,
};
use ecr::describe_images::DescribeImagesRequest;
use ecr::describe_pull_through_cache_rules::{
    DescribePullThroughCacheRulesError, DescribePullThroughCacheRulesRequest,
};
use ecr::describe_replication_backfill_results::{
    DescribeReplicationBackfillResultsError, DescribeReplicationBackfillResultsRequest,
};
use ecr::describe_repositories::DescribeRepositoriesRequest;
use ecr::describe_repository_creation_templates::DescribeRepositoryCreationTemplatesRequest;
use ecr::get_lifecycle_policy_preview::{
    GetLifecyclePolicyPreviewError, GetLifecyclePolicyPreviewRequest,
};
use ecr::list_image_referrers::{ListImageReferrersError, ListImageReferrersRequest};
use ecr::list_images::ListImagesRequest;
use ecr::list_pull_time_update_exclusions::ListPullTimeUpdateExclusionsRequest;
use ecr::list_replication_backfills::ListReplicationBackfillsRequest;
use ecr::pagination::Outcome;
use ecr::types::{
    ArtifactStatusFilter, DescribeImagesFilter, ImageDetail, ImageIdentifier, ImageStatusFilter,
    LifecyclePolicyPreviewStatus, ListImageReferrersFilter, ReplicationBackfillStatus,
    SubjectIdentifier,
};
use ecr_local::{Builder, Registry, Server};

const REPOSITORY: &str = "team/app";

fn builder() -> Builder {
    Registry::builder()
        .repository(REPOSITORY)
        .repositories(12)
        .images(120)
}

fn registry() -> (Server, Client) {
    start(builder())
}

fn start(registry: Builder) -> (Server, Client) {
    let server = registry.start().unwrap();
    let client = Client::local(&server.url()).unwrap();
    (server, client)
}

fn all_images() -> DescribeImagesRequest {
    let filter = DescribeImagesFilter::default().with_image_status(ImageStatusFilter::Any);
    DescribeImagesRequest::new(REPOSITORY).with_filter(filter)
}

fn images(client: &Client) -> Vec<ImageDetail> {
    let images = ecr::describe_images::paginate(client, all_images()).items();
    images.unwrap().map(Result::unwrap).collect()
}

/// What is attached to the image that most is attached to.
fn referrers(client: &Client) -> ListImageReferrersRequest {
    let mut counts = BTreeMap::new();
    for image in images(client) {
        if let Some(subject) = image.subject_manifest_digest {
            *counts.entry(subject).or_insert(0) += 1;
        }
    }
    let (subject, _) = counts.into_iter().max_by_key(|(_, count)| *count).unwrap();
    let any = ListImageReferrersFilter::default().with_artifact_status(ArtifactStatusFilter::Any);
    ListImageReferrersRequest::new(
        REPOSITORY,
        SubjectIdentifier::default().with_image_digest(subject),
    )
    .with_filter(any)
}

/// The findings of the image with the most of those whose kinds pass.
fn findings(
    client: &Client,
    passes: impl Fn(&DescribeImageScanFindingsResponse) -> bool,
) -> DescribeImageScanFindingsRequest {
    let mut found = Vec::new();
    for image in images(client) {
        let id = ImageIdentifier::default().with_image_digest(image.image_digest.unwrap());
        let request = DescribeImageScanFindingsRequest::new(REPOSITORY, id);
        if let Ok(page) =
            ecr::describe_image_scan_findings::send(client, &request.clone().with_max_results(1000))
            && passes(&page)
        {
            found.push((items_of(page).len(), request));
        }
    }
    found.into_iter().max_by_key(|(count, _)| *count).unwrap().1
}

fn kinds(page: &DescribeImageScanFindingsResponse) -> (usize, usize) {
    let findings = page.image_scan_findings.as_ref();
    findings.map_or((0, 0), |findings| {
        (
            findings.findings().len(),
            findings.enhanced_findings().len(),
        )
    })
}

fn items_of(page: DescribeImageScanFindingsResponse) -> Vec<DescribeImageScanFindingsItem> {
    let findings = page.image_scan_findings.unwrap_or_default();
    let basic = findings.findings.unwrap_or_default().into_iter();
    let enhanced = findings.enhanced_findings.unwrap_or_default().into_iter();
    basic
        .map(DescribeImageScanFindingsItem::Finding)
        .chain(enhanced.map(DescribeImageScanFindingsItem::EnhancedFinding))
        .collect()
}

/// The results of the largest backfill that is complete.
fn results(client: &Client) -> DescribeReplicationBackfillResultsRequest {
    let request = ListReplicationBackfillsRequest::new();
    let backfills = ecr::list_replication_backfills::paginate(client, request).items();
    let complete = backfills
        .unwrap()
        .map(Result::unwrap)
        .filter(|backfill| backfill.status == Some(ReplicationBackfillStatus::Complete));
    let copies = complete.max_by_key(|backfill| {
        let progress = backfill.progress.as_ref().unwrap();
        progress.total_replication_count
    });
    let id = copies.unwrap().replication_backfill_id.unwrap();
    DescribeReplicationBackfillResultsRequest::new(id)
}

/// Holds an operation to the listing that following its tokens by hand gives.
macro_rules! is_listed {
    ($module:ident, $request:expr, $items:expr) => {
        #[test]
        fn $module() {
            use ecr::$module::{paginate, send};
            let (server, client) = registry();
            let request = $request(&client);
            let (mut whole, mut next) = (Vec::new(), request.clone());
            for _ in 0..1_000 {
                let page = send(&client, &next).unwrap();
                next.next_token = page.next_token.clone();
                whole.extend($items(page));
                if next.next_token.is_none() {
                    break;
                }
            }
            assert!(whole.len() >= 10 && next.next_token.is_none());
            for (index, item) in whole.iter().enumerate() {
                assert!(!whole[..index].contains(item), "{item:?} is doubled");
            }
            for size in [1, 3, 10, 50] {
                server.clear_requests();
                let listing = paginate(&client, request.clone()).page_size(size);
                let items: Vec<_> = listing.items().unwrap().map(Result::unwrap).collect();
                assert_eq!(items, whole, "in pages of {size}");
                assert_eq!(server.requests().len(), whole.len().div_ceil(size as usize));
            }
            let (mut seen, mut sizes, mut token) = (Vec::new(), Vec::new(), None);
            for _ in 0..whole.len() {
                let mut listing = paginate(&client, request.clone()).page_size(4).max_items(6);
                if let Some(token) = token {
                    listing = listing.starting_token(token);
                }
                let mut items = listing.items().unwrap();
                seen.extend(items.by_ref().map(Result::unwrap));
                sizes.push(seen.len() - sizes.iter().sum::<usize>());
                token = items.resume_token().unwrap();
                if token.is_none() {
                    break;
                }
            }
            assert_eq!(seen, whole, "resumed");
            let last = sizes.pop().unwrap();
            assert!((1..=6).contains(&last) && sizes.iter().all(|size| *size == 6));
            let full = paginate(&client, request.clone())
                .page_size(7)
                .full_result();
            let full = full.unwrap();
            assert_eq!((full.outcome, full.next_token), (Outcome::Complete, None));
            assert_eq!(Vec::from_iter($items(full.response)), whole);

            let (server, client) = start(builder().fault("cut@page:2".parse().unwrap()));
            let mut items = paginate(&client, request).page_size(4).items().unwrap();
            let mut seen = Vec::from_iter(items.by_ref().map_while(Result::ok));
            assert_eq!((seen.len(), items.outcome()), (4, Outcome::Interrupted));
            assert!(items.retry());
            seen.extend(items.map(Result::unwrap));
            assert_eq!(seen, whole, "after a page that broke off");
            assert_eq!(server.requests().len(), whole.len().div_ceil(4) + 1);
        }
    };
}

is_listed!(
    describe_images,
    |_: &Client| all_images(),
    |page: ecr::describe_images::DescribeImagesResponse| page.image_details.unwrap_or_default()
);
is_listed!(
    list_images,
    |_: &Client| ListImagesRequest::new(REPOSITORY),
    |page: ecr::list_images::ListImagesResponse| { page.image_ids.unwrap_or_default() }
);
is_listed!(
    describe_repositories,
    |_: &Client| DescribeRepositoriesRequest::new(),
    |page: ecr::describe_repositories::DescribeRepositoriesResponse| page
        .repositories
        .unwrap_or_default()
);
is_listed!(
    describe_pull_through_cache_rules,
    |_: &Client| DescribePullThroughCacheRulesRequest::new(),
    |page: ecr::describe_pull_through_cache_rules::DescribePullThroughCacheRulesResponse| page
        .pull_through_cache_rules
        .unwrap_or_default()
);
is_listed!(
    describe_repository_creation_templates,
    |_: &Client| DescribeRepositoryCreationTemplatesRequest::new(),
    |page: ecr::describe_repository_creation_templates::DescribeRepositoryCreationTemplatesResponse| {
        page.repository_creation_templates.unwrap_or_default()
    }
);
is_listed!(
    get_lifecycle_policy_preview,
    |_: &Client| GetLifecyclePolicyPreviewRequest::new(REPOSITORY),
    |page: ecr::get_lifecycle_policy_preview::GetLifecyclePolicyPreviewResponse| page
        .preview_results
        .unwrap_or_default()
);
// Of one kind alone: inside the second result key there is no token to resume from.
is_listed!(
    describe_image_scan_findings,
    |client: &Client| findings(client, |page| kinds(page).1 == 0),
    items_of
);
is_listed!(
    describe_replication_backfill_results,
    results,
    |page: ecr::describe_replication_backfill_results::DescribeReplicationBackfillResultsResponse| {
        page.results.unwrap_or_default()
    }
);
is_listed!(
    list_replication_backfills,
    |_: &Client| ListReplicationBackfillsRequest::new(),
    |page: ecr::list_replication_backfills::ListReplicationBackfillsResponse| page
        .backfills
        .unwrap_or_default()
);
is_listed!(
    list_image_referrers,
    referrers,
    |page: ecr::list_image_referrers::ListImageReferrersResponse| page
        .referrers
        .unwrap_or_default()
);
is_listed!(
    list_pull_time_update_exclusions,
    |_: &Client| ListPullTimeUpdateExclusionsRequest::new(),
    |page: ecr::list_pull_time_update_exclusions::ListPullTimeUpdateExclusionsResponse| page
        .pull_time_update_exclusions
        .unwrap_or_default()
);

#[test]
fn findings_of_both_kinds_are_one_listing() {
    let (_server, client) = registry();
    let request = findings(&client, |page| kinds(page).0 > 0 && kinds(page).1 > 0);
    let whole =
        ecr::describe_image_scan_findings::send(&client, &request.clone().with_max_results(1000));
    let whole = items_of(whole.unwrap());
    for size in [1, 4, 1000] {
        let listing = ecr::describe_image_scan_findings::paginate(&client, request.clone());
        let items = listing.page_size(size).items().unwrap();
        assert_eq!(
            items.map(Result::unwrap).collect::<Vec<_>>(),
            whole,
            "in pages of {size}"
        );
    }
}

#[test]
fn a_full_result_has_what_belongs_to_the_whole() {
    let (_server, client) = registry();
    let request = GetLifecyclePolicyPreviewRequest::new(REPOSITORY);
    let preview = ecr::get_lifecycle_policy_preview::paginate(&client, request).page_size(3);
    let preview = preview.full_result().unwrap().response;
    assert_eq!(preview.registry_id.as_deref(), Some("123456789012"));
    assert_eq!(preview.repository_name.as_deref(), Some(REPOSITORY));
    assert_eq!(preview.status, Some(LifecyclePolicyPreviewStatus::Complete));
    assert!(
        preview
            .lifecycle_policy_text
            .is_some_and(|text| text.contains("rulePriority"))
    );
    let summary = preview.summary.unwrap();
    let moving = summary.transitioning_image_total_counts().iter();
    let moving: i32 = moving.filter_map(|count| count.image_total_count).sum();
    let all = summary.expiring_image_total_count.unwrap() + moving;
    assert_eq!(preview.preview_results.unwrap().len(), all as usize);

    let request = DescribeRepositoryCreationTemplatesRequest::new();
    let templates = ecr::describe_repository_creation_templates::paginate(&client, request);
    let templates = templates.page_size(4).full_result().unwrap().response;
    assert_eq!(templates.registry_id.as_deref(), Some("123456789012"));
}

#[test]
fn what_is_not_there_is_an_error_of_its_own_case() {
    let (_server, client) = registry();
    let no_rule =
        DescribePullThroughCacheRulesRequest::new().with_ecr_repository_prefixes(["no-such"]);
    assert!(matches!(
        ecr::describe_pull_through_cache_rules::send(&client, &no_rule),
        Err(CallError::Service(
            DescribePullThroughCacheRulesError::PullThroughCacheRuleNotFoundException(_)
        ))
    ));
    let nowhere = "00000000-0000-0000-0000-000000000000";
    let no_backfill = DescribeReplicationBackfillResultsRequest::new(nowhere);
    assert!(matches!(
        ecr::describe_replication_backfill_results::send(&client, &no_backfill),
        Err(CallError::Service(
            DescribeReplicationBackfillResultsError::ReplicationBackfillNotFoundException(_)
        ))
    ));
    // Not every repository has a preview.
    let names = DescribeRepositoriesRequest::new();
    let names = ecr::describe_repositories::send(&client, &names).unwrap();
    let mut errors = names.repositories().iter().filter_map(|repository| {
        let name = repository.repository_name.clone().unwrap();
        let request = GetLifecyclePolicyPreviewRequest::new(name);
        ecr::get_lifecycle_policy_preview::send(&client, &request).err()
    });
    assert!(matches!(
        errors.next(),
        Some(CallError::Service(
            GetLifecyclePolicyPreviewError::LifecyclePolicyPreviewNotFoundException(_)
        ))
    ));
    let subject = SubjectIdentifier::default().with_image_digest("sha256:00");
    assert!(matches!(
        ecr::list_image_referrers::send(
            &client,
            &ListImageReferrersRequest::new("no/such", subject)
        ),
        Err(CallError::Service(
            ListImageReferrersError::RepositoryNotFoundException(_)
        ))
    ));
}
