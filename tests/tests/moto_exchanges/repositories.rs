//! Repositories: made, listed, set, tagged, deleted.

use ecr::batch_get_repository_scanning_configuration::{
    BatchGetRepositoryScanningConfiguration, BatchGetRepositoryScanningConfigurationRequest,
};
use ecr::create_repository::{CreateRepository, CreateRepositoryError, CreateRepositoryRequest};
use ecr::delete_repository::{DeleteRepository, DeleteRepositoryError, DeleteRepositoryRequest};
use ecr::describe_repositories::{
    DescribeRepositories, DescribeRepositoriesError, DescribeRepositoriesRequest,
};
use ecr::list_tags_for_resource::{ListTagsForResource, ListTagsForResourceRequest};
use ecr::put_image_scanning_configuration::{
    PutImageScanningConfiguration, PutImageScanningConfigurationRequest,
};
use ecr::put_image_tag_mutability::{PutImageTagMutability, PutImageTagMutabilityRequest};
use ecr::tag_resource::{TagResource, TagResourceRequest};
use ecr::types::{
    EncryptionConfiguration, EncryptionType, ImageScanningConfiguration, ImageTagMutability,
};
use ecr::untag_resource::{UntagResource, UntagResourceRequest};

use crate::tape::Tape;
use crate::{ALPHA_ARN, refused, tag};

fn scanned(on_push: bool) -> ImageScanningConfiguration {
    ImageScanningConfiguration::default().with_scan_on_push(on_push)
}

pub(crate) fn are_created(tape: &mut Tape) {
    let alpha = CreateRepositoryRequest::new("alpha");
    let made = tape.answers(CreateRepository, &alpha).repository;
    assert_eq!(
        made.expect("a repository").repository_arn.as_deref(),
        Some(ALPHA_ARN)
    );
    let kms = EncryptionConfiguration::default().with_encryption_type(EncryptionType::Kms);
    let beta = CreateRepositoryRequest::new("beta/one")
        .with_tags([tag("k", "v"), tag("naïve", "日本")])
        .with_image_tag_mutability(ImageTagMutability::Immutable)
        .with_image_scanning_configuration(scanned(true))
        .with_encryption_configuration(kms);
    let made = tape.answers(CreateRepository, &beta).repository;
    let mutability = made.expect("a repository").image_tag_mutability;
    assert_eq!(mutability, Some(ImageTagMutability::Immutable));
    refused!(
        tape,
        CreateRepository,
        &alpha,
        CreateRepositoryError::RepositoryAlreadyExistsException(_)
    );
}

pub(crate) fn are_listed(tape: &mut Tape) {
    let all = DescribeRepositoriesRequest::new();
    let read = tape.answers(DescribeRepositories, &all);
    assert_eq!(read.repositories().len(), 2);
    let alpha = all.clone().with_repository_names(["alpha"]);
    let read = tape.answers(DescribeRepositories, &alpha);
    assert_eq!(read.repositories().len(), 1);
    refused!(
        tape,
        DescribeRepositories,
        &all.clone().with_repository_names(["nope"]),
        DescribeRepositoriesError::RepositoryNotFoundException(_)
    );
    tape.answers(DescribeRepositories, &all.with_max_results(1));
}

pub(crate) fn are_set(tape: &mut Tape) {
    let both = BatchGetRepositoryScanningConfigurationRequest::new(["alpha", "nope"]);
    let read = tape.answers(BatchGetRepositoryScanningConfiguration, &both);
    assert_eq!(
        (read.scanning_configurations().len(), read.failures().len()),
        (1, 1)
    );
    tape.answers(
        PutImageTagMutability,
        &PutImageTagMutabilityRequest::new("alpha", ImageTagMutability::Immutable),
    );
    let request = PutImageScanningConfigurationRequest::new("alpha", scanned(true));
    let read = tape.answers(PutImageScanningConfiguration, &request);
    assert_eq!(read.image_scanning_configuration, Some(scanned(true)));
}

pub(crate) fn are_tagged(tape: &mut Tape) {
    tape.answers(
        TagResource,
        &TagResourceRequest::new(ALPHA_ARN, [tag("a", "b")]),
    );
    let list = ListTagsForResourceRequest::new(ALPHA_ARN);
    let read = tape.answers(ListTagsForResource, &list);
    assert_eq!(read.tags(), [tag("a", "b")]);
    tape.answers(UntagResource, &UntagResourceRequest::new(ALPHA_ARN, ["a"]));
}

pub(crate) fn are_deleted(tape: &mut Tape) {
    let alpha = DeleteRepositoryRequest::new("alpha");
    refused!(
        tape,
        DeleteRepository,
        &alpha,
        DeleteRepositoryError::RepositoryNotEmptyException(_)
    );
    tape.answers(DeleteRepository, &alpha.clone().with_force(true));
    refused!(
        tape,
        DeleteRepository,
        &alpha,
        DeleteRepositoryError::RepositoryNotFoundException(_)
    );
}
