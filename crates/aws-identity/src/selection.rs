//! What a caller chooses before the environment and the files are asked.

/// A profile and a region that were asked for by name, as by `--profile` and `--region`.
///
/// Without them the environment and the files decide.
///
/// # Example: what two options said
///
/// ```
/// use aws_identity::Selection;
///
/// let selection = Selection::new().with_profile("dev").with_region("eu-west-1");
/// assert_eq!(selection.profile(), Some("dev"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    profile: Option<String>,
    region: Option<String>,
}

impl Selection {
    /// Nothing is chosen.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a profile; it has to exist, and keys in the environment no longer count.
    ///
    /// An empty name chooses nothing.
    #[must_use]
    pub fn with_profile(self, name: impl Into<String>) -> Self {
        Self {
            profile: some(name.into()),
            ..self
        }
    }

    /// The same with a region, which goes before every other; an empty name chooses nothing.
    #[must_use]
    pub fn with_region(self, name: impl Into<String>) -> Self {
        Self {
            region: some(name.into()),
            ..self
        }
    }

    /// The profile that was chosen.
    #[must_use]
    pub fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The region that was chosen.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
