//! The few lines that every generated paginator would otherwise repeat.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;
use core::fmt::Display;
use core::ops::{Range, RangeInclusive};

use smithy_wire::Value;
use smithy_wire::json::{self, ReadJson, WriteJson};

use crate::codec::bytes;
use crate::config_error::ConfigError;
use crate::filters::Filters;
use crate::hash::StableHash;
use crate::refused::Refused;
use crate::token::Token;

/// What holds the items of a page: a list, or a map, whose items are its pairs in the order of their keys.
pub trait Holder {
    /// How many there are.
    fn count(&self) -> usize;

    /// Leaves only the items in this range, as far as there are any.
    fn keep(&mut self, range: Range<usize>);

    /// Adds the items of a later page; of two under one key the later one stays.
    fn add(&mut self, page: Self);
}

impl<T> Holder for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn keep(&mut self, range: Range<usize>) {
        keep_in(self, range);
    }

    fn add(&mut self, page: Self) {
        self.extend(page);
    }
}

impl<K: Ord, V> Holder for BTreeMap<K, V> {
    fn count(&self) -> usize {
        self.len()
    }

    fn keep(&mut self, range: Range<usize>) {
        let pairs = core::mem::take(self).into_iter().skip(range.start);
        *self = pairs.take(range.len()).collect();
    }

    fn add(&mut self, page: Self) {
        self.extend(page);
    }
}

/// How many items a result member holds; an absent one has none.
pub fn len<H: Holder>(items: &Option<H>) -> usize {
    items.as_ref().map_or(0, H::count)
}

/// Keeps only this range of the items; what is absent stays absent.
pub fn keep<H: Holder>(items: &mut Option<H>, range: Range<usize>) {
    if let Some(held) = items {
        held.keep(range);
    }
}

pub(crate) fn keep_in<T>(list: &mut Vec<T>, range: Range<usize>) {
    list.truncate(range.end);
    list.drain(..range.start.min(list.len()));
}

/// Takes all items away; what is absent stays absent.
pub fn blank<H: Holder>(items: &mut Option<H>) {
    keep(items, 0..0);
}

/// Adds a page's items to the whole; absent ones add nothing.
pub fn extend<H: Holder>(whole: &mut Option<H>, page: Option<H>) {
    match (whole.as_mut(), page) {
        (Some(held), Some(more)) => held.add(more),
        (None, Some(more)) => *whole = Some(more),
        (_, None) => {}
    }
}

/// Takes away the first items; how many of the wanted ones there were.
pub fn skip<H: Holder>(items: &mut Option<H>, wanted: usize) -> usize {
    let taken = wanted.min(len(items));
    keep(items, taken..usize::MAX);
    taken
}

/// The item at this place of several lists one after another; where it is not in this one, the place is counted on from its end.
pub fn at<'r, T>(items: Option<&'r Vec<T>>, index: &mut usize) -> Option<&'r T> {
    let items = items?;
    let item = items.get(*index);
    if item.is_none() {
        *index -= items.len();
    }
    item
}

/// A page size within the model's range.
///
/// # Errors
///
/// [`ConfigError::PageSizeRange`] if it is outside.
pub fn in_range(size: Option<i64>, range: RangeInclusive<i64>) -> Result<(), ConfigError> {
    match size {
        Some(asked) if !range.contains(&asked) => {
            let (least, most) = range.into_inner();
            Err(ConfigError::PageSizeRange { asked, least, most })
        }
        _ => Ok(()),
    }
}

/// A member that names single items, which the service gives in one response: no page size and no token may go with it.
///
/// # Errors
///
/// [`ConfigError::Member`] if both are there.
pub fn not_paged(member: &'static str, is_set: bool, is_paged: bool) -> Result<(), ConfigError> {
    if is_set && is_paged {
        let problem = "it names single items, which come in one response; leave it out, or the page size and the token";
        return Err(ConfigError::member(member, problem));
    }
    Ok(())
}

/// A hash of the texts that identify an item; none if it has none of them.
pub fn identity<const N: usize>(texts: [Option<&str>; N]) -> Option<u64> {
    if texts.iter().all(Option::is_none) {
        return None;
    }
    let hash = texts.into_iter().fold(StableHash::new(), |hash, text| {
        hash.text(text.unwrap_or_default())
    });
    Some(hash.finish())
}

/// A token that is no text, as its value in JSON, bytes marked; an absent one is null.
pub fn to_token<T: WriteJson>(value: Option<T>) -> Value {
    value.as_ref().map_or(Value::Null, token_value)
}

fn token_value<T: WriteJson>(value: &T) -> Value {
    let mut writer = json::Writer::marking_blobs();
    value.write_json(&mut writer);
    json::from_str(&writer.into_string()).unwrap_or(Value::Null)
}

/// A token's member as what the request takes; null and absent are `None`.
///
/// # Errors
///
/// [`Refused`] if the value is of another form, or has a text where the request takes bytes, or bytes where it takes a text.
pub fn from_token<T: ReadJson + WriteJson>(
    token: &Token,
    name: &str,
) -> Result<Option<T>, Refused> {
    let value = match token.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value,
    };
    let unfit =
        |why: &dyn Display| Refused::new(format!("the token's member {name} does not fit: {why}"));
    let (plain, given) = bytes::split(value);
    let taken: T = json::from_str(&json::to_string(&plain)).map_err(|error| unfit(&error))?;
    let (_, wanted) = bytes::split(&token_value(&taken));
    match bytes::is_same(given, wanted) {
        true => Ok(Some(taken)),
        false => Err(unfit(
            &"it has texts where bytes belong (boto_encoded_keys), or bytes where texts do",
        )),
    }
}

/// What a request asks for besides its tokens.
pub fn filters(request: &impl WriteJson, tokens: &[&str]) -> Filters {
    Filters::of_json(request, tokens)
}

/// A page size as the limit member's type.
///
/// # Errors
///
/// [`Refused`] if the number is too large for that type.
pub fn limit<T: TryFrom<u64>>(limit: u64) -> Result<T, Refused> {
    T::try_from(limit).map_err(|_| {
        Refused::new(format!(
            "the page size {limit} is larger than the service's limit member can hold"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::{blank, extend, keep, len, limit, skip};
    use alloc::collections::BTreeMap;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn lists_are_cut_and_absent_ones_stay_absent() {
        let mut list = Some(vec![1, 2, 3, 4]);
        keep(&mut list, 1..3);
        assert_eq!((len(&list), &list), (2, &Some(vec![2, 3])));
        keep(&mut list, 5..9);
        assert_eq!(list, Some(vec![]));
        let mut absent = None::<Vec<u8>>;
        keep(&mut absent, 0..0);
        blank(&mut absent);
        assert_eq!((len(&absent), &absent), (0, &None));
        let mut list = Some(vec![1]);
        blank(&mut list);
        assert_eq!(list, Some(vec![]));
    }

    #[test]
    fn maps_are_cut_in_the_order_of_their_keys() {
        let map = |keys: &[u8]| {
            Some(
                keys.iter()
                    .map(|key| (*key, ()))
                    .collect::<BTreeMap<_, _>>(),
            )
        };
        let mut items = map(&[4, 2, 3, 1]);
        assert_eq!(len(&items), 4);
        keep(&mut items, 1..usize::MAX);
        assert_eq!(items, map(&[2, 3, 4]));
        assert_eq!((skip(&mut items, 1), &items), (1, &map(&[3, 4])));
        extend(&mut items, map(&[9, 4]));
        assert_eq!(items, map(&[3, 4, 9]));
        keep(&mut items, 7..9);
        assert_eq!(items, map(&[]));
    }

    #[test]
    fn pages_add_up() {
        let mut whole = None;
        extend(&mut whole, None);
        assert_eq!(whole, None);
        extend(&mut whole, Some(vec![1]));
        extend(&mut whole, None);
        extend(&mut whole, Some(vec![2]));
        assert_eq!(whole, Some(vec![1, 2]));
    }

    #[test]
    fn a_page_size_has_to_fit() {
        assert_eq!(limit::<i32>(2_147_483_647), Ok(i32::MAX));
        let refused = limit::<i32>(2_147_483_648).unwrap_err();
        assert!(refused.reason().contains("2147483648"));
    }
}
