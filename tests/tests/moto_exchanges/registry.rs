//! The registry itself: tokens, replication, scanning.

use ecr::describe_registry::{DescribeRegistry, DescribeRegistryRequest};
use ecr::get_authorization_token::{GetAuthorizationToken, GetAuthorizationTokenRequest};
use ecr::get_registry_scanning_configuration::{
    GetRegistryScanningConfiguration, GetRegistryScanningConfigurationRequest,
};
use ecr::put_registry_scanning_configuration::{
    PutRegistryScanningConfiguration, PutRegistryScanningConfigurationRequest,
};
use ecr::put_replication_configuration::{
    PutReplicationConfiguration, PutReplicationConfigurationRequest,
};
use ecr::types::{
    RegistryScanningRule, ReplicationConfiguration, ReplicationDestination, ReplicationRule,
    RepositoryFilter, RepositoryFilterType, ScanFrequency, ScanType, ScanningRepositoryFilter,
    ScanningRepositoryFilterType,
};

use crate::tape::Tape;

pub(crate) fn hands_out_tokens(tape: &mut Tape) {
    let own = GetAuthorizationTokenRequest::new();
    #[allow(deprecated, reason = "it is part of the recording")]
    let other = own.clone().with_registry_ids(["012345678910"]);
    for request in [own, other] {
        let read = tape.answers(GetAuthorizationToken, &request);
        let data = &read.authorization_data()[0];
        assert!(data.authorization_token.is_some() && data.expires_at.is_some());
    }
}

pub(crate) fn replicates_and_scans(tape: &mut Tape) {
    let copied = copied();
    let request = PutReplicationConfigurationRequest::new(copied.clone());
    tape.answers(PutReplicationConfiguration, &request);
    let read = tape.answers(DescribeRegistry, &DescribeRegistryRequest::new());
    assert_eq!(read.replication_configuration, Some(copied));
    let all = ScanningRepositoryFilter::default()
        .with_filter("*")
        .with_filter_type(ScanningRepositoryFilterType::Wildcard);
    let rule = RegistryScanningRule::default()
        .with_scan_frequency(ScanFrequency::ScanOnPush)
        .with_repository_filters([all]);
    let request = PutRegistryScanningConfigurationRequest::new()
        .with_scan_type(ScanType::Enhanced)
        .with_rules([rule.clone()]);
    tape.answers(PutRegistryScanningConfiguration, &request);
    let request = GetRegistryScanningConfigurationRequest::new();
    let read = tape.answers(GetRegistryScanningConfiguration, &request);
    let scanning = read.scanning_configuration.expect("a configuration");
    assert_eq!(scanning.rules(), [rule]);
}

fn copied() -> ReplicationConfiguration {
    let there = ReplicationDestination::default()
        .with_region("eu-west-1")
        .with_registry_id("012345678910");
    let prod = RepositoryFilter::default()
        .with_filter("prod")
        .with_filter_type(RepositoryFilterType::PrefixMatch);
    let rule = ReplicationRule::default()
        .with_destinations([there])
        .with_repository_filters([prod]);
    ReplicationConfiguration::default().with_rules([rule])
}
