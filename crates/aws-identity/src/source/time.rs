//! Times in answers and files.

use std::time::{Duration, SystemTime};

use smithy_wire::Timestamp;

/// Reads RFC 3339; the AWS CLI once wrote `UTC` for `Z`.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    let old = text.strip_suffix("UTC").map(|text| format!("{text}Z"));
    let timestamp: Timestamp = old.as_deref().unwrap_or(text).parse().ok()?;
    let since = Duration::new(
        u64::try_from(timestamp.seconds()).ok()?,
        timestamp.subsec_nanos(),
    );
    SystemTime::UNIX_EPOCH.checked_add(since)
}
