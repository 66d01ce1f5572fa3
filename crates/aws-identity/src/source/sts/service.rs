//! Where the token service is.

use super::super::exchange::{Place, named};
use super::Service;
use crate::CredentialsError;

/// An address, and the region that signatures name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) url: String,
    pub(super) region: String,
}

/// The region of the global address.
const GLOBAL: &str = "us-east-1";

impl Service {
    pub(super) fn address(&self) -> Result<Address, CredentialsError> {
        let region = self.region.as_deref().unwrap_or("aws-global");
        let signing = if region == "aws-global" {
            GLOBAL
        } else {
            region
        };
        let address = |url, region: &str| Address {
            url,
            region: region.to_owned(),
        };
        if let Some(endpoint) = &self.endpoint {
            named(region)?;
            return Ok(address(endpoint.clone(), signing));
        }
        let is_global = region == "aws-global" || (self.legacy && LEGACY.contains(&region));
        if is_global && !self.fips && !self.dual_stack {
            return Ok(address("https://sts.amazonaws.com".to_owned(), GLOBAL));
        }
        let place = Place {
            region,
            fips: self.fips,
            dual_stack: self.dual_stack,
        };
        Ok(address(place.url("sts")?, signing))
    }
}

/// The regions that `legacy` sends to the global address, as AWS lists them for `sts_regional_endpoints`.
const LEGACY: [&str; 15] = [
    "ap-northeast-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_global_address_is_for_no_region_and_for_legacy_in_old_regions() {
        let at = |region: Option<&str>, legacy, fips| {
            let service = Service {
                region: region.map(str::to_owned),
                legacy,
                fips,
                ..Service::default()
            };
            let address = service.address().expect("an address");
            (address.url, address.region)
        };
        let row = |url: &str, region: &str| (url.to_owned(), region.to_owned());
        let global = row("https://sts.amazonaws.com", "us-east-1");
        assert_eq!(at(None, false, false), global);
        assert_eq!(at(Some("aws-global"), false, false), global);
        assert_eq!(at(Some("eu-west-1"), true, false), global);
        assert_eq!(
            at(Some("eu-west-1"), false, false),
            row("https://sts.eu-west-1.amazonaws.com", "eu-west-1")
        );
        assert_eq!(
            at(Some("eu-south-1"), true, false),
            row("https://sts.eu-south-1.amazonaws.com", "eu-south-1")
        );
        assert_eq!(
            at(Some("eu-west-1"), true, true),
            row("https://sts-fips.eu-west-1.amazonaws.com", "eu-west-1")
        );
    }

    #[test]
    fn an_endpoint_of_ones_own_goes_before_everything() {
        let service = Service {
            region: Some("eu-west-1".to_owned()),
            endpoint: Some("http://127.0.0.1:1".to_owned()),
            legacy: true,
            ..Service::default()
        };
        let address = service.address().expect("an address");
        assert_eq!(address.url, "http://127.0.0.1:1");
        assert_eq!(address.region, "eu-west-1");
    }
}
