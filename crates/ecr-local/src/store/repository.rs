//! A repository and its images.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::image::check_tag;
use super::{Copy, Image, ImageId, Manifest, PreviewStatus};
use crate::json::{Object, write_object};
use crate::moment::Moment;
use crate::seed::Plan;
use crate::service_error::ServiceError;

/// More images than the service allows in a repository by default.
const MOST_IMAGES: usize = 1_000_000;

/// A repository.
#[derive(Clone, Debug)]
pub(crate) struct Repository {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) uri: String,
    pub(crate) registry: String,
    region: String,
    pub(crate) created_at: Moment,
    pub(crate) tag_rule: TagRule,
    pub(crate) scan_on_push: bool,
    pub(crate) encryption: Encryption,
    /// How far the preview of a lifecycle policy got, if one was begun.
    pub(crate) preview: Option<PreviewStatus>,
    /// Seeded images come into being when somebody looks.
    images: Option<Images>,
}

/// Which tags may move: all or none, with exceptions.
#[derive(Clone, Debug, Default)]
pub(crate) struct TagRule {
    pub(crate) immutable: bool,
    pub(crate) exceptions: Vec<ExclusionFilter>,
}

impl TagRule {
    /// The spelling on the wire.
    pub(crate) fn as_str(&self) -> &'static str {
        match (self.immutable, self.exceptions.is_empty()) {
            (false, true) => "MUTABLE",
            (true, true) => "IMMUTABLE",
            (false, false) => "MUTABLE_WITH_EXCLUSION",
            (true, false) => "IMMUTABLE_WITH_EXCLUSION",
        }
    }

    /// Whether a tag may move from one image to another.
    pub(crate) fn may_move(&self, tag: &str) -> bool {
        let excepted = self.exceptions.iter().any(|filter| filter.matches(tag));
        self.immutable == excepted
    }

    /// Writes the members that tell of the rule.
    pub(crate) fn write(&self, o: &mut Object<'_>) {
        o.text("imageTagMutability", self.as_str());
        if self.exceptions.is_empty() {
            return;
        }
        let filters = "imageTagMutabilityExclusionFilters";
        o.list(filters, &self.exceptions, |out, filter| {
            write_object(out, |o| {
                o.text("filterType", "WILDCARD");
                o.text("filter", &filter.0);
            });
        });
    }
}

/// A pattern for tags, with `*` for any run of characters.
#[derive(Clone, Debug)]
pub(crate) struct ExclusionFilter(String);

impl ExclusionFilter {
    pub(crate) fn new(pattern: &str) -> Self {
        Self(pattern.into())
    }

    fn matches(&self, tag: &str) -> bool {
        let Some((head, rest)) = self.0.split_once('*') else {
            return self.0 == tag;
        };
        let (middle, tail) = rest
            .rsplit_once('*')
            .map_or((None, rest), |(middle, tail)| (Some(middle), tail));
        let Some(tag) = tag
            .strip_prefix(head)
            .and_then(|tag| tag.strip_suffix(tail))
        else {
            return false;
        };
        let mut left = Some(tag);
        for part in middle.into_iter().flat_map(|middle| middle.split('*')) {
            left = left
                .and_then(|left| left.split_once(part))
                .map(|(_, after)| after);
        }
        left.is_some()
    }
}

/// How a repository is encrypted.
#[derive(Clone, Debug)]
pub(crate) struct Encryption {
    pub(crate) kind: String,
    pub(crate) kms_key: Option<String>,
}

impl Encryption {
    pub(crate) fn aes256() -> Self {
        Self {
            kind: "AES256".into(),
            kms_key: None,
        }
    }

    /// Writes the member `encryptionConfiguration`.
    pub(crate) fn write(&self, o: &mut Object<'_>) {
        o.object("encryptionConfiguration", |o| {
            o.text("encryptionType", &self.kind);
            o.maybe_text("kmsKey", self.kms_key.as_deref());
        });
    }
}

impl Repository {
    /// A repository whose images the plan gives at the first look.
    pub(crate) fn seeded(name: &str, registry: &str, region: &str, created_at: Moment) -> Self {
        Self {
            name: name.into(),
            arn: format!("arn:aws:ecr:{region}:{registry}:repository/{name}"),
            uri: format!("{registry}.dkr.ecr.{region}.amazonaws.com/{name}"),
            registry: registry.into(),
            region: region.into(),
            created_at,
            tag_rule: TagRule::default(),
            scan_on_push: false,
            encryption: Encryption::aes256(),
            preview: None,
            images: None,
        }
    }

    /// A repository without images.
    pub(crate) fn empty(name: &str, registry: &str, region: &str, created_at: Moment) -> Self {
        Self {
            images: Some(Images::default()),
            ..Self::seeded(name, registry, region, created_at)
        }
    }

    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    /// Writes the members of a `Repository`.
    pub(crate) fn write(&self, o: &mut Object<'_>) {
        o.text("repositoryArn", &self.arn);
        o.text("registryId", &self.registry);
        o.text("repositoryName", &self.name);
        o.text("repositoryUri", &self.uri);
        o.moment("createdAt", self.created_at);
        self.tag_rule.write(o);
        o.object("imageScanningConfiguration", |o| {
            o.plain("scanOnPush", self.scan_on_push);
        });
        self.encryption.write(o);
    }

    /// Puts the seeded images in place, the first time.
    pub(crate) fn fill(&mut self, plan: &Plan) {
        if self.images.is_none() {
            self.images = Some(plan.images(self));
        }
    }

    /// The images; none before [`fill`](Self::fill).
    pub(crate) fn images(&self) -> Option<&Images> {
        self.images.as_ref()
    }

    /// Each image under each of its tags, or untagged, from a digest on.
    pub(crate) fn copies(&self, digest: &str) -> impl Iterator<Item = Copy<'_>> + use<'_> {
        let images = self.images.as_ref().into_iter();
        let images: Vec<&Image> = images
            .flat_map(|images| images.from(digest))
            .map(|(_, image)| image)
            .collect();
        images.into_iter().flat_map(move |image| {
            let untagged = image.tags.is_empty().then_some(None);
            let tags = image.tags.iter().map(|tag| Some(tag.as_str()));
            untagged.into_iter().chain(tags).map(move |tag| Copy {
                repository: self,
                image,
                tag,
            })
        })
    }

    /// The image an identifier names.
    ///
    /// # Errors
    ///
    /// `ImageNotFoundException` where there is none, or where tag and digest name two.
    pub(crate) fn image(&self, id: ImageId<'_>) -> Result<&Image, ServiceError> {
        let found = self.images.as_ref().and_then(|images| images.find(id));
        found.ok_or_else(|| {
            let message = format!("Repository '{}' has no image with {id}", self.name);
            ServiceError::new("ImageNotFoundException", message)
        })
    }

    /// Takes in an image under a tag, which moves to it if it may.
    ///
    /// # Errors
    ///
    /// `ImageAlreadyExistsException` where nothing would change, `ImageTagAlreadyExistsException` where the tag may not
    /// move, `LimitExceededException` where the repository is full.
    pub(crate) fn put(
        &mut self,
        manifest: Manifest,
        tag: Option<&str>,
        at: Moment,
    ) -> Result<&mut Image, ServiceError> {
        let images = self.images.get_or_insert_default();
        let known = images.by_digest.contains_key(&manifest.digest);
        let holder = tag.and_then(|tag| images.by_tag.get(tag));
        if known && (tag.is_none() || holder == Some(&manifest.digest)) {
            return Err(already_exists(&manifest, tag, &self.name));
        }
        if let Some(tag) = tag {
            check_tag(tag)?;
            if holder.is_some() && !self.tag_rule.may_move(tag) {
                return Err(tag_already_exists(tag, &self.name));
            }
        }
        if images.by_digest.len() >= MOST_IMAGES {
            return Err(ServiceError::new(
                "LimitExceededException",
                format!("Repository '{}' is full", self.name),
            ));
        }
        Ok(images.insert(Image::pushed(manifest, at), tag))
    }
}

fn already_exists(manifest: &Manifest, tag: Option<&str>, repository: &str) -> ServiceError {
    let id = ImageId {
        digest: Some(&manifest.digest),
        tag,
    };
    let message = format!("Repository '{repository}' already has the image with {id}");
    ServiceError::new("ImageAlreadyExistsException", message)
}

fn tag_already_exists(tag: &str, repository: &str) -> ServiceError {
    let message =
        format!("The tag '{tag}' is taken in repository '{repository}', whose tags do not move");
    ServiceError::new("ImageTagAlreadyExistsException", message)
}

/// Images by digest, which is the order they are listed in, and the digests of tags.
#[derive(Clone, Debug, Default)]
pub(crate) struct Images {
    by_digest: BTreeMap<String, Image>,
    by_tag: BTreeMap<String, String>,
}

impl Images {
    /// Adds an image or finds it, and gives it the tag, taken from whatever image has it.
    pub(crate) fn insert(&mut self, image: Image, tag: Option<&str>) -> &mut Image {
        let digest = image.manifest.digest.clone();
        if let Some(tag) = tag {
            let before = self.by_tag.insert(tag.into(), digest.clone());
            if let Some(image) = before.and_then(|before| self.by_digest.get_mut(&before)) {
                image.tags.remove(tag);
            }
        }
        let image = self.by_digest.entry(digest).or_insert(image);
        image.tags.extend(tag.map(str::to_owned));
        image
    }

    pub(crate) fn find(&self, id: ImageId<'_>) -> Option<&Image> {
        let tagged = match id.tag {
            Some(tag) => Some(self.by_tag.get(tag)?.as_str()),
            None => None,
        };
        match (id.digest, tagged) {
            (Some(digest), Some(tagged)) if digest != tagged => None,
            (digest, tagged) => self.by_digest.get(digest.or(tagged)?),
        }
    }

    /// The images behind a digest, in the order of digests.
    pub(crate) fn after(&self, digest: &str) -> impl Iterator<Item = (&String, &Image)> {
        self.by_digest
            .range::<str, _>((Bound::Excluded(digest), Bound::Unbounded))
    }

    /// The images from a digest on, in the order of digests.
    pub(crate) fn from(&self, digest: &str) -> impl Iterator<Item = (&String, &Image)> {
        self.by_digest
            .range::<str, _>((Bound::Included(digest), Bound::Unbounded))
    }
}

#[cfg(test)]
mod tests {
    use super::{ExclusionFilter, TagRule};

    #[test]
    fn filters_match_whole_tags() {
        let matches = |filter: &str, tag| ExclusionFilter::new(filter).matches(tag);
        for (filter, tag) in [
            ("latest", "latest"),
            ("*", ""),
            ("v*", "v1"),
            ("*-rc", "1-rc"),
            ("a*b*c*d", "a-b-c-d"),
        ] {
            assert!(matches(filter, tag), "{filter} {tag}");
        }
        for (filter, tag) in [
            ("latest", "latest2"),
            ("v*", "1v"),
            ("ab*ba", "aba"),
            ("a*b*c*d", "a-c-b-d"),
            ("*x*", "y"),
        ] {
            assert!(!matches(filter, tag), "{filter} {tag}");
        }
    }

    #[test]
    fn exceptions_turn_the_rule_round() {
        let rule = |immutable| TagRule {
            immutable,
            exceptions: vec![ExclusionFilter::new("v*")],
        };
        assert!(rule(true).may_move("v1") && !rule(true).may_move("latest"));
        assert!(!rule(false).may_move("v1") && rule(false).may_move("latest"));
        assert_eq!(rule(true).as_str(), "IMMUTABLE_WITH_EXCLUSION");
        assert_eq!(TagRule::default().as_str(), "MUTABLE");
        assert!(TagRule::default().may_move("latest"));
    }
}
