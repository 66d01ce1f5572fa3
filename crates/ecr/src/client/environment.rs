//! What the environment and the AWS CLI's files say of a client.

use aws_identity::sign::Scope;
use aws_identity::{Machine, Selection, Settings};
use aws_transport::{Network, Retries};
use ecr_endpoint::{Endpoint, Params};

use super::ClientError;

/// The service's name, in files and in signatures.
const SERVICE: &str = "ecr";

/// All that a client needs but its connections and credentials.
#[derive(Debug)]
pub(super) struct Surroundings {
    pub(super) network: Network,
    pub(super) retries: Retries,
    pub(super) url: String,
    pub(super) scope: Scope,
}

impl Surroundings {
    pub(super) fn of(machine: &dyn Machine, selection: &Selection) -> Result<Self, ClientError> {
        let settings = Settings::load(machine, selection).map_err(ClientError::Config)?;
        let region = settings.region();
        let region = region.ok_or_else(|| ClientError::NoRegion(settings.profile().to_owned()))?;
        let endpoint = ecr_endpoint::resolve(&params(&settings, region)?);
        let endpoint = endpoint.map_err(ClientError::Rules)?;
        Ok(Self {
            network: network(machine, &settings)?,
            retries: settings.retries(),
            url: endpoint.url().to_owned(),
            scope: scope(&endpoint, region),
        })
    }
}

fn params(settings: &Settings, region: &str) -> Result<Params, ClientError> {
    let params = Params::default()
        .with_region(region)
        .with_use_fips(settings.fips())
        .with_use_dual_stack(settings.dual_stack());
    let own = settings.endpoint_url(SERVICE);
    Ok(match own.map_err(ClientError::Config)? {
        Some(url) => params.with_endpoint(url),
        None => params,
    })
}

/// Proxies of the environment; certificates of the environment or the profile.
fn network(machine: &dyn Machine, settings: &Settings) -> Result<Network, ClientError> {
    let bundle = settings.ca_bundle().map(|path| path.display().to_string());
    let network = Network::from_variables(|name| match name {
        "AWS_CA_BUNDLE" => bundle.clone(),
        name => machine.variable(name),
    });
    network.map_err(ClientError::Network)
}

/// What the rules say to sign for, or the service by its own name in the client's region.
fn scope(endpoint: &Endpoint, region: &str) -> Scope {
    let scheme = endpoint.auth_scheme("sigv4");
    let region = scheme.and_then(|it| it.signing_region()).unwrap_or(region);
    let service = scheme.and_then(|it| it.signing_name()).unwrap_or(SERVICE);
    Scope::new(region, service)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io;
    use std::path::{Path, PathBuf};
    use std::time::{Duration, SystemTime};

    use aws_identity::{Failure, Pending, Ran};
    use aws_transport::{Bytes, http};

    use super::*;

    /// A machine that has variables and nothing else.
    struct Variables(BTreeMap<&'static str, &'static str>);

    impl Machine for Variables {
        fn variable(&self, name: &str) -> Option<String> {
            self.0.get(name).map(|&value| value.to_owned())
        }

        fn home(&self) -> Option<PathBuf> {
            None
        }

        fn now(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH
        }

        fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
            Err(io::ErrorKind::NotFound.into())
        }

        fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
            Err(io::ErrorKind::PermissionDenied.into())
        }

        fn fetch(
            &self,
            _: http::Request<Bytes>,
            _: Duration,
        ) -> Pending<'_, Result<http::Response<Bytes>, Failure>> {
            Box::pin(async { Err("no network".into()) })
        }

        fn run<'a>(&'a self, _: &'a [String]) -> Pending<'a, io::Result<Ran>> {
            Box::pin(async { Err(io::ErrorKind::NotFound.into()) })
        }

        fn sleep(&self, _: Duration) -> Pending<'_, ()> {
            Box::pin(async {})
        }
    }

    fn found<const N: usize>(
        variables: [(&'static str, &'static str); N],
    ) -> Result<Surroundings, ClientError> {
        Surroundings::of(&Variables(BTreeMap::from(variables)), &Selection::new())
    }

    #[test]
    fn a_region_is_enough() {
        let found = found([("AWS_REGION", "cn-north-1")]).unwrap();
        assert_eq!(found.url, "https://api.ecr.cn-north-1.amazonaws.com.cn");
        assert_eq!(found.scope, Scope::new("cn-north-1", "ecr"));
    }

    #[test]
    fn a_selected_region_goes_before_the_environment() {
        let machine = Variables(BTreeMap::from([("AWS_REGION", "us-east-1")]));
        let selection = Selection::new().with_region("eu-west-1");
        let found = Surroundings::of(&machine, &selection).unwrap();
        assert_eq!(found.scope, Scope::new("eu-west-1", "ecr"));
    }

    #[test]
    fn retries_and_trust_are_the_environments() {
        let retries = [
            ("AWS_REGION", "us-east-1"),
            ("AWS_RETRY_MODE", "standard"),
            ("AWS_MAX_ATTEMPTS", "7"),
        ];
        assert_eq!(found(retries).unwrap().retries.attempts(), 7);
        let bundle = [
            ("AWS_REGION", "us-east-1"),
            ("AWS_CA_BUNDLE", "/no/such.pem"),
        ];
        let error = found(bundle).unwrap_err();
        assert!(matches!(error, ClientError::Network(_)), "{error}");
    }

    #[test]
    fn without_a_region_the_error_says_where_to_name_one() {
        let error = found([]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no region: set AWS_REGION, or `region` of the profile \"default\" in ~/.aws/config"
        );
    }

    #[test]
    fn what_the_rules_say_to_sign_for_goes_first() {
        let endpoint = Endpoint::new("https://a.example");
        assert_eq!(
            scope(&endpoint, "eu-west-1"),
            Scope::new("eu-west-1", "ecr")
        );
        let scheme = ecr_endpoint::AuthScheme::new("sigv4");
        let scheme = scheme
            .with_signing_name("other")
            .with_signing_region("us-east-1");
        let endpoint = endpoint.with_auth_scheme(scheme);
        assert_eq!(
            scope(&endpoint, "eu-west-1"),
            Scope::new("us-east-1", "other")
        );
    }
}
