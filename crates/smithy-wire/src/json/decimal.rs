//! Numbers as they are written: digits and a power of ten.

use super::error::{Expected, Found, ReadError};
use crate::Number;

/// The least mantissa to which not every digit can be appended within 64 bits.
const NEARLY_FULL: u64 = u64::MAX / 10;

/// A power of ten so large that it stands for all larger ones, and still adds up with a text's length.
const HUGE: i64 = 1 << 60;

/// A number as it is written: its text, and its value where nineteen digits or so suffice.
#[derive(Clone, Copy)]
pub(crate) struct Decimal<'a> {
    text: &'a str,
    offset: usize,
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
    pub(crate) fn scan(text: &'a str, offset: usize) -> Result<Self, ReadError> {
        let bytes = text.as_bytes().get(offset..).unwrap_or_default();
        let negative = bytes.first() == Some(&b'-');
        let mut scan = Scan {
            bytes,
            at: usize::from(negative),
            mantissa: 0,
            fits: true,
        };
        let error = |at| {
            let byte = bytes.get(at).copied();
            let found = if byte.is_none() {
                Found::EndOfText
            } else {
                Found::Other
            };
            ReadError::new(offset + at, Expected::Digit, found)
        };
        if !scan.whole_part() {
            return Err(error(scan.at));
        }
        let mut power = 0;
        let whole_end = scan.at;
        if scan.byte() == Some(b'.') {
            scan.at += 1;
            let digits = scan.digits();
            if digits == 0 {
                return Err(error(scan.at));
            }
            power = -(digits as i64);
        }
        if let Some(b'e' | b'E') = scan.byte() {
            power += scan.exponent().ok_or_else(|| error(scan.at))?;
        }
        let text = text.get(offset..offset + scan.at).unwrap_or_default();
        let plain = scan.at == whole_end;
        Ok(Self {
            text,
            offset,
            negative,
            plain,
            mantissa: scan.mantissa,
            fits: scan.fits,
            power,
        })
    }

    /// The number's text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The number as serde_json takes it, but for integers of more than 64 bits, which keep their digits.
    pub(crate) fn number(&self) -> Result<Number, ReadError> {
        if !self.plain || (self.negative && self.mantissa == 0) {
            return Number::from_f64(self.to_f64())
                .ok_or_else(|| self.error(Expected::FiniteNumber));
        }
        if !self.negative && self.fits {
            return Ok(Number::from(self.mantissa));
        }
        if let Some(value) = self.small_integer() {
            return Ok(Number::from(value));
        }
        self.check_finite()?;
        Ok(Number::from_digits(self.text))
    }

    /// Refuses what lies beyond a 64-bit float's range.
    pub(crate) fn check_finite(&self) -> Result<(), ReadError> {
        // Twenty digits at most, and 10^308 is in range.
        if (self.fits && self.power <= 288) || self.to_f64().is_finite() {
            return Ok(());
        }
        Err(self.error(Expected::FiniteNumber))
    }

    /// The nearest float; infinite beyond the range.
    pub(crate) fn to_f64(self) -> f64 {
        let exact = self.fits && self.mantissa <= 1 << 53;
        let Some(power) = usize::try_from(self.power.unsigned_abs())
            .ok()
            .and_then(|power| POWERS.get(power))
        else {
            return self.parse_f64();
        };
        if !exact {
            return self.parse_f64();
        }
        // Both operands are exact, so the one rounding gives the nearest float.
        let magnitude = self.mantissa as f64;
        let magnitude = if self.power < 0 {
            magnitude / power
        } else {
            magnitude * power
        };
        if self.negative { -magnitude } else { magnitude }
    }

    fn parse_f64(self) -> f64 {
        self.text.parse().unwrap_or(f64::INFINITY)
    }

    /// The nearest 32-bit float; infinite beyond the range.
    pub(crate) fn to_f32(self) -> f32 {
        self.text.parse().unwrap_or(f32::INFINITY)
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

    /// The value times a power of ten, without what then is its fraction; `None` beyond 128 bits.
    pub(crate) fn times_power_of_ten(&self, power: i64) -> Option<i128> {
        self.signed(self.wide().times_power_of_ten(power)?)
    }

    fn signed(&self, magnitude: u128) -> Option<i128> {
        let value = i128::try_from(magnitude).ok()?;
        Some(if self.negative { -value } else { value })
    }

    fn wide(&self) -> Wide {
        if self.fits {
            return Wide {
                mantissa: u128::from(self.mantissa),
                power: self.power,
                rest: false,
            };
        }
        let mut wide = Wide {
            mantissa: 0,
            power: self.power,
            rest: false,
        };
        let digits = self
            .text
            .bytes()
            .take_while(|byte| !matches!(byte, b'e' | b'E'))
            .filter(u8::is_ascii_digit);
        for digit in digits {
            wide.push(digit - b'0');
        }
        wide
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

/// A magnitude by its first 38 digits: mantissa times ten to the power.
///
/// No integer of 64 bits and no timestamp to the nanosecond has more.
struct Wide {
    mantissa: u128,
    power: i64,
    /// Whether digits that are not zero were left off.
    rest: bool,
}

impl Wide {
    fn push(&mut self, digit: u8) {
        const FULL: u128 = 10u128.pow(37);
        if self.mantissa < FULL {
            self.mantissa = self.mantissa * 10 + u128::from(digit);
        } else {
            self.power += 1;
            self.rest |= digit != 0;
        }
    }

    /// The value, if it is whole and less than 128 bits.
    fn integer(&self) -> Option<u128> {
        if self.mantissa == 0 {
            return Some(0);
        }
        let scale = power_of_ten(self.power.unsigned_abs());
        if self.power >= 0 {
            return self.mantissa.checked_mul(scale?);
        }
        let whole = !self.rest && self.mantissa.is_multiple_of(scale?);
        whole.then_some(self.mantissa / scale?)
    }

    /// The value times a power of ten, without what then is its fraction; `None` beyond 128 bits.
    fn times_power_of_ten(&self, power: i64) -> Option<u128> {
        let power = self.power + power;
        match power_of_ten(power.unsigned_abs()) {
            _ if self.mantissa == 0 => Some(0),
            Some(scale) if power >= 0 => self.mantissa.checked_mul(scale),
            Some(scale) => Some(self.mantissa / scale),
            None => (power < 0).then_some(0),
        }
    }
}

fn power_of_ten(power: u64) -> Option<u128> {
    10u128.checked_pow(u32::try_from(power).ok()?)
}

/// The digits of a number while they are being read.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    mantissa: u64,
    fits: bool,
}

impl Scan<'_> {
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Reads a zero, or digits that do not begin with one; `false` if there is neither, or more digits after a zero.
    fn whole_part(&mut self) -> bool {
        if self.byte() != Some(b'0') {
            return self.digits() > 0;
        }
        self.at += 1;
        !self.byte().is_some_and(|byte| byte.is_ascii_digit())
    }

    /// Reads digits into the mantissa, and says how many.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            self.push(u64::from(byte - b'0'));
            self.at += 1;
        }
        self.at - start
    }

    #[inline]
    fn push(&mut self, digit: u64) {
        if self.mantissa < NEARLY_FULL {
            self.mantissa = self.mantissa * 10 + digit;
            return;
        }
        match self
            .mantissa
            .checked_mul(10)
            .and_then(|tens| tens.checked_add(digit))
        {
            Some(mantissa) if self.fits => self.mantissa = mantissa,
            _ => self.fits = false,
        }
    }

    /// Reads an exponent, of which the `e` comes next; `None` if it has no digits.
    fn exponent(&mut self) -> Option<i64> {
        self.at += 1;
        let negative = self.byte() == Some(b'-');
        if matches!(self.byte(), Some(b'+' | b'-')) {
            self.at += 1;
        }
        let start = self.at;
        let mut power: i64 = 0;
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            power = (power
                .saturating_mul(10)
                .saturating_add(i64::from(byte - b'0')))
            .min(HUGE);
            self.at += 1;
        }
        (self.at > start).then_some(if negative { -power } else { power })
    }
}
