//! The time of a signature.

use std::time::{SystemTime, UNIX_EPOCH};

use smithy_wire::Timestamp;

use super::SignatureError;

/// A time as signatures write it: `20150830T123600Z`.
pub(super) struct Stamp(String);

/// The last second of 9999.
const LAST: u64 = 253_402_300_799;

impl Stamp {
    pub(super) fn of(at: SystemTime) -> Result<Self, SignatureError> {
        let since = at.duration_since(UNIX_EPOCH);
        let seconds = since.map_err(|_| SignatureError::Time)?.as_secs();
        if seconds > LAST {
            return Err(SignatureError::Time);
        }
        let seconds = i64::try_from(seconds).map_err(|_| SignatureError::Time)?;
        let text = Timestamp::new(seconds, 0).to_string();
        Ok(Self(text.replace(['-', ':'], "")))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Its day: `20150830`.
    pub(super) fn day(&self) -> &str {
        self.0.split('T').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn stamp(seconds: u64) -> Result<String, SignatureError> {
        Stamp::of(UNIX_EPOCH + Duration::from_secs(seconds)).map(|stamp| stamp.0)
    }

    #[test]
    fn the_calendar_is_that_of_signatures() {
        assert_eq!(stamp(0).unwrap(), "19700101T000000Z");
        assert_eq!(stamp(1_440_938_160).unwrap(), "20150830T123600Z");
        assert_eq!(stamp(951_782_399).unwrap(), "20000228T235959Z");
        assert_eq!(stamp(LAST).unwrap(), "99991231T235959Z");
        assert_eq!(stamp(LAST + 1), Err(SignatureError::Time));
        let before = UNIX_EPOCH - Duration::from_nanos(1);
        assert_eq!(Stamp::of(before).err(), Some(SignatureError::Time));
    }

    #[test]
    fn parts_of_a_second_are_left_out() {
        let at = UNIX_EPOCH + Duration::from_millis(1_440_938_160_999);
        assert_eq!(Stamp::of(at).unwrap().as_str(), "20150830T123600Z");
        assert_eq!(Stamp::of(at).unwrap().day(), "20150830");
    }
}
