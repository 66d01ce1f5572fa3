//! What a repository is made of: groups of images that were pushed together, oldest first.

use super::manifests::{base_layers, helm_chart, image, index, referrer};
use crate::rng::Rng;
use crate::store::Manifest;

const SIGNATURE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SBOM: &str = "application/spdx+json";
/// What a nightly run attaches to the release it watches.
const REPORTS: [&str; 3] = [
    "application/sarif+json",
    SBOM,
    "application/vnd.in-toto+json",
];

/// An image to be.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) manifest: Manifest,
    pub(crate) tags: Vec<String>,
    /// Whether this is a container image that a scanner would look at.
    pub(crate) is_container: bool,
    /// Whether this is one of many artifacts attached to one release over time.
    pub(crate) is_report: bool,
    /// Whether a new group of images begins here.
    pub(crate) begins_group: bool,
}

/// Grows the history of one repository.
pub(crate) struct History {
    rng: Rng,
    base: Vec<(String, u64)>,
    docker: bool,
    version: [u64; 3],
    build: u64,
    archived: usize,
    /// The release that a nightly run attaches reports to.
    watched: Option<Manifest>,
    drafts: Vec<Draft>,
}

impl History {
    /// So many of the oldest images are going to be archived; no release among them is watched.
    pub(crate) fn new(mut rng: Rng, archived: usize) -> Self {
        let base = base_layers(&mut rng);
        let docker = rng.percent(30);
        let version = [rng.below(4), rng.below(10), 0];
        Self {
            rng,
            base,
            docker,
            version,
            build: 100,
            archived,
            watched: None,
            drafts: Vec::new(),
        }
    }

    /// Exactly `count` images.
    pub(crate) fn grow(mut self, count: usize) -> Vec<Draft> {
        while self.drafts.len() < count {
            let from = self.drafts.len();
            self.add_group(count - from);
            if let Some(first) = self.drafts.get_mut(from) {
                first.begins_group = true;
            }
        }
        self.drafts
    }

    fn add_group(&mut self, room: usize) {
        match self.rng.below(100) {
            0..30 if room >= 3 => self.add_release(room),
            0..52 => {
                let tags = self.release_tags();
                self.add_image(tags);
            }
            52..70 => {
                let tags = vec![self.build_tag()];
                self.add_image(tags);
            }
            70..82 => self.add_image(Vec::new()),
            82..94 => self.add_reports(room),
            _ => self.add_chart(),
        }
    }

    /// An index with an image for each of two architectures, and what is said about it where there is room.
    fn add_release(&mut self, room: usize) {
        let amd64 = image(&mut self.rng, &self.base, self.docker);
        let arm64 = image(&mut self.rng, &self.base, self.docker);
        let whole = index(&[(&amd64, "amd64"), (&arm64, "arm64")], self.docker);
        let kinds: &[&str] = match self.rng.below(3) {
            0 if room >= 5 => &[SIGNATURE, SBOM],
            1 if room >= 4 => &[SIGNATURE],
            _ => &[],
        };
        let referrers: Vec<Manifest> = kinds
            .iter()
            .map(|kind| referrer(&mut self.rng, kind, &whole))
            .collect();
        let tags = self.release_tags();
        if self.watched.is_none() && self.drafts.len() >= self.archived {
            self.watched = Some(whole.clone());
        }
        self.push(amd64, Vec::new(), true);
        self.push(arm64, Vec::new(), true);
        self.push(whole, tags, false);
        referrers
            .into_iter()
            .for_each(|manifest| self.push(manifest, Vec::new(), false));
    }

    /// What one night's run attaches to the watched release.
    fn add_reports(&mut self, room: usize) {
        let Some(watched) = self.watched.clone() else {
            return self.add_image(Vec::new());
        };
        for kind in REPORTS.into_iter().take(room) {
            let report = referrer(&mut self.rng, kind, &watched);
            self.push(report, Vec::new(), false);
            if let Some(draft) = self.drafts.last_mut() {
                draft.is_report = true;
            }
        }
    }

    fn add_image(&mut self, tags: Vec<String>) {
        let manifest = image(&mut self.rng, &self.base, self.docker);
        self.push(manifest, tags, true);
    }

    fn add_chart(&mut self) {
        let manifest = helm_chart(&mut self.rng);
        self.build += 1;
        let tags = vec![format!(
            "chart-0.{}.{}",
            self.version.iter().sum::<u64>(),
            self.build
        )];
        self.push(manifest, tags, false);
    }

    fn push(&mut self, manifest: Manifest, tags: Vec<String>, is_container: bool) {
        self.drafts.push(Draft {
            manifest,
            tags,
            is_container,
            is_report: false,
            begins_group: false,
        });
    }

    /// The next version, and the commit it was built from.
    fn release_tags(&mut self) -> Vec<String> {
        let [major, minor, patch] = self.version;
        self.version = match self.rng.below(20) {
            0 => [major + 1, 0, 0],
            1..7 => [major, minor + 1, 0],
            _ => [major, minor, patch + 1],
        };
        let [major, minor, patch] = self.version;
        vec![format!("{major}.{minor}.{patch}"), self.rng.hex(40)]
    }

    fn build_tag(&mut self) -> String {
        self.build += self.rng.between(1, 9);
        match self.rng.below(3) {
            0 => format!("pr-{}", self.build),
            1 => format!("dev-{}", self.rng.hex(8)),
            _ => format!("build.{}", self.build),
        }
    }
}
