//! Credentials kept until shortly before they expire, and got anew once for everybody who waits.

#[cfg(feature = "async")]
mod asynchronous;
mod blocking;
mod kept;
#[cfg(test)]
mod tests;

#[cfg(feature = "async")]
pub use asynchronous::AsyncKeeper;
pub use blocking::Keeper;
