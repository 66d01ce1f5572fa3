//! The calendar: days since 1970 to dates and back, and the text form of RFC 3339.

use crate::Timestamp;

/// From 0000-03-01 to 1970-01-01. Years that begin in March have the leap day at their end.
const DAYS_TO_1970: i64 = 719_468;

/// A date in the Gregorian calendar, continued before its introduction; the year before 1 is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: i64,
    /// 1 to 12.
    pub(crate) month: i64,
    /// 1 to 31.
    pub(crate) day: i64,
}

impl Date {
    /// The date of a day counted from 1970-01-01; for days less than 2^62 from it.
    pub(crate) fn from_days(days: i64) -> Self {
        let days = days + DAYS_TO_1970;
        let (era, days) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        // The last century of an era and the last year of four are a day longer: hence the minima.
        let century = (days / 36_524).min(3);
        let days = days - century * 36_524;
        let (four_years, days) = (days / 1_461, days % 1_461);
        let year = (days / 365).min(3);
        let days = days - year * 365;
        let month = (5 * days + 2) / 153;
        let day = days - days_before_month(month) + 1;
        let year = era * 400 + century * 100 + four_years * 4 + year;
        if month < 10 {
            Self {
                year,
                month: month + 3,
                day,
            }
        } else {
            Self {
                year: year + 1,
                month: month - 9,
                day,
            }
        }
    }

    /// The number of days from 1970-01-01; for years less than 2^50 from it.
    pub(crate) fn to_days(self) -> i64 {
        let (year, month) = if self.month > 2 {
            (self.year, self.month - 3)
        } else {
            (self.year - 1, self.month + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + days_before_month(month) + self.day - 1 - DAYS_TO_1970
    }
}

/// The days of a year that begins in March before its month, counted from 0.
fn days_before_month(month: i64) -> i64 {
    (153 * month + 2) / 5
}

/// Reads RFC 3339: a space or small letters for `T` and `Z` are taken, and a signed year such as [`Timestamp`] writes.
///
/// A leap second is the second after it. Digits past the ninth after the point are dropped.
pub(crate) fn parse_rfc3339(text: &str) -> Option<Timestamp> {
    let mut text = Text(text.as_bytes());
    let date = text.date()?;
    text.one_of(b"Tt ")?;
    let hour = text.number(2, 23)?;
    text.one_of(b":")?;
    let minute = text.number(2, 59)?;
    text.one_of(b":")?;
    let second = text.number(2, 60)?;
    let nanos = text.fraction()?;
    let offset = text.offset()?;
    if !text.0.is_empty() {
        return None;
    }
    let of_day = hour * 3600 + minute * 60 + second - offset;
    // Wide, because the first day there is begins before the first second.
    let seconds = i128::from(date.to_days()) * 86_400 + i128::from(of_day);
    Some(Timestamp::new(i64::try_from(seconds).ok()?, nanos))
}

/// What is left of a text.
struct Text<'a>(&'a [u8]);

impl Text<'_> {
    fn date(&mut self) -> Option<Date> {
        let sign = self.one_of(b"+-");
        let year_len = if sign.is_some() {
            self.0
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        } else {
            4
        };
        if !(4..=12).contains(&year_len) {
            return None;
        }
        let year = self.number(year_len, i64::MAX)? * if sign == Some(b'-') { -1 } else { 1 };
        self.one_of(b"-")?;
        let month = self.number(2, 12)?;
        self.one_of(b"-")?;
        let day = self.number(2, 31)?;
        let date = Date { year, month, day };
        // A day that the month does not have comes back as one of the next month.
        (month > 0 && day > 0 && Date::from_days(date.to_days()) == date).then_some(date)
    }

    /// Reads a fraction of a second, if there is one.
    fn fraction(&mut self) -> Option<u32> {
        if self.one_of(b".").is_none() {
            return Some(0);
        }
        let len = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (digits, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        let padded = digits
            .iter()
            .copied()
            .chain(core::iter::repeat(b'0'))
            .take(9);
        (len > 0).then(|| padded.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0')))
    }

    /// Reads the offset from UTC in seconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2, 23)?;
        self.one_of(b":")?;
        Some(sign * (hours * 3600 + self.number(2, 59)? * 60))
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !bytes.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// Reads a number of `len` digits, at most eighteen, that is not greater than `max`.
    fn number(&mut self, len: usize, max: i64) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        let value = digits.iter().try_fold(0, |value, digit| {
            digit
                .is_ascii_digit()
                .then(|| value * 10 + i64::from(digit - b'0'))
        })?;
        (value <= max).then_some(value)
    }
}
