//! The connections that sources of credentials make.

use aws_transport::{Network, Proxies};

/// Bytes an answer with keys may have: the longest are some kilobytes.
const MOST: u64 = 1024 * 1024;

/// The usual connections, and those to metadata services, without proxies.
pub(super) fn networks(network: Network) -> (Network, Network) {
    let limits = network.limits();
    let limits = limits.with_body_size(limits.body_size.min(MOST));
    let usual = network.with_limits(limits).with_plain_http(true);
    let direct = usual.clone().with_proxies(Proxies::default());
    (usual, direct)
}
