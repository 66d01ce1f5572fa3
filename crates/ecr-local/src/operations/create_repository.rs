//! CreateRepository.

use std::collections::BTreeSet;

use super::{Context, Operation};
use crate::input::Input;
use crate::json;
use crate::service_error::ServiceError;
use crate::store::{Encryption, ExclusionFilter, Repository, Store, TagRule};

pub(crate) const OPERATION: Operation = Operation {
    name: "CreateRepository",
    run,
};

/// The service's quota for a registry, which can be raised; here it is what bounds memory.
const MOST_REPOSITORIES: usize = 100_000;
const MOST_TAGS: usize = 50;

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let input = context.input;
    let name = input.required_text("repositoryName")?;
    context.store.check_registry(input)?;
    check_tags(input)?;
    let tag_rule = tag_rule(input)?;
    let encryption = encryption(context.store, input)?;
    check_room(context.store, name)?;
    let created_at = context.store.tick();
    let mut repository = Repository::empty(
        name,
        &context.store.account,
        &context.store.region,
        created_at,
    );
    repository.tag_rule = tag_rule;
    repository.encryption = encryption;
    repository.scan_on_push = scan_on_push(input);
    let body = json::object(|o| o.object("repository", |o| repository.write(o)));
    context.store.repositories.insert(name.into(), repository);
    Ok(body)
}

fn check_room(store: &Store, name: &str) -> Result<(), ServiceError> {
    if store.repositories.contains_key(name) {
        let message = format!(
            "Registry {} already has a repository named '{name}'",
            store.account
        );
        return Err(ServiceError::new(
            "RepositoryAlreadyExistsException",
            message,
        ));
    }
    if store.repositories.len() >= MOST_REPOSITORIES {
        let message = format!("A registry has at most {MOST_REPOSITORIES} repositories");
        return Err(ServiceError::new("LimitExceededException", message));
    }
    Ok(())
}

fn scan_on_push(input: Input<'_>) -> bool {
    input
        .object("imageScanningConfiguration")
        .and_then(|configuration| configuration.flag("scanOnPush"))
        .unwrap_or(false)
}

/// Tags of the repository itself: the model says nothing of their number or length, the service does.
fn check_tags(input: Input<'_>) -> Result<(), ServiceError> {
    let mut keys = BTreeSet::new();
    for tag in input.objects("tags") {
        let key = tag.required_text("Key")?;
        let value = tag.required_text("Value")?;
        let fits = (1..=128).contains(&key.chars().count()) && value.chars().count() <= 256;
        if !fits || key.to_ascii_lowercase().starts_with("aws:") || !keys.insert(key) {
            let message = "A tag's key has 1 to 128 characters, does not begin with 'aws:' and occurs once; its value has at most 256";
            return Err(ServiceError::new("InvalidTagParameterException", message));
        }
    }
    if keys.len() > MOST_TAGS {
        return Err(ServiceError::new(
            "TooManyTagsException",
            format!("A repository has at most {MOST_TAGS} tags"),
        ));
    }
    Ok(())
}

fn tag_rule(input: Input<'_>) -> Result<TagRule, ServiceError> {
    input.check_count("imageTagMutabilityExclusionFilters", 1, 5)?;
    let mutability = input.text("imageTagMutability").unwrap_or("MUTABLE");
    let filters = input.objects("imageTagMutabilityExclusionFilters");
    let exceptions: Vec<ExclusionFilter> = filters
        .filter_map(|f| f.text("filter"))
        .map(ExclusionFilter::new)
        .collect();
    if mutability.ends_with("_WITH_EXCLUSION") == exceptions.is_empty() {
        return Err(ServiceError::invalid_parameter(
            "'imageTagMutabilityExclusionFilters' goes with an 'imageTagMutability' that has exclusions, and only with it",
        ));
    }
    Ok(TagRule {
        immutable: mutability.starts_with("IMMUTABLE"),
        exceptions,
    })
}

fn encryption(store: &Store, input: Input<'_>) -> Result<Encryption, ServiceError> {
    let Some(configuration) = input.object("encryptionConfiguration") else {
        return Ok(Encryption::aes256());
    };
    let kind = configuration.required_text("encryptionType")?;
    let key = configuration.text("kmsKey");
    if kind == "AES256" {
        let unused = key.map(|_| {
            ServiceError::invalid_parameter("'kmsKey' goes with an 'encryptionType' of KMS alone")
        });
        return unused.map_or(Ok(Encryption::aes256()), Err);
    }
    let own = format!(
        "arn:aws:kms:{}:{}:key/{}",
        store.region, store.account, "00000000-0000-4000-8000-000000000000"
    );
    Ok(Encryption {
        kind: kind.into(),
        kms_key: Some(key.map_or(own, str::to_owned)),
    })
}
