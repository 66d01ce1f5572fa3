//! The date form of HTTP headers: `Mon, 06 May 2024 16:19:02 GMT`.

use core::fmt;

use crate::Timestamp;
use crate::civil::Date;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A [`Timestamp`] displayed as HTTP headers give dates.
#[derive(Clone, Copy, Debug)]
pub struct HttpDateText(Timestamp);

impl Timestamp {
    /// The moment as HTTP headers give it, with milliseconds where there are any; what is finer is dropped.
    pub fn http_date(&self) -> HttpDateText {
        HttpDateText(*self)
    }

    /// Reads such a date. The day of the week is not checked, and digits past the ninth after the point are dropped.
    ///
    /// # Example: with a fraction
    ///
    /// ```
    /// use smithy_wire::Timestamp;
    ///
    /// let moment = Timestamp::from_http_date("Mon, 06 May 2024 16:19:02.5 GMT");
    /// assert_eq!(moment, Some(Timestamp::new(1_715_012_342, 500_000_000)));
    /// assert_eq!(Timestamp::from_http_date("Mon, 32 May 2024 16:19:02 GMT"), None);
    /// ```
    pub fn from_http_date(text: &str) -> Option<Self> {
        let (day_name, rest) = text.split_once(", ")?;
        let mut parts = rest.split(' ');
        let mut part = || parts.next();
        let (day, month, year) = (digits(part()?, 2)?, part()?, digits(part()?, 4)?);
        let (time, zone) = (part()?, part()?);
        let month = MONTHS.iter().position(|name| *name == month)?;
        if part().is_some() || zone != "GMT" || !DAYS.contains(&day_name) {
            return None;
        }
        let date = Date {
            year,
            month: i64::try_from(month).ok()? + 1,
            day,
        };
        let days = date.to_days();
        let (second, nanos) = seconds(time)?;
        (Date::from_days(days) == date).then(|| Self::new(days * 86_400 + second, nanos))
    }
}

/// The seconds of a day, and the nanoseconds beside them: `16:19:02.5`.
fn seconds(time: &str) -> Option<(i64, u32)> {
    let (whole, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut parts = whole.split(':');
    let mut part = |most: i64| digits(parts.next()?, 2).filter(|value| *value <= most);
    let (hour, minute, second) = (part(23)?, part(59)?, part(60)?);
    if parts.next().is_some() || fraction.is_empty() {
        return None;
    }
    let mut nanos = 0;
    for place in 0..9 {
        let digit = fraction.as_bytes().get(place).copied().unwrap_or(b'0');
        nanos = nanos * 10 + u32::from(digit.checked_sub(b'0')?);
    }
    let all_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then_some((hour * 3600 + minute * 60 + second, nanos))
}

fn digits(text: &str, len: usize) -> Option<i64> {
    let right = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| right)
}

impl fmt::Display for HttpDateText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (
            self.0.seconds().div_euclid(86_400),
            self.0.seconds().rem_euclid(86_400),
        );
        let date = Date::from_days(days);
        let name = |names: &[&'static str], index: i64| {
            usize::try_from(index)
                .ok()
                .and_then(|index| names.get(index).copied())
        };
        let day = name(&DAYS, days.rem_euclid(7)).unwrap_or_default();
        let month = name(&MONTHS, date.month - 1).unwrap_or_default();
        write!(f, "{day}, {:02} {month} {:04} ", date.day, date.year)?;
        write!(
            f,
            "{:02}:{:02}:{:02}",
            second / 3600,
            second / 60 % 60,
            second % 60
        )?;
        match self.0.subsec_nanos() / 1_000_000 {
            0 => {}
            millis => write!(f, "{}", Fraction(millis))?,
        }
        f.write_str(" GMT")
    }
}

/// Milliseconds behind a point, without zeros at the end.
struct Fraction(u32);

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            millis if millis % 100 == 0 => write!(f, ".{}", millis / 100),
            millis if millis % 10 == 0 => write!(f, ".{:02}", millis / 10),
            millis => write!(f, ".{millis:03}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_date_is_refused() {
        let wrong = [
            "",
            "Mon, 06 May 2024 16:19:02",
            "Mon, 06 May 2024 16:19:02 CET",
            "Mon, 6 May 2024 16:19:02 GMT",
            "Mon, 30 Feb 2024 16:19:02 GMT",
            "Mon, 06 May 2024 24:19:02 GMT",
            "Mon, 06 May 2024 16:19:02. GMT",
            "Mon, 06 May 2024 16:19:02.5x GMT",
            "Mon, 06 May 24 16:19:02 GMT",
            "Xyz, 06 May 2024 16:19:02 GMT",
        ];
        for text in wrong {
            assert_eq!(Timestamp::from_http_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_date_is_read_as_it_is_written(seconds in -62_135_596_800_i64..253_402_300_800, millis in 0_u32..1000) {
            let moment = Timestamp::new(seconds, millis * 1_000_000);
            prop_assert_eq!(Timestamp::from_http_date(&moment.http_date().to_string()), Some(moment));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = Timestamp::from_http_date(&text);
        }
    }
}
