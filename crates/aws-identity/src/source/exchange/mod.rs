//! What the sources have in common that ask services.

mod ask;
#[cfg(any(feature = "sso", feature = "sts"))]
mod endpoint;
mod failure;
pub(super) mod json;
#[cfg(any(feature = "container", feature = "instance"))]
pub(super) mod metadata;

pub(super) use ask::{Asking, Judged};
#[cfg(any(feature = "sso", feature = "sts"))]
pub(super) use endpoint::{Place, named};
#[cfg(feature = "instance")]
pub(super) use failure::is_absent;
