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
        let mut scan = Scan { bytes, at: usize::from(negative), mantissa: 0, fits: true };
        let error = |at| {
            let byte = bytes.get(at).copied();
            let found = if byte.is_none() { Found::EndOfText } else { Found::Other };
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
        Ok(Self { text, offset, negative, plain, mantissa: scan.mantissa, fits: scan.fits, power })
    }

    /// The number's text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The number as serde_json takes it, but for integers of more than 64 bits, which keep their digits.
    pub(crate) fn number(&self) -> Result<Number, ReadError> {
        todo!()
    }

    /// Refuses what lies beyond a 64-bit float's range.
    pub(crate) fn check_finite(&self) -> Result<(), ReadError> {
        todo!()
    }
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
        match self.mantissa.checked_mul(10).and_then(|tens| tens.checked_add(digit)) {
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
            power = (power.saturating_mul(10).saturating_add(i64::from(byte - b'0'))).min(HUGE);
            self.at += 1;
        }
        (self.at > start).then_some(if negative { -power } else { power })
    }
}
