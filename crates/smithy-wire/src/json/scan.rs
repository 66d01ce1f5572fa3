//! The grammar of numbers.

/// An exponent so large that it stands for all larger ones, and still adds up with a text's length.
const HUGE: i64 = 1 << 59;

/// A number while it is being read.
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    /// How many bytes have been read.
    pub(super) at: usize,
    /// The digits so far, without those that do not fit.
    pub(super) mantissa: u64,
}

/// What a number consists of beside its digits.
pub(super) struct Form {
    pub(super) negative: bool,
    /// Neither point nor exponent.
    pub(super) plain: bool,
    pub(super) digits: usize,
    /// The value is the digits times ten to this power.
    pub(super) power: i64,
}

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            mantissa: 0,
        }
    }

    /// Reads a number; `None` where it lacks a digit.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Option<Form> {
        let negative = self.pass(b'-');
        let whole = self.whole_part()?;
        let whole_end = self.at;
        let fraction = if self.pass(b'.') { self.digits()? } else { 0 };
        let exponent = if self.pass(b'e') || self.pass(b'E') {
            self.exponent()?
        } else {
            0
        };
        Some(Form {
            negative,
            plain: self.at == whole_end,
            digits: whole + fraction,
            power: exponent - fraction as i64,
        })
    }

    /// Whether nothing is left to be read.
    pub(super) fn at_end(&self) -> bool {
        self.byte().is_none()
    }

    #[inline(always)]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Reads a byte, if it comes next.
    #[inline(always)]
    fn pass(&mut self, byte: u8) -> bool {
        let found = self.byte() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Reads a zero, after which the whole part ends, or digits that begin with another one, and says how many.
    #[inline(always)]
    fn whole_part(&mut self) -> Option<usize> {
        if self.pass(b'0') {
            Some(1)
        } else {
            self.digits()
        }
    }

    /// Reads digits, at least one, into the mantissa, and says how many.
    #[inline(always)]
    pub(super) fn digits(&mut self) -> Option<usize> {
        let start = self.at;
        while let Some(chunk) = self.rest().first_chunk() {
            let (value, len) = leading_digits(chunk);
            self.append(value, len);
            if len < 8 {
                return self.since(start);
            }
        }
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            self.append(u64::from(byte - b'0'), 1);
        }
        self.since(start)
    }

    #[inline(always)]
    fn append(&mut self, value: u64, len: usize) {
        let power = POWERS.get(len).copied().unwrap_or_default();
        self.mantissa = self.mantissa.wrapping_mul(power).wrapping_add(value);
        self.at += len;
    }

    #[inline(always)]
    fn since(&self, start: usize) -> Option<usize> {
        (self.at > start).then_some(self.at - start)
    }

    #[inline(always)]
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Reads the sign and the digits of an exponent.
    #[inline(always)]
    fn exponent(&mut self) -> Option<i64> {
        let negative = self.pass(b'-');
        if !negative {
            self.pass(b'+');
        }
        let start = self.at;
        let mut power: i64 = 0;
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            power = (power * 10 + i64::from(byte - b'0')).min(HUGE);
            self.at += 1;
        }
        (self.at > start).then_some(if negative { -power } else { power })
    }
}

/// How much a number grows by so many further digits.
pub(super) const POWERS: [u64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// The value of the digits that eight bytes begin with, and how many there are.
///
/// Without a loop, since how many digits come is what no processor guesses.
#[inline(always)]
pub(super) fn leading_digits(bytes: &[u8; 8]) -> (u64, usize) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let digits = u64::from_le_bytes(*bytes) ^ (ONES * u64::from(b'0'));
    // With 118 added, a byte of more than 9 has its high bit set, and what it carries changes only bytes after it.
    let others = (digits.wrapping_add(ONES * (0x80 - 10)) | digits) & (ONES * 0x80);
    let len = (others.trailing_zeros() / 8) as usize;
    // The first digit is the lowest byte: moved up, the digits have zeros before them and nothing behind.
    let digits = match len {
        0 => 0,
        len => digits << (64 - 8 * len),
    };
    // Neighbours are joined to pairs, pairs to fours, fours to eight.
    let pairs = (digits * 10 + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    let value = (fours * 10_000 + (fours >> 32)) & 0xFFFF_FFFF;
    (value, len)
}
