//! Every region of every partition, with and without FIPS and dual stack, and endpoints of one's own.

use ecr_endpoint::{EndpointError, Params, resolve};
use smithy_endpoint::{Partition, partitions};

fn params(region: &str, fips: bool, dual_stack: bool) -> Params {
    Params::default()
        .with_region(region)
        .with_use_fips(fips)
        .with_use_dual_stack(dual_stack)
}

fn host(partition: &Partition, region: &str, fips: bool, dual_stack: bool) -> String {
    let service = match (fips, dual_stack) {
        (false, false) => "api.ecr",
        (true, false) => "api.ecr-fips",
        (false, true) => "ecr",
        (true, true) => "ecr-fips",
    };
    let suffix = match dual_stack {
        true => partition.dual_stack_dns_suffix,
        false => partition.dns_suffix,
    };
    format!("https://{service}.{region}.{suffix}")
}

#[test]
fn every_region_of_every_partition_has_its_hosts() {
    let mut count = 0;
    for partition in partitions() {
        for region in partition.regions {
            for (fips, dual_stack) in [(false, false), (true, false), (false, true), (true, true)] {
                let endpoint = resolve(&params(region, fips, dual_stack)).expect(region);
                let expected = host(partition, region, fips, dual_stack);
                assert_eq!(endpoint.url(), expected);
                assert!(
                    endpoint.auth_schemes().is_empty(),
                    "signed for the client's region"
                );
                count += 1;
            }
        }
    }
    assert!(count >= 4 * 50, "only {count}");
}

#[test]
fn an_endpoint_of_ones_own_is_passed_on_as_it_is() {
    for url in [
        "http://127.0.0.1:5000",
        "https://vpce-1.example/path",
        "what ever",
    ] {
        for base in [Params::default(), params("eu-west-1", false, false)] {
            let endpoint = resolve(&base.with_endpoint(url)).expect(url);
            assert_eq!(endpoint.url(), url);
        }
    }
}

#[test]
fn an_endpoint_of_ones_own_goes_with_neither_fips_nor_dual_stack() {
    for (fips, dual_stack, word) in [(true, false, "FIPS"), (false, true, "Dualstack")] {
        let own = params("eu-west-1", fips, dual_stack).with_endpoint("http://127.0.0.1");
        let error = resolve(&own).expect_err(word);
        assert!(matches!(error, EndpointError::Refused { .. }), "{error:?}");
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn without_a_region_there_is_no_endpoint() {
    let error = resolve(&Params::default()).expect_err("no region");
    assert_eq!(
        error,
        EndpointError::refused("Invalid Configuration: Missing Region")
    );
}
