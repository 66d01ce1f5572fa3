//! The figures of a run of many scenarios.

use std::collections::BTreeMap;
use std::fmt;

use super::check::Outcome;
use super::scenario::Scenario;

/// What came of all scenarios.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    scenarios: u64,
    equal: u64,
    deviated: BTreeMap<&'static str, u64>,
    facts: BTreeMap<&'static str, u64>,
    kinds: BTreeMap<String, u64>,
    listings: u64,
    whole: u64,
    /// What failed, each with its number.
    pub failures: Vec<(u64, String)>,
}

/// What at least one scenario in ten has to hold, or the others prove little.
const WANTED: [&str; 6] = [
    "three pages or more",
    "empty page",
    "cut inside a page",
    "cut inside the page resumed into",
    "failed call",
    "odd token",
];

/// Fewer scenarios need not hold everything.
const ENOUGH: u64 = 500;

impl Summary {
    /// What too few of many scenarios hold.
    pub fn thin(&self) -> Vec<&'static str> {
        let count = |name| self.facts.get(name).copied().unwrap_or(0);
        let is_thin =
            |name: &&'static str| self.scenarios >= ENOUGH && count(*name) * 10 < self.scenarios;
        WANTED.into_iter().filter(is_thin).collect()
    }

    /// Takes in one scenario.
    pub fn add(&mut self, scenario: &Scenario, result: Result<Outcome, String>) {
        self.scenarios += 1;
        *self
            .kinds
            .entry(format!("{:?}", scenario.kind))
            .or_default() += 1;
        match result {
            Err(why) => {
                let told = format!(
                    "{:?}: {why}\n{}",
                    scenario.kind,
                    scenario.to_value().to_json()
                );
                self.failures.push((scenario.number, told));
            }
            Ok(mut outcome) => {
                outcome.deviations.sort_unstable();
                outcome.deviations.dedup();
                self.equal += u64::from(outcome.deviations.is_empty());
                for name in outcome.deviations {
                    *self.deviated.entry(name).or_default() += 1;
                }
                for name in outcome.facts {
                    *self.facts.entry(name).or_default() += 1;
                }
                self.listings += outcome.listings;
                self.whole += u64::from(outcome.whole);
            }
        }
    }

    /// Both together.
    pub fn join(&mut self, other: Summary) {
        for (mine, theirs) in [
            (&mut self.scenarios, other.scenarios),
            (&mut self.equal, other.equal),
            (&mut self.listings, other.listings),
            (&mut self.whole, other.whole),
        ] {
            *mine += theirs;
        }
        sum(&mut self.deviated, other.deviated);
        sum(&mut self.facts, other.facts);
        sum(&mut self.kinds, other.kinds);
        self.failures.extend(other.failures);
    }
}

fn sum<K: Ord>(to: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (name, count) in from {
        *to.entry(name).or_default() += count;
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:>6} scenarios, {} listings compared, each on both paginators",
            self.scenarios, self.listings
        )?;
        writeln!(f, "{:>6} equal in everything", self.equal)?;
        for (name, count) in &self.deviated {
            writeln!(f, "{count:>6} with {name}")?;
        }
        writeln!(
            f,
            "{:>6} read to the end and compared with the service itself",
            self.whole
        )?;
        for (name, count) in &self.facts {
            writeln!(f, "{count:>6} {name}")?;
        }
        let kinds: Vec<String> = self
            .kinds
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        writeln!(f, "       kinds: {}", kinds.join(", "))?;
        for name in self.thin() {
            writeln!(f, "too few scenarios with: {name}")?;
        }
        write!(f, "{:>6} failed", self.failures.len())
    }
}
