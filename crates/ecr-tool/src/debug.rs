//! `--debug`: what goes out and comes back, on standard error.

use std::io;

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Whose events are shown.
const SHOWN: [&str; 3] = ["ecr", "aws_transport", "aws_identity"];

/// Tells of each request and response from now on.
///
/// Bodies of sensitive operations and all headers that may carry a secret are left out where the events are made.
pub(crate) fn watch() {
    let shown = SHOWN.map(|target| (target, Level::DEBUG));
    let told = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let told = tracing_subscriber::registry()
        .with(Targets::new().with_targets(shown))
        .with(told);
    // Where something watches already, it goes on.
    let _ = told.try_init();
}
