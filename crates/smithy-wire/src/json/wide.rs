//! Numbers of more digits than 64 bits hold.

/// A magnitude by its first 38 digits: mantissa times ten to the power.
///
/// No integer of 64 bits and no timestamp to the nanosecond has more.
pub(super) struct Wide {
    mantissa: u128,
    power: i64,
    /// Whether digits that are not zero were left off.
    rest: bool,
}

impl Wide {
    pub(super) fn new(mantissa: u64, power: i64) -> Self {
        Self {
            mantissa: mantissa.into(),
            power,
            rest: false,
        }
    }

    /// All digits as one integer, times ten to the power.
    pub(super) fn from_digits(digits: impl Iterator<Item = u8>, power: i64) -> Self {
        let mut wide = Self::new(0, power);
        digits.for_each(|digit| wide.push(digit));
        wide
    }

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
    pub(super) fn integer(&self) -> Option<u128> {
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
    pub(super) fn times_power_of_ten(&self, power: i64) -> Option<u128> {
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
