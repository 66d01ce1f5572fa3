//! The few lines that every generated paginator would otherwise repeat.

use alloc::vec::Vec;
use core::ops::Range;

use crate::refused::Refused;

/// How many items a result member holds; an absent list has none.
pub fn len<T>(items: &Option<Vec<T>>) -> usize {
    items.as_ref().map_or(0, Vec::len)
}

/// Keeps only this range of a list; an absent list stays absent.
pub fn keep<T>(items: &mut Option<Vec<T>>, range: Range<usize>) {
    if let Some(list) = items {
        keep_in(list, range);
    }
}

pub(crate) fn keep_in<T>(list: &mut Vec<T>, range: Range<usize>) {
    list.truncate(range.end);
    list.drain(..range.start.min(list.len()));
}

/// Empties a list; an absent list stays absent.
pub fn blank<T>(items: &mut Option<Vec<T>>) {
    if let Some(list) = items {
        list.clear();
    }
}

/// Adds a page's list to the whole; an absent list adds nothing.
pub fn extend<T>(whole: &mut Option<Vec<T>>, page: Option<Vec<T>>) {
    match (whole.as_mut(), page) {
        (Some(list), Some(more)) => list.extend(more),
        (None, Some(more)) => *whole = Some(more),
        (_, None) => {}
    }
}

/// A page size as the limit member's type.
///
/// # Errors
///
/// [`Refused`] if the number is too large for that type.
pub fn limit<T: TryFrom<u64>>(limit: u64) -> Result<T, Refused> {
    T::try_from(limit).map_err(|_| {
        Refused::new(alloc::format!(
            "the page size {limit} is larger than the service's limit member can hold"
        ))
    })
}
