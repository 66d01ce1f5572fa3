//! Numbers, as the reader reads them.

use super::decimal::Decimal;
use super::epoch;
use super::error::{Expected, Found, ReadError};
use super::reader::Reader;
use super::scan::Scan;
use crate::{Number, Timestamp};

impl<'a> Reader<'a> {
    /// Reads a number: integers with all their digits, any other as the nearest 64-bit float.
    ///
    /// # Errors
    ///
    /// If the next value is no number, or lies beyond a 64-bit float's range.
    pub fn number(&mut self) -> Result<Number, ReadError> {
        match self.short_integer() {
            Some(value) => Ok(Number::from(value)),
            None => self.decimal(Expected::Number)?.number(),
        }
    }

    /// Reads a number of any size, as it is written.
    ///
    /// # Errors
    ///
    /// If the next value is no number.
    ///
    /// # Example: a number that no float holds
    ///
    /// ```
    /// use smithy_wire::json::Reader;
    ///
    /// let mut reader = Reader::new("[1.797E+309]");
    /// reader.array_start()?;
    /// assert!(reader.next_element()?);
    /// assert_eq!(reader.number_text()?, "1.797E+309");
    /// # Ok::<(), smithy_wire::json::ReadError>(())
    /// ```
    pub fn number_text(&mut self) -> Result<&'a str, ReadError> {
        self.next_byte();
        let start = self.at;
        self.decimal(Expected::Number)?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Passes over a number, checked as if it were read.
    pub(super) fn skip_number(&mut self) -> Result<(), ReadError> {
        match self.short_integer() {
            Some(_) => Ok(()),
            None => self.decimal(Expected::Number)?.check_finite(),
        }
    }

    /// Reads a whole number, however it is written.
    #[inline]
    pub(super) fn integer<T: TryFrom<i64>>(&mut self, expected: Expected) -> Result<T, ReadError> {
        self.next_byte();
        let start = self.at;
        let value = match self.short_integer() {
            Some(value) => Some(value),
            None => self.decimal(expected)?.integer(),
        };
        let value = value.and_then(|value| T::try_from(value).ok());
        value.ok_or_else(|| ReadError::new(start, expected, Found::Number))
    }

    /// Reads a number of seconds.
    #[inline(always)]
    pub(super) fn timestamp(&mut self) -> Result<Timestamp, ReadError> {
        self.next_byte();
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if let Some(((seconds, nanos), len)) = epoch::seconds(rest) {
            self.at += len;
            return Ok(Timestamp::new(seconds as i64, nanos));
        }
        let decimal = self.decimal_inline(Expected::Timestamp)?;
        Timestamp::from_decimal(&decimal).ok_or_else(|| decimal.error(Expected::Timestamp))
    }

    /// Reads an integer of at most eighteen digits, without point and exponent, if such a one comes next.
    ///
    /// Most numbers are of this kind, and it takes half the time of [`decimal`](Self::decimal).
    #[inline]
    fn short_integer(&mut self) -> Option<i64> {
        let negative = self.next_byte()? == b'-';
        let digits = self
            .text
            .as_bytes()
            .get(self.at + usize::from(negative)..)?;
        let mut scan = Scan::new(digits);
        let len = scan.digits()?;
        // Minus zero is a float.
        let odd_zero = digits.first() == Some(&b'0') && (len > 1 || negative);
        if odd_zero || len > 18 || matches!(digits.get(len), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.at += usize::from(negative) + len;
        let value = i64::try_from(scan.mantissa).ok()?;
        Some(if negative { -value } else { value })
    }

    /// Reads a number as it is written.
    #[inline(never)]
    pub(super) fn decimal(&mut self, expected: Expected) -> Result<Decimal<'a>, ReadError> {
        self.decimal_inline(expected)
    }

    /// As [`decimal`](Self::decimal), where returning so large a value would take as long as reading it.
    #[inline(always)]
    fn decimal_inline(&mut self, expected: Expected) -> Result<Decimal<'a>, ReadError> {
        match self.next_byte() {
            Some(b'-' | b'0'..=b'9') => {}
            _ => return Err(self.unexpected(expected)),
        }
        let decimal = Decimal::scan(self.text, self.at)?;
        self.at += decimal.len();
        Ok(decimal)
    }
}
