//! Tokens that make a second attempt of a call known as one.

use std::fmt::Write as _;

/// A UUID of version 4, its bits from numbers between 0 and 1.
pub(crate) fn token(random: impl Fn() -> f64) -> String {
    let mut bits = (0..4).fold(0_u128, |bits, _| (bits << 32) | u128::from(word(random())));
    bits = bits & !(0xf << 76) | 4 << 76;
    bits = bits & !(0b11 << 62) | 0b10 << 62;
    let mut text = String::with_capacity(36);
    for (index, nibble) in (0..32)
        .rev()
        .map(|place| (bits >> (place * 4)) & 0xf)
        .enumerate()
    {
        if matches!(index, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        // Writing to a text cannot fail.
        let _ = write!(text, "{nibble:x}");
    }
    text
}

/// The number's first 32 bits behind the point.
fn word(random: f64) -> u32 {
    const WORDS: f64 = 4_294_967_296.0;
    (random * WORDS) as u32
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_token_is_a_uuid_of_version_4() {
        assert_eq!(token(|| 0.0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(token(|| 1.0), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }

    #[test]
    fn every_number_counts() {
        let numbers = Cell::new(0.0);
        let next = || {
            numbers.set(numbers.get() + 0.0625);
            numbers.get()
        };
        assert_eq!(token(next), "10000000-2000-4000-b000-000040000000");
    }
}
