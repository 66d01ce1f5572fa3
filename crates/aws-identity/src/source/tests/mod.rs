//! Network sources before real servers on loopback, over both clients.

mod container;
mod crowd;
mod faults;
mod instance;
mod machine;
mod server;
mod sso;
mod sts;

use std::error::Error;
use std::time::{Duration, SystemTime};

use crate::CredentialsError;

/// In every secret that a test sends or is sent; no error may show it.
const MARK: &str = "marked";

/// 2023-11-14T22:13:20Z.
fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// Everything an error shows, of itself and of what caused it.
fn whole_text(error: &CredentialsError) -> String {
    let mut text = format!("{error}\n{error:?}");
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(&format!("\n{cause}\n{cause:?}"));
        next = cause.source();
    }
    text
}

/// What the user sees, printed; and that it has no secret.
fn assert_no_secret(case: &str, error: &CredentialsError) {
    let text = whole_text(error);
    println!("{case}:\n  {}", text.lines().next().unwrap_or_default());
    assert!(!text.contains(MARK), "{case}: {text}");
}
