//! A data set that looks like a real registry, the same for the same seed.
//!
//! Digests depend on seed, repository name and number of images, never on the time:
//! tokens given out by one run of a registry are good in the next.

mod backfills;
mod cache_rules;
mod draft;
mod exclusions;
mod findings;
mod images;
mod manifests;
mod names;
mod scans;
mod templates;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use findings::{Finding, findings};
pub(crate) use scans::scan_of_push;

use crate::moment::Moment;
use crate::rng::Rng;
use crate::store::{
    Backfill, CacheRule, Encryption, ExclusionFilter, Images, PreviewStatus, Repository, TagRule,
    Template,
};

use PreviewStatus::{Complete, Expired, Failed, InProgress};

/// 20 November 2026, 08:15:30.250 UTC: the time a registry has where nobody gives it one.
pub(crate) const NOW: Moment = Moment::from_millis(1_795_162_530_250);
/// How far back the oldest push lies, at most.
const SPAN_MILLIS: u64 = 900 * DAY_MILLIS;
const DAY_MILLIS: u64 = 86_400_000;

/// How far the previews of repositories got, over and over; `None` was never begun.
const PREVIEWS: [Option<PreviewStatus>; 8] = [
    Some(Complete),
    Some(Complete),
    Some(Complete),
    Some(InProgress),
    None,
    Some(Complete),
    Some(Expired),
    Some(Failed),
];
/// Backfills copy so many repositories: what the replication configuration's filters let through.
const REPLICATED: usize = 2;

/// How much there is of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) repositories: usize,
    /// Active ones, in each repository.
    pub(crate) images: usize,
    pub(crate) cache_rules: usize,
    pub(crate) templates: usize,
    pub(crate) backfills: usize,
    pub(crate) exclusions: usize,
}

/// How large the data set is, and what it grows from.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    seed: u64,
    names: Vec<String>,
    sizes: Sizes,
    now: Moment,
}

impl Plan {
    /// `named` repositories come first; generated names fill up to `sizes.repositories`.
    pub(crate) fn new(seed: u64, named: Vec<String>, sizes: Sizes, now: Moment) -> Self {
        let missing = sizes.repositories.saturating_sub(named.len());
        let generated: Vec<String> = names::repositories()
            .filter(|name| !named.contains(name))
            .take(missing)
            .collect();
        Self {
            seed,
            names: [named, generated].concat(),
            sizes,
            now,
        }
    }

    pub(crate) fn now(&self) -> Moment {
        self.now
    }

    /// The repositories, their images still to come.
    pub(crate) fn repositories(&self, account: &str, region: &str) -> BTreeMap<String, Repository> {
        let previews = PREVIEWS.iter().cycle();
        let one = |(name, preview): (&String, &Option<PreviewStatus>)| {
            let mut repository = self.repository(name, account, region);
            repository.preview = *preview;
            (name.clone(), repository)
        };
        self.names.iter().zip(previews).map(one).collect()
    }

    /// The names of the repositories that are replicated.
    pub(crate) fn replicated(&self) -> &[String] {
        self.names.get(..REPLICATED).unwrap_or(&self.names)
    }

    pub(crate) fn cache_rules(&self, account: &str, region: &str) -> BTreeMap<String, CacheRule> {
        let rules = cache_rules::grow(self, account, region);
        rules.map(|rule| (rule.prefix.clone(), rule)).collect()
    }

    pub(crate) fn templates(&self, account: &str, region: &str) -> BTreeMap<String, Template> {
        let templates = templates::grow(self, account, region);
        templates
            .map(|template| (template.prefix.clone(), template))
            .collect()
    }

    pub(crate) fn backfills(&self) -> BTreeMap<String, Backfill> {
        backfills::grow(self)
            .map(|backfill| (backfill.id.clone(), backfill))
            .collect()
    }

    pub(crate) fn exclusions(&self, account: &str) -> BTreeSet<String> {
        exclusions::grow(self, account).collect()
    }

    fn repository(&self, name: &str, account: &str, region: &str) -> Repository {
        let mut rng = Rng::new(self.seed, &format!("repository {name}"));
        let age = SPAN_MILLIS + rng.between(DAY_MILLIS, 400 * DAY_MILLIS);
        let mut repository = Repository::seeded(name, account, region, self.before_now(age));
        repository.scan_on_push = rng.percent(60);
        repository.tag_rule = tag_rule(&mut rng);
        if rng.percent(25) {
            let key = uuid(&mut rng);
            let kms_key = Some(format!("arn:aws:kms:{region}:{account}:key/{key}"));
            repository.encryption = Encryption {
                kind: "KMS".into(),
                kms_key,
            };
        }
        repository
    }

    /// The images of a repository, each time the same.
    pub(crate) fn images(&self, repository: &Repository) -> Images {
        images::grow(self, repository)
    }

    fn before_now(&self, millis: u64) -> Moment {
        self.now
            .plus_millis(-i64::try_from(millis).unwrap_or(i64::MAX))
    }
}

fn tag_rule(rng: &mut Rng) -> TagRule {
    let latest = || ["latest", "dev-*"].map(ExclusionFilter::new).to_vec();
    match rng.below(10) {
        0 => TagRule {
            immutable: true,
            exceptions: Vec::new(),
        },
        1 | 2 => TagRule {
            immutable: true,
            exceptions: latest(),
        },
        _ => TagRule::default(),
    }
}

/// A number of the kind keys and requests have.
pub(crate) fn uuid(rng: &mut Rng) -> String {
    [8, 4, 4, 4, 12].map(|digits| rng.hex(digits)).join("-")
}
