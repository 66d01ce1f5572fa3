//! Where credentials come from: each source is written once, without I/O of its own.

#[cfg(feature = "container")]
pub(crate) mod container;
#[cfg(feature = "instance")]
pub(crate) mod instance;
#[cfg(feature = "sso")]
pub(crate) mod sso;
#[cfg(feature = "sts")]
pub(crate) mod sts;
