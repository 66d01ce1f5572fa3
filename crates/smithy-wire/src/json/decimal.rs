//! Numbers as they are written: digits and a power of ten.

use super::error::{Expected, Found, ReadError};
use super::scan::Scan;
use super::wide::Wide;
use crate::Number;

/// This many digits always fit 64 bits.
const FITTING: usize = 19;

/// A number as it is written: its text, and its value where nineteen digits suffice.
#[derive(Clone, Copy)]
pub(crate) struct Decimal<'a> {
    /// The text that the number is part of.
    whole: &'a str,
    offset: usize,
    len: usize,
    negative: bool,
    /// Neither point nor exponent.
    plain: bool,
    /// The digits as an integer, without point and sign; wrong unless `fits`.
    mantissa: u64,
    fits: bool,
    /// The value is the mantissa times ten to this power.
    power: i64,
}

impl<'a> Decimal<'a> {
    /// Reads the number that begins at `offset`.
    #[inline(always)]
    pub(crate) fn scan(text: &'a str, offset: usize) -> Result<Self, ReadError> {
        let mut scan = Scan::new(text.as_bytes().get(offset..).unwrap_or_default());
        let Some(form) = scan.number() else {
            let found = if scan.at_end() {
                Found::EndOfText
            } else {
                Found::Other
            };
            return Err(ReadError::new(offset + scan.at, Expected::Digit, found));
        };
        Ok(Self {
            whole: text,
            offset,
            len: scan.at,
            negative: form.negative,
            plain: form.plain,
            mantissa: scan.mantissa,
            fits: form.digits <= FITTING,
            power: form.power,
        })
    }

    /// How many bytes the number's text has.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    fn text(&self) -> &'a str {
        let end = self.offset + self.len;
        self.whole.get(self.offset..end).unwrap_or_default()
    }

    /// The number as serde_json takes it, but for integers of more than 64 bits, which keep their digits.
    pub(crate) fn number(&self) -> Result<Number, ReadError> {
        let minus_zero = self.negative && self.fits && self.mantissa == 0;
        if !self.plain || minus_zero {
            return Number::from_f64(self.to_f64())
                .ok_or_else(|| self.error(Expected::FiniteNumber));
        }
        if let Some(value) = self.small_integer() {
            return Ok(Number::from(value));
        }
        if let Ok(value) = self.text().parse::<u64>() {
            return Ok(Number::from(value));
        }
        self.check_finite()?;
        Ok(Number::from_digits(self.text()))
    }

    /// Refuses what lies beyond a 64-bit float's range.
    pub(crate) fn check_finite(&self) -> Result<(), ReadError> {
        // Nineteen digits at most, and 10^308 is in range.
        if (self.fits && self.power <= 288) || self.to_f64().is_finite() {
            return Ok(());
        }
        Err(self.error(Expected::FiniteNumber))
    }

    /// The nearest float; infinite beyond the range.
    pub(crate) fn to_f64(self) -> f64 {
        let power = usize::try_from(self.power.unsigned_abs())
            .ok()
            .and_then(|power| POWERS.get(power));
        let (Some(power), true) = (power, self.fits && self.mantissa <= 1 << 53) else {
            return self.text().parse().unwrap_or(f64::INFINITY);
        };
        // Both operands are exact, so the one rounding gives the nearest float.
        let magnitude = self.mantissa as f64;
        let magnitude = if self.power < 0 {
            magnitude / power
        } else {
            magnitude * power
        };
        if self.negative { -magnitude } else { magnitude }
    }

    /// The nearest 32-bit float; infinite beyond the range.
    pub(crate) fn to_f32(self) -> f32 {
        self.text().parse().unwrap_or(f32::INFINITY)
    }

    /// The value, if it is written without point and exponent, or with one that undoes the other, and fits.
    #[inline]
    pub(crate) fn small_integer(&self) -> Option<i64> {
        if !self.fits || self.power != 0 {
            return None;
        }
        if self.negative {
            0i64.checked_sub_unsigned(self.mantissa)
        } else {
            i64::try_from(self.mantissa).ok()
        }
    }

    /// The value, if it is whole, however it is written, and fits.
    pub(crate) fn integer(&self) -> Option<i64> {
        if let Some(value) = self.small_integer() {
            return Some(value);
        }
        i64::try_from(self.signed(self.wide().integer()?)?).ok()
    }

    /// The value as whole seconds and nanoseconds, the digits after those dropped; `None` if it does not fit.
    #[inline(always)]
    pub(crate) fn seconds(&self) -> Option<(i64, u32)> {
        self.short_seconds().or_else(|| self.wide_seconds())
    }

    /// The same where up to nine digits stand after the point, and no sign.
    #[inline(always)]
    fn short_seconds(&self) -> Option<(i64, u32)> {
        if !self.fits || self.negative {
            return None;
        }
        let places = usize::try_from(self.power.unsigned_abs()).ok()?;
        let (unit, rest) = UNITS.get(places)?;
        let (seconds, nanos) = if self.power < 0 {
            (self.mantissa / unit, self.mantissa % unit * rest)
        } else {
            (self.mantissa.checked_mul(*unit)?, 0)
        };
        Some((i64::try_from(seconds).ok()?, nanos as u32))
    }

    #[cold]
    fn wide_seconds(self) -> Option<(i64, u32)> {
        let nanos = self.signed(self.wide().times_power_of_ten(9)?)?;
        let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).ok()?;
        Some((
            seconds,
            u32::try_from(nanos.rem_euclid(1_000_000_000)).ok()?,
        ))
    }

    fn signed(&self, magnitude: u128) -> Option<i128> {
        let value = i128::try_from(magnitude).ok()?;
        Some(if self.negative { -value } else { value })
    }

    fn wide(&self) -> Wide {
        if self.fits {
            return Wide::new(self.mantissa, self.power);
        }
        let digits = self
            .text()
            .bytes()
            .take_while(|byte| !matches!(byte, b'e' | b'E'));
        Wide::from_digits(
            digits.filter(u8::is_ascii_digit).map(|byte| byte - b'0'),
            self.power,
        )
    }

    /// The error that this number is not what was expected.
    #[cold]
    pub(crate) fn error(&self, expected: Expected) -> ReadError {
        ReadError::new(self.offset, expected, Found::Number)
    }
}

/// Powers of ten that a 64-bit float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// For up to nine digits after the point, or zeros missing before it: the unit in them, and their own unit in billionths.
const UNITS: [(u64, u64); 10] = [
    (1, 1_000_000_000),
    (10, 100_000_000),
    (100, 10_000_000),
    (1_000, 1_000_000),
    (10_000, 100_000),
    (100_000, 10_000),
    (1_000_000, 1_000),
    (10_000_000, 100),
    (100_000_000, 10),
    (1_000_000_000, 1),
];
