//! Scans of images. Findings are worked out when somebody asks for them; a scan keeps only their numbers.

use crate::json::Object;
use crate::moment::Moment;

/// The severities, worst first.
pub(crate) const SEVERITIES: [&str; 6] = [
    "CRITICAL",
    "HIGH",
    "MEDIUM",
    "LOW",
    "INFORMATIONAL",
    "UNDEFINED",
];

/// How many findings of each severity, in the order of [`SEVERITIES`].
pub(crate) type Counts = [u32; 6];

/// The state of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ScanStatus {
    InProgress,
    Complete,
    Failed,
    UnsupportedImage,
    Active,
    Pending,
    EligibilityExpired,
    FindingsUnavailable,
    LimitExceeded,
    ImageArchived,
    ImageSizeExceeded,
}

impl ScanStatus {
    /// The spelling on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Complete => "COMPLETE",
            Self::Failed => "FAILED",
            Self::UnsupportedImage => "UNSUPPORTED_IMAGE",
            Self::Active => "ACTIVE",
            Self::Pending => "PENDING",
            Self::EligibilityExpired => "SCAN_ELIGIBILITY_EXPIRED",
            Self::FindingsUnavailable => "FINDINGS_UNAVAILABLE",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::ImageArchived => "IMAGE_ARCHIVED",
            Self::ImageSizeExceeded => "IMAGE_SIZE_EXCEEDED",
        }
    }

    /// What the status means, in a sentence.
    pub(crate) fn description(self) -> &'static str {
        match self {
            Self::InProgress => "The image is being scanned.",
            Self::Complete => "The image was scanned; these are the findings.",
            Self::Failed => "The scan broke off. Start it again.",
            Self::UnsupportedImage => "The scanner does not know this kind of image.",
            Self::Active => "The image is watched, and scanned again when a source changes.",
            Self::Pending => "The scan waits for its turn.",
            Self::EligibilityExpired => {
                "The image is too old to be watched; these are the last findings."
            }
            Self::FindingsUnavailable => "The findings cannot be reached now.",
            Self::LimitExceeded => "The image was scanned too often today.",
            Self::ImageArchived => "The image is archived, and not scanned.",
            Self::ImageSizeExceeded => "The image is too large to be scanned.",
        }
    }

    /// Whether findings go with the status.
    pub(crate) fn has_findings(self) -> bool {
        matches!(
            self,
            Self::Complete | Self::Active | Self::EligibilityExpired
        )
    }
}

/// The scan of one image.
#[derive(Clone, Debug)]
pub(crate) struct Scan {
    pub(crate) status: ScanStatus,
    pub(crate) completed_at: Moment,
    pub(crate) source_updated_at: Moment,
    /// Findings of a basic scan.
    pub(crate) basic: Counts,
    /// Findings of an enhanced scan.
    pub(crate) enhanced: Counts,
    /// Whether the image's own description tells of the scan too; the service's newer basic scans do without.
    pub(crate) in_summary: bool,
}

impl Scan {
    /// How many findings of each severity there are, worst first; severities without any are left out.
    fn severity_counts(&self) -> impl Iterator<Item = (&'static str, u32)> {
        let totals = self
            .basic
            .iter()
            .zip(self.enhanced)
            .map(|(basic, enhanced)| basic + enhanced);
        SEVERITIES
            .into_iter()
            .zip(totals)
            .filter(|(_, total)| *total > 0)
    }

    /// Writes the members of an `imageScanStatus`.
    pub(crate) fn write_status(&self, o: &mut Object<'_>) {
        o.text("status", self.status.as_str());
        o.text("description", self.status.description());
    }

    /// Writes when the scan was done and how much it found.
    pub(crate) fn write_summary(&self, o: &mut Object<'_>) {
        o.moment("imageScanCompletedAt", self.completed_at);
        o.moment("vulnerabilitySourceUpdatedAt", self.source_updated_at);
        o.object("findingSeverityCounts", |o| {
            self.severity_counts()
                .for_each(|(severity, count)| o.plain(severity, count));
        });
    }
}
