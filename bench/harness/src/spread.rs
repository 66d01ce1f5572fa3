//! A median with the smallest and the largest of its values.

/// Median, smallest and largest of some figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The middle one.
    pub median: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// The spread of these figures; not a number where there are none.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        Self {
            median: at(values.len() / 2),
            min: at(0),
            max: at(values.len().saturating_sub(1)),
        }
    }

    /// One figure that was taken once.
    #[must_use]
    pub fn once(value: f64) -> Self {
        Self::of([value])
    }

    /// How the peer's figures compare with ours, run by run.
    #[must_use]
    pub fn ratio(theirs: &[f64], ours: &[f64]) -> Self {
        Self::of(theirs.iter().zip(ours).map(|(theirs, ours)| theirs / ours))
    }
}
