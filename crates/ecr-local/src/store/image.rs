//! An image, and how requests name one.

use std::collections::BTreeSet;

use super::{Manifest, Scan};
use crate::input::Input;
use crate::json::Object;
use crate::moment::Moment;
use crate::service_error::ServiceError;

/// Where an image is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ImageStatus {
    Active,
    Archived,
    Activating,
}

impl ImageStatus {
    /// The spelling on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Archived => "ARCHIVED",
            Self::Activating => "ACTIVATING",
        }
    }
}

/// An image: anything with a manifest.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    pub(crate) manifest: Manifest,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) pushed_at: Moment,
    pub(crate) last_pulled_at: Option<Moment>,
    pub(crate) status: ImageStatus,
    pub(crate) archived_at: Option<Moment>,
    pub(crate) activated_at: Option<Moment>,
    pub(crate) scan: Option<Scan>,
}

impl Image {
    /// An image just pushed, without tags.
    pub(crate) fn pushed(manifest: Manifest, pushed_at: Moment) -> Self {
        Self {
            manifest,
            tags: BTreeSet::new(),
            pushed_at,
            last_pulled_at: None,
            status: ImageStatus::Active,
            archived_at: None,
            activated_at: None,
            scan: None,
        }
    }
}

/// Which images a listing shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImageFilter<'a> {
    tag_status: &'a str,
    image_status: &'a str,
}

impl<'a> ImageFilter<'a> {
    /// Every image, the archived ones too.
    pub(crate) fn any() -> Self {
        Self {
            tag_status: "ANY",
            image_status: "ANY",
        }
    }

    /// Reads `filter`. Where it says nothing of the image's status, active images alone are shown.
    pub(crate) fn read(input: Input<'a>) -> Self {
        let filter = input.object("filter");
        let member = |name| filter.and_then(|filter| filter.text(name));
        Self {
            tag_status: member("tagStatus").unwrap_or("ANY"),
            image_status: member("imageStatus").unwrap_or("ACTIVE"),
        }
    }

    /// Reads what `filter` says of tags; images of any status are shown.
    pub(crate) fn of_tags(input: Input<'a>) -> Self {
        Self {
            image_status: "ANY",
            ..Self::read(input)
        }
    }

    pub(crate) fn admits(self, image: &Image) -> bool {
        let tag_status = if image.tags.is_empty() {
            "UNTAGGED"
        } else {
            "TAGGED"
        };
        let fits = |wanted: &str, is: &str| wanted == "ANY" || wanted == is;
        fits(self.tag_status, tag_status) && fits(self.image_status, image.status.as_str())
    }
}

/// An image as requests name it: by digest, by tag, or by both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ImageId<'a> {
    pub(crate) digest: Option<&'a str>,
    pub(crate) tag: Option<&'a str>,
}

impl<'a> ImageId<'a> {
    /// Reads an identifier.
    ///
    /// # Errors
    ///
    /// `InvalidParameterException` where it names nothing, or a digest that cannot be one.
    pub(crate) fn read(input: Input<'a>) -> Result<Self, ServiceError> {
        let id = Self {
            digest: input.text("imageDigest"),
            tag: input.text("imageTag"),
        };
        if id.digest.is_none() && id.tag.is_none() {
            return Err(ServiceError::invalid_parameter(
                "An image is named by 'imageDigest' or 'imageTag'",
            ));
        }
        if let Some(digest) = id.digest {
            check_digest(digest)?;
        }
        Ok(id)
    }

    /// Writes the identifier's members.
    pub(crate) fn write(self, o: &mut Object<'_>) {
        o.maybe_text("imageDigest", self.digest);
        o.maybe_text("imageTag", self.tag);
    }
}

impl std::fmt::Display for ImageId<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.digest, self.tag) {
            (Some(digest), Some(tag)) => write!(f, "digest {digest} and tag '{tag}'"),
            (Some(digest), None) => write!(f, "digest {digest}"),
            (None, tag) => write!(f, "tag '{}'", tag.unwrap_or_default()),
        }
    }
}

/// The model says nothing of a digest's form; the service refuses what is not `ALGORITHM:HEX`.
pub(crate) fn check_digest(digest: &str) -> Result<(), ServiceError> {
    let fits = digest.split_once(':').is_some_and(|(algorithm, hex)| {
        let algorithm_fits = algorithm
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_+.".contains(&byte));
        !algorithm.is_empty()
            && algorithm_fits
            && !hex.is_empty()
            && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if fits {
        Ok(())
    } else {
        Err(ServiceError::invalid_parameter(
            "'imageDigest' is not of the form ALGORITHM:HEX",
        ))
    }
}

/// The model allows any text of up to 300 characters as a tag; the service takes what registries everywhere do.
pub(crate) fn check_tag(tag: &str) -> Result<(), ServiceError> {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let first_fits = tag
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if first_fits && tag.len() <= 128 && tag.bytes().all(inner) {
        Ok(())
    } else {
        Err(ServiceError::invalid_parameter(
            "'imageTag' must begin with a letter, a digit or '_' and go on with these, '.' and '-', 128 in all",
        ))
    }
}
