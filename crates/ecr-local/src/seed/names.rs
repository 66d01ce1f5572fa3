//! Names of repositories: a team and what it builds.

pub(super) const TEAMS: [&str; 12] = [
    "payments",
    "storefront",
    "search",
    "platform",
    "identity",
    "logistics",
    "data",
    "mobile",
    "billing",
    "media",
    "risk",
    "support",
];
const APPS: [&str; 16] = [
    "api",
    "worker",
    "gateway",
    "web",
    "scheduler",
    "migrations",
    "ingest",
    "exporter",
    "notifier",
    "admin",
    "proxy",
    "sync",
    "reports",
    "cache-warmer",
    "model-server",
    "e2e_tests",
];

/// Names without end, the same for every seed: `payments/api` is the first.
pub(crate) fn repositories() -> impl Iterator<Item = String> {
    (0_usize..).map(|index| {
        let (round, place) = (
            index / (TEAMS.len() * APPS.len()),
            index % (TEAMS.len() * APPS.len()),
        );
        // The teams take turns, so that a few repositories already have different ones.
        let team = TEAMS.get(place % TEAMS.len()).copied().unwrap_or_default();
        let shift = place / TEAMS.len() + place % TEAMS.len();
        let app = APPS.get(shift % APPS.len()).copied().unwrap_or_default();
        if round == 0 {
            format!("{team}/{app}")
        } else {
            format!("{team}/v{}/{app}", round + 1)
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::repositories;

    #[test]
    fn names_do_not_repeat() {
        let names: BTreeSet<String> = repositories().take(1000).collect();
        assert_eq!(names.len(), 1000);
        assert_eq!(repositories().next().as_deref(), Some("payments/api"));
    }
}
