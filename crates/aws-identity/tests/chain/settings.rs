//! What variables and profiles say about calls.

use aws_identity::{ConfigError, Selection, Settings};
use aws_transport::Retries;

use crate::machine::Maps;

const CONFIG: &str = "\
[default]
region = eu-north-1
services = mine
endpoint_url = http://profile
use_fips_endpoint = TRUE
retry_mode = adaptive
max_attempts = 7
metadata_service_timeout = 5
[services mine]
ecr =
  endpoint_url = http://services
";

fn read<T>(maps: &Maps, ask: impl Fn(&Settings<'_>) -> T) -> Result<T, ConfigError> {
    Settings::load(maps, &Selection::new()).map(|settings| ask(&settings))
}

fn endpoint(maps: &Maps, service: &str) -> Option<String> {
    read(maps, |settings| {
        settings.endpoint_url(service).expect("an address")
    })
    .expect("settings")
}

#[test]
fn the_region_is_the_one_asked_for_then_the_newer_variable_the_older_and_the_profile() {
    let maps = Maps::default().config(CONFIG);
    let region = |maps: &Maps| {
        read(maps, |settings| settings.region().map(str::to_owned)).expect("settings")
    };
    assert_eq!(region(&maps).as_deref(), Some("eu-north-1"));
    let maps = maps.variable("AWS_DEFAULT_REGION", "older");
    assert_eq!(region(&maps).as_deref(), Some("older"));
    let maps = maps.variable("AWS_REGION", "newer");
    assert_eq!(region(&maps).as_deref(), Some("newer"));
    let maps = maps.variable("AWS_REGION", "");
    assert_eq!(region(&maps).as_deref(), Some("older"));
    let asked = Settings::load(&maps, &Selection::new().with_region("asked")).expect("settings");
    assert_eq!(asked.region(), Some("asked"));
}

#[test]
fn the_address_closest_to_the_service_counts() {
    let maps = Maps::default().config(CONFIG);
    assert_eq!(endpoint(&maps, "ecr").as_deref(), Some("http://services"));
    assert_eq!(
        endpoint(&maps, "sso-oidc").as_deref(),
        Some("http://profile")
    );
    let maps = maps.variable("AWS_ENDPOINT_URL", "http://all");
    assert_eq!(endpoint(&maps, "ecr").as_deref(), Some("http://all"));
    let maps = maps.variable("AWS_ENDPOINT_URL_SSO_OIDC", "http://own");
    assert_eq!(endpoint(&maps, "sso-oidc").as_deref(), Some("http://own"));
    let maps = maps.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    assert_eq!(endpoint(&maps, "sso-oidc"), None);
}

#[test]
fn switches_numbers_and_retries_are_read() {
    let maps = Maps::default().config(CONFIG);
    let settings = Settings::load(&maps, &Selection::new()).expect("settings");
    assert!(settings.fips() && !settings.dual_stack());
    assert_eq!(settings.retries(), Retries::adaptive().with_attempts(7));
    assert_eq!(settings.metadata().timeout().as_secs(), 5);
}

#[test]
fn what_cannot_be_understood_names_its_place_and_the_choices() {
    for (variable, value, word) in [
        ("AWS_USE_FIPS_ENDPOINT", "1", "true"),
        ("AWS_RETRY_MODE", "patient", "adaptive"),
        ("AWS_MAX_ATTEMPTS", "0", "whole number"),
        ("AWS_STS_REGIONAL_ENDPOINTS", "near", "legacy"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv5", "IPv6"),
        ("AWS_METADATA_SERVICE_TIMEOUT", "1.5", "whole number"),
    ] {
        let error = read(&Maps::default().variable(variable, value), |_| ()).expect_err("an error");
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("the environment: `{variable}` ")),
            "{text}"
        );
        assert!(text.contains(word), "{text}");
    }
    let error = read(
        &Maps::default().config("[default]\n\nmax_attempts = few\n"),
        |_| (),
    )
    .expect_err("an error");
    assert_eq!(error.place(), "/home/me/.aws/config, line 3");
}

#[test]
fn a_services_section_that_is_nowhere_is_an_error_where_it_is_needed() {
    let maps = Maps::default().config("[default]\nservices = mine\n");
    let settings = Settings::load(&maps, &Selection::new()).expect("settings");
    assert!(settings.endpoint_url("ecr").is_err());
}
