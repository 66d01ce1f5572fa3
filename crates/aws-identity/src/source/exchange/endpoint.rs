//! Where the services are that give keys.

use smithy_endpoint::{Partition, is_valid_host_label, partition};

use crate::{CredentialsError, Kind};

/// What an address depends on besides the service.
#[derive(Clone, Copy, Debug)]
pub(in crate::source) struct Place<'a> {
    pub(in crate::source) region: &'a str,
    pub(in crate::source) fips: bool,
    pub(in crate::source) dual_stack: bool,
}

impl Place<'_> {
    /// The address of a service whose names begin like this; the rules are the same for STS, the portal and OIDC.
    pub(in crate::source) fn url(self, service: &str) -> Result<String, CredentialsError> {
        let Self {
            region,
            fips,
            dual_stack,
        } = self;
        let partition = named(region)?;
        if fips && !partition.supports_fips {
            return Err(wrong(region, "there are no FIPS endpoints there"));
        }
        if dual_stack && !partition.supports_dual_stack {
            return Err(wrong(region, "there are no dual-stack endpoints there"));
        }
        // In GovCloud the usual endpoints conform to FIPS.
        let says_fips = fips && (dual_stack || partition.name != "aws-us-gov");
        let variant = if says_fips { "-fips" } else { "" };
        let suffix = match dual_stack {
            true => partition.dual_stack_dns_suffix,
            false => partition.dns_suffix,
        };
        Ok(format!("https://{service}{variant}.{region}.{suffix}"))
    }
}

/// The partition of what can be the name of a region, also where an address of one's own makes it needless.
pub(in crate::source) fn named(region: &str) -> Result<&'static Partition, CredentialsError> {
    let can_be =
        is_valid_host_label(region, false) && region.contains(|c: char| !c.is_ascii_digit());
    let known = partition(region).filter(|_| can_be);
    known.ok_or_else(|| wrong(region, "it cannot be the name of one"))
}

fn wrong(region: &str, message: &str) -> CredentialsError {
    CredentialsError::new(
        Kind::Configuration,
        format!("the region `{region}`"),
        message,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_botocore() {
        for (service, region, fips, dual_stack, expected) in [
            (
                "sts",
                "eu-west-1",
                false,
                false,
                "https://sts.eu-west-1.amazonaws.com",
            ),
            (
                "sts",
                "eu-west-1",
                false,
                true,
                "https://sts.eu-west-1.api.aws",
            ),
            (
                "sts",
                "us-east-1",
                true,
                false,
                "https://sts-fips.us-east-1.amazonaws.com",
            ),
            (
                "sts",
                "us-east-1",
                true,
                true,
                "https://sts-fips.us-east-1.api.aws",
            ),
            (
                "sts",
                "cn-north-1",
                false,
                true,
                "https://sts.cn-north-1.api.amazonwebservices.com.cn",
            ),
            (
                "sts",
                "us-gov-west-1",
                true,
                false,
                "https://sts.us-gov-west-1.amazonaws.com",
            ),
            (
                "sts",
                "us-gov-west-1",
                true,
                true,
                "https://sts-fips.us-gov-west-1.api.aws",
            ),
            (
                "sts",
                "us-iso-east-1",
                false,
                false,
                "https://sts.us-iso-east-1.c2s.ic.gov",
            ),
            (
                "sts",
                "eusc-de-east-1",
                false,
                false,
                "https://sts.eusc-de-east-1.amazonaws.eu",
            ),
            (
                "sts",
                "aws-global",
                true,
                false,
                "https://sts-fips.aws-global.amazonaws.com",
            ),
            (
                "portal.sso",
                "eu-west-1",
                false,
                false,
                "https://portal.sso.eu-west-1.amazonaws.com",
            ),
            (
                "portal.sso",
                "us-east-1",
                true,
                true,
                "https://portal.sso-fips.us-east-1.api.aws",
            ),
            (
                "portal.sso",
                "us-gov-east-1",
                true,
                false,
                "https://portal.sso.us-gov-east-1.amazonaws.com",
            ),
            (
                "oidc",
                "cn-north-1",
                false,
                false,
                "https://oidc.cn-north-1.amazonaws.com.cn",
            ),
            (
                "oidc",
                "xx-north-9",
                false,
                false,
                "https://oidc.xx-north-9.amazonaws.com",
            ),
        ] {
            let place = Place {
                region,
                fips,
                dual_stack,
            };
            assert_eq!(place.url(service).expect(expected), expected);
        }
    }

    #[test]
    fn what_is_no_region_reaches_no_other_host() {
        for region in [
            "",
            "evil.example/",
            "a.b",
            "a b",
            "a@b",
            "-a",
            "a#b",
            "12",
            "a\nb",
        ] {
            let place = Place {
                region,
                fips: false,
                dual_stack: false,
            };
            let error = place.url("sts").expect_err(region);
            assert_eq!(error.kind(), Kind::Configuration, "{error}");
        }
    }
}
