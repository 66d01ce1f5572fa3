//! Where credentials come from: each source is written once, without I/O of its own.

#[cfg(feature = "container")]
pub(crate) mod container;
pub(crate) mod environment;
#[cfg(any(
    feature = "container",
    feature = "instance",
    feature = "sso",
    feature = "sts"
))]
mod exchange;
#[cfg(feature = "instance")]
pub(crate) mod instance;
pub(crate) mod keys;
#[cfg(feature = "process")]
pub(crate) mod process;
#[cfg(feature = "sso")]
pub(crate) mod sso;
#[cfg(feature = "sts")]
pub(crate) mod sts;
#[cfg(test)]
mod tests;
mod time;
