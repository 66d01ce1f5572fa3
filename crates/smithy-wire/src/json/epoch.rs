//! Seconds since 1970 as services of AWS write them: `1.715012342E9`, `1726571983.907`, `1726571983`.

use super::scan::{POWERS, leading_digits};

/// Seconds and nanoseconds.
type Seconds = (u64, u32);

/// Reads such a time at the start of `text` and says how many bytes it has; `None` for every other form, and close to the end.
///
/// It gives what reading any number does, in half the time.
#[inline(always)]
pub(super) fn seconds(text: &[u8]) -> Option<(Seconds, usize)> {
    scientific(text).or_else(|| plain(text))
}

/// Ten digits, and at most seven behind a point.
#[inline(always)]
fn plain(text: &[u8]) -> Option<(Seconds, usize)> {
    let (chunk, rest) = text.split_first_chunk::<8>()?;
    let (eight, 8) = leading_digits(chunk) else {
        return None;
    };
    let (end, rest) = rest.split_first_chunk::<3>()?;
    let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', after] = *end else {
        return None;
    };
    let seconds = eight * 100 + u64::from(tens - b'0') * 10 + u64::from(ones - b'0');
    // A number begins with no zero.
    if seconds < 1_000_000_000 {
        return None;
    }
    if after != b'.' {
        let goes_on = after.is_ascii_digit() || matches!(after, b'e' | b'E');
        return (!goes_on).then_some(((seconds, 0), 10));
    }
    let (fraction, len @ 1..=7) = leading_digits(rest.first_chunk()?) else {
        return None;
    };
    if matches!(rest.get(len), Some(b'e' | b'E')) {
        return None;
    }
    let billionths = POWERS.get(9 - len)?;
    Some(((seconds, (fraction * billionths) as u32), 11 + len))
}

/// A digit, a point, at least eight digits, and the exponent.
#[inline(always)]
fn scientific(text: &[u8]) -> Option<(Seconds, usize)> {
    let (start, rest) = text.split_first_chunk::<2>()?;
    let [first @ b'1'..=b'9', b'.'] = *start else {
        return None;
    };
    let (chunk, rest) = rest.split_first_chunk::<8>()?;
    let (eight, 8) = leading_digits(chunk) else {
        return None;
    };
    let (last, len) = leading_digits(rest.first_chunk()?);
    let [b'E', b'9', after] = *rest.get(len..)?.first_chunk::<3>()? else {
        return None;
    };
    if after.is_ascii_digit() {
        return None;
    }
    let seconds = u64::from(first - b'0') * 1_000_000_000 + eight * 10;
    // The first of the last digits is a second's; a zero there, and all behind it, is left out.
    let unit = POWERS.get(len.saturating_sub(1))?;
    let billionths = POWERS.get(8usize.checked_sub(len)?)?;
    let nanos = last % unit * billionths * 100;
    Some((
        (seconds + last / unit, nanos as u32),
        start.len() + 8 + len + 2,
    ))
}
