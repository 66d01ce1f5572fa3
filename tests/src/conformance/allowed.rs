//! Where a row may deviate, and where it may be skipped: by its tags alone.

use super::model::Switches;
use super::rows::Row;

/// A deliberate deviation from botocore that occurs in the vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deviation {
    /// A token that would set other members is refused.
    D1,
    /// A cycle of tokens ends with an error.
    D2,
    /// The other result keys are emptied only inside a page.
    D3,
    /// What was collected stays in the full result.
    D4,
    /// Negative, odd and crashing values are refused.
    D6,
    /// An amount beyond the page is refused.
    D9,
}

impl Deviation {
    /// The deviation's number.
    pub fn name(self) -> &'static str {
        match self {
            Deviation::D1 => "D1",
            Deviation::D2 => "D2",
            Deviation::D3 => "D3",
            Deviation::D4 => "D4",
            Deviation::D6 => "D6",
            Deviation::D9 => "D9",
        }
    }
}

/// Tags of page rows that may excuse a skip.
pub const SKIPPED_PAGES: &[&str] = &[
    "python_quirk",
    "exotic_config",
    "bytes",
    "jmespath_complex",
    "python_int_syntax",
];

/// The deviations of the loop that a row's tags allow, alone first and then together.
pub fn combinations(row: &Row) -> impl Iterator<Item = Switches> {
    let d2 = row.has("duplicate_token") || row.has("token_cycle") || row.has("starting_token");
    let d3 = row.has("multi_result_key") && row.has("starting_token");
    let d4 = row.has("non_aggregate_overlap");
    let by_count = (1..=3).flat_map(|count| (1_u8..8).filter(move |set| set.count_ones() == count));
    let switches = by_count.map(|set| Switches {
        cycles: set & 1 != 0,
        secondary: set & 2 != 0,
        collected: set & 4 != 0,
    });
    switches.filter(move |made| {
        (d2 || !made.cycles) && (d3 || !made.secondary) && (d4 || !made.collected)
    })
}

/// The deviations that are switched on.
pub fn deviations(made: Switches) -> Vec<Deviation> {
    let all = [
        (made.cycles, Deviation::D2),
        (made.secondary, Deviation::D3),
        (made.collected, Deviation::D4),
    ];
    all.into_iter()
        .filter(|(on, _)| *on)
        .map(|(_, deviation)| deviation)
        .collect()
}
