//! Findings of a scan. They are the same whenever they are asked for, since they grow from the image's digest.

use super::{DAY_MILLIS, uuid};
use crate::json::{Object, write_object};
use crate::moment::Moment;
use crate::rng::Rng;
use crate::store::{Counts, Image, Repository, SEVERITIES, Scan};

const PACKAGES: [&str; 14] = [
    "openssl", "zlib", "curl", "glibc", "busybox", "libxml2", "expat", "sqlite", "krb5", "ncurses",
    "perl", "python3", "tar", "systemd",
];
const FLAWS: [&str; 6] = [
    "reads beyond the end of a buffer",
    "frees memory twice",
    "trusts the length a peer sends",
    "follows links out of its folder",
    "compares secrets in varying time",
    "does not bound what it decompresses",
];
const VECTORS: [&str; 4] = [
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
    "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N",
    "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:N",
];

/// One finding, not yet worked out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding {
    pub(crate) is_enhanced: bool,
    severity: usize,
    ordinal: u32,
}

/// All findings in the order they are listed in: basic before enhanced, then worst first.
pub(crate) fn findings(scan: &Scan) -> impl Iterator<Item = Finding> {
    of_kind(false, scan.basic).chain(of_kind(true, scan.enhanced))
}

fn of_kind(is_enhanced: bool, counts: Counts) -> impl Iterator<Item = Finding> {
    let severities = counts
        .into_iter()
        .enumerate()
        .flat_map(|(severity, count)| (0..count).map(move |_| severity));
    severities.zip(0..).map(move |(severity, ordinal)| Finding {
        is_enhanced,
        severity,
        ordinal,
    })
}

impl Finding {
    /// Sorts as the list does.
    pub(crate) fn key(self) -> String {
        format!("{}{:010}", u8::from(self.is_enhanced), self.ordinal)
    }

    /// Appends the finding as an object.
    pub(crate) fn write(self, out: &mut String, repository: &Repository, image: &Image) {
        let facts = Facts::new(self, &image.manifest.digest);
        write_object(out, |o| match self.is_enhanced {
            true => facts.write_enhanced(o, repository, image),
            false => facts.write_basic(o),
        });
    }
}

/// A finding worked out.
struct Facts {
    rng: Rng,
    cve: String,
    year: u64,
    package: &'static str,
    version: String,
    fixed: Option<String>,
    flaw: &'static str,
    severity: &'static str,
    score: f64,
    vector: &'static str,
}

impl Facts {
    fn new(finding: Finding, digest: &str) -> Self {
        let mut rng = Rng::new(u64::from(finding.ordinal), digest);
        let year = rng.between(2017, 2026);
        // The ordinal makes numbers differ within one image.
        let number = rng.between(1, 49) * 1_000 + u64::from(finding.ordinal);
        let [major, minor, patch] = [rng.below(9), rng.below(20), rng.below(30)];
        let least = [90, 70, 40, 10, 1, 0]
            .get(finding.severity)
            .copied()
            .unwrap_or_default();
        Self {
            cve: format!("CVE-{year}-{number:05}"),
            year,
            package: rng.word(&PACKAGES),
            version: format!("{major}.{minor}.{patch}"),
            fixed: rng
                .percent(70)
                .then(|| format!("{major}.{minor}.{}", patch + 1)),
            flaw: rng.word(&FLAWS),
            severity: SEVERITIES
                .get(finding.severity)
                .copied()
                .unwrap_or("UNDEFINED"),
            score: (least + rng.below(10)) as f64 / 10.0,
            vector: rng.word(&VECTORS),
            rng,
        }
    }

    fn description(&self) -> String {
        format!(
            "In versions before the next patch, {} {}.",
            self.package, self.flaw
        )
    }

    fn url(&self) -> String {
        format!("https://security.example/{}", self.cve)
    }

    fn write_basic(&self, o: &mut Object<'_>) {
        o.text("name", &self.cve);
        o.text("description", &self.description());
        o.text("uri", &self.url());
        o.text("severity", self.severity);
        let score = self.score.to_string();
        let attributes = [
            ("package_name", self.package),
            ("package_version", &self.version),
            ("CVSS3_VECTOR", self.vector),
            ("CVSS3_SCORE", &score),
        ];
        o.list("attributes", attributes, |out, (key, value)| {
            write_object(out, |o| {
                o.text("key", key);
                o.text("value", value);
            });
        });
    }

    fn write_enhanced(mut self, o: &mut Object<'_>, repository: &Repository, image: &Image) {
        let first_seen = image
            .pushed_at
            .plus_millis(self.rng.below(DAY_MILLIS) as i64);
        let last_seen = first_seen.plus_millis(self.rng.below(30 * DAY_MILLIS) as i64);
        let registry = &repository.registry;
        let number = uuid(&mut self.rng);
        o.text("awsAccountId", registry);
        o.text("description", &self.description());
        o.text(
            "findingArn",
            &format!(
                "arn:aws:inspector2:{}:{registry}:finding/{number}",
                repository.region()
            ),
        );
        o.moment("firstObservedAt", first_seen);
        o.moment("lastObservedAt", last_seen);
        o.object("packageVulnerabilityDetails", |o| {
            self.write_package(o, first_seen);
        });
        o.object("remediation", |o| self.write_remediation(o));
        o.list("resources", [()], |out, ()| {
            write_object(out, |o| self.write_resource(o, repository, image));
        });
        o.plain("score", self.score);
        o.object("scoreDetails", |o| {
            o.object("cvss", |o| self.write_score(o));
        });
        o.text("severity", self.severity);
        o.text("status", "ACTIVE");
        o.text("title", &format!("{} - {}", self.cve, self.package));
        o.text("type", "PACKAGE_VULNERABILITY");
        o.moment("updatedAt", last_seen);
        o.text(
            "fixAvailable",
            if self.fixed.is_some() { "YES" } else { "NO" },
        );
        o.text(
            "exploitAvailable",
            if self.score >= 9.0 { "YES" } else { "NO" },
        );
    }

    fn write_package(&self, o: &mut Object<'_>, first_seen: Moment) {
        o.list("cvss", [()], |out, ()| {
            write_object(out, |o| {
                o.plain("baseScore", self.score);
                o.text("scoringVector", self.vector);
                o.text("source", "NVD");
                o.text("version", "3.1");
            });
        });
        o.texts("referenceUrls", [self.url().as_str()]);
        o.texts("relatedVulnerabilities", []);
        o.text("source", "NVD");
        o.text("sourceUrl", &self.url());
        o.moment(
            "vendorCreatedAt",
            first_seen.plus_millis(-(((2027 - self.year) * DAY_MILLIS) as i64)),
        );
        o.text("vendorSeverity", self.severity);
        o.text("vulnerabilityId", &self.cve);
        o.list("vulnerablePackages", [()], |out, ()| {
            write_object(out, |o| {
                o.text("arch", "X86_64");
                o.plain("epoch", 0);
                o.text("name", self.package);
                o.text("packageManager", "OS");
                o.text("version", &self.version);
                o.maybe_text("fixedInVersion", self.fixed.as_deref());
            });
        });
    }

    fn write_remediation(&self, o: &mut Object<'_>) {
        let text = match &self.fixed {
            Some(fixed) => format!("Update {} to {fixed}.", self.package),
            None => "No fix is known yet.".into(),
        };
        o.object("recommendation", |o| o.text("text", &text));
    }

    fn write_resource(&self, o: &mut Object<'_>, repository: &Repository, image: &Image) {
        o.object("details", |o| {
            o.object("awsEcrContainerImage", |o| {
                o.text("architecture", "amd64");
                o.text("imageHash", &image.manifest.digest);
                o.texts("imageTags", image.tags.iter().map(String::as_str));
                o.text("platform", "ALPINE_LINUX_3_20");
                o.moment("pushedAt", image.pushed_at);
                o.text("registry", &repository.registry);
                o.text("repositoryName", &repository.name);
            });
        });
        o.text(
            "id",
            &format!("{}/{}", repository.arn, image.manifest.digest),
        );
        o.object("tags", |_| ());
        o.text("type", "AWS_ECR_CONTAINER_IMAGE");
    }

    fn write_score(&self, o: &mut Object<'_>) {
        o.list("adjustments", [(); 0], |_, ()| ());
        o.plain("score", self.score);
        o.text("scoreSource", "NVD");
        o.text("scoringVector", self.vector);
        o.text("version", "3.1");
    }
}
