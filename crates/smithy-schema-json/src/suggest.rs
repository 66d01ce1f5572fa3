//! Did you mean: near names.

/// The names nearest to a misspelt one, best first; at most three.
pub fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    near(wrong, names)
}

/// A question to put to whoever misspelt a name: did you mean the nearest? Nothing where no name is near.
pub fn suggestion<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    did_you_mean(&near(wrong, names))
}

pub(crate) fn near<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let limit = (wrong.chars().count() / 3).clamp(1, 3);
    let lower = wrong.to_lowercase();
    let mut found: Vec<(usize, &str)> = names
        .filter_map(|name| {
            distance(&lower, &name.to_lowercase(), limit).map(|distance| (distance, name))
        })
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// "did you mean `a`, `b` or `c`?", or nothing where no name is near.
pub(crate) fn did_you_mean(names: &[&str]) -> Option<String> {
    let (last, rest) = names.split_last()?;
    let rest: Vec<String> = rest.iter().map(|name| format!("`{name}`")).collect();
    let joined = if rest.is_empty() {
        String::new()
    } else {
        format!("{} or ", rest.join(", "))
    };
    Some(format!("did you mean {joined}`{last}`?"))
}

/// The remedy that names what is near, else the other one.
pub(crate) fn remedy<'a>(wrong: &str, names: impl Iterator<Item = &'a str>, other: &str) -> String {
    did_you_mean(&near(wrong, names)).unwrap_or_else(|| other.to_owned())
}

/// How many letters must be put in, taken out, exchanged or swapped; nothing beyond the limit.
pub(crate) fn distance(one: &str, two: &str, limit: usize) -> Option<usize> {
    let one: Vec<char> = one.chars().collect();
    let two: Vec<char> = two.chars().collect();
    if one.len().abs_diff(two.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=two.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in two.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let exchanged = at(&above, column) + usize::from(letter != other);
            let moved = at(&above, column + 1).min(at(&current, column)) + 1;
            let swapped = if swaps(&one, row, &two, column) {
                at(&before, column - 1) + 1
            } else {
                usize::MAX
            };
            current.push(exchanged.min(moved).min(swapped));
        }
        if current.iter().min().is_some_and(|&least| least > limit) {
            return None;
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|&distance| distance <= limit)
}

fn swaps(one: &[char], row: usize, two: &[char], column: usize) -> bool {
    row > 0
        && column > 0
        && one.get(row) == two.get(column - 1)
        && one.get(row - 1) == two.get(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_come_best_first() {
        let names = ["string", "structure", "strings", "document"];
        assert_eq!(near("strnig", names.into_iter()), ["string", "strings"]);
        assert_eq!(near("zzz", names.into_iter()), [""; 0]);
        assert_eq!(
            near("ImageTagLst", ["ImageTagList", "ImageTag"].into_iter()),
            ["ImageTagList", "ImageTag"]
        );
    }

    #[test]
    fn names_are_joined_for_a_person() {
        assert_eq!(
            did_you_mean(&["a", "b", "c"]).unwrap(),
            "did you mean `a`, `b` or `c`?"
        );
        assert_eq!(did_you_mean(&["a"]).unwrap(), "did you mean `a`?");
        assert_eq!(did_you_mean(&[]), None);
    }
}
