//! Pull through cache rules: one for each upstream, then one for each team and upstream.

use super::names::TEAMS;
use super::{DAY_MILLIS, Plan};
use crate::rng::Rng;
use crate::store::CacheRule;

/// An upstream registry.
struct Upstream {
    /// As the model spells it.
    kind: &'static str,
    /// The prefix it is usually cached under.
    short: &'static str,
    host: &'static str,
    /// Whether it asks for a login.
    login: bool,
}

const fn upstream(
    kind: &'static str,
    short: &'static str,
    host: &'static str,
    login: bool,
) -> Upstream {
    Upstream {
        kind,
        short,
        host,
        login,
    }
}

const UPSTREAMS: [Upstream; 9] = [
    upstream("docker-hub", "docker-hub", "registry-1.docker.io", true),
    upstream("ecr-public", "ecr-public", "public.ecr.aws", false),
    upstream("quay", "quay", "quay.io", false),
    upstream("k8s", "k8s", "registry.k8s.io", false),
    upstream("github-container-registry", "github", "ghcr.io", true),
    upstream(
        "gitlab-container-registry",
        "gitlab",
        "registry.gitlab.com",
        true,
    ),
    upstream(
        "azure-container-registry",
        "azure",
        "example.azurecr.io",
        true,
    ),
    upstream("chainguard", "chainguard", "cgr.dev", true),
    upstream("ecr", "shared", "", false),
];

/// As many rules as the plan says, the same prefixes for every seed.
pub(super) fn grow<'a>(
    plan: &'a Plan,
    account: &'a str,
    region: &'a str,
) -> impl Iterator<Item = CacheRule> + 'a {
    prefixes()
        .take(plan.sizes.cache_rules)
        .map(move |(prefix, upstream)| rule(plan, account, region, prefix, upstream))
}

/// Prefixes without end, of at most 30 characters.
fn prefixes() -> impl Iterator<Item = (String, &'static Upstream)> {
    let plain = UPSTREAMS.iter().map(|one| (one.short.to_owned(), one));
    let of_teams = (1_usize..).flat_map(|round| {
        TEAMS.into_iter().flat_map(move |team| {
            let number = if round == 1 {
                String::new()
            } else {
                round.to_string()
            };
            UPSTREAMS
                .iter()
                .map(move |one| (format!("{team}{number}/{}", one.short), one))
        })
    });
    plain.chain(of_teams)
}

fn rule(
    plan: &Plan,
    account: &str,
    region: &str,
    prefix: String,
    upstream: &'static Upstream,
) -> CacheRule {
    let mut rng = Rng::new(plan.seed, &format!("cache rule {prefix}"));
    let age = rng.between(DAY_MILLIS, 700 * DAY_MILLIS);
    let updated = if rng.percent(30) { rng.below(age) } else { age };
    let secret = format!("{}-{}", upstream.short, rng.hex(6));
    let within = upstream.kind == "ecr";
    CacheRule {
        prefix,
        upstream: upstream.kind,
        host: if within {
            format!("210987654321.dkr.ecr.{region}.amazonaws.com")
        } else {
            upstream.host.into()
        },
        upstream_prefix: if rng.percent(20) { "library" } else { "ROOT" }.into(),
        credential: upstream.login.then(|| {
            format!(
                "arn:aws:secretsmanager:{region}:{account}:secret:ecr-pullthroughcache/{secret}"
            )
        }),
        role: within.then(|| format!("arn:aws:iam::{account}:role/ecr/pull-through-cache")),
        created_at: plan.before_now(age),
        updated_at: plan.before_now(updated),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::prefixes;

    #[test]
    fn prefixes_do_not_repeat_and_are_short_enough() {
        let prefixes: BTreeSet<String> = prefixes().take(2_000).map(|(prefix, _)| prefix).collect();
        assert_eq!(prefixes.len(), 2_000);
        assert!(prefixes.iter().all(|prefix| prefix.len() <= 30));
    }
}
