//! The token of a sign-in, renewed shortly before it expires.

use std::time::Duration;

use aws_transport::http::HeaderValue;

use super::super::time;
use super::cache::{self, Cached};
use super::{SignIn, oidc};
use crate::{CredentialsError, Machine};

/// In so much time before its end a token is renewed.
const WINDOW: Duration = Duration::from_secs(15 * 60);

/// A token that is good, as the portal's header wants it.
pub(super) async fn current(
    machine: &dyn Machine,
    sign_in: &SignIn,
) -> Result<HeaderValue, CredentialsError> {
    let mut cached = cache::load(machine, sign_in)?;
    let mut failed = None;
    if left(machine, &cached) < WINDOW && is_renewable(machine, sign_in, &cached) {
        failed = renew(machine, sign_in, &mut cached).await.err();
    }
    if !left(machine, &cached).is_zero() {
        return header(sign_in, &cached);
    }
    let expired = sign_in.expired("it has expired");
    Err(match failed {
        Some(error) => expired.because(error),
        None => expired,
    })
}

async fn renew(
    machine: &dyn Machine,
    sign_in: &SignIn,
    cached: &mut Cached,
) -> Result<(), CredentialsError> {
    let error = match oidc::renew(machine, sign_in, cached).await {
        Ok(renewed) => {
            cached.renew(renewed);
            cached.save(machine);
            return Ok(());
        }
        Err(error) => error,
    };
    // Another process may have used up the token that renews; its new one is in the file then.
    match cache::load(machine, sign_in) {
        Ok(theirs) if theirs.expires > cached.expires => {
            *cached = theirs;
            Ok(())
        }
        _ => Err(error),
    }
}

fn left(machine: &dyn Machine, cached: &Cached) -> Duration {
    let left = cached.expires.duration_since(machine.now());
    left.unwrap_or_default()
}

/// Whether the file has what it takes, and the AWS CLI's registration, with which it signed in, is still good.
fn is_renewable(machine: &dyn Machine, sign_in: &SignIn, cached: &Cached) -> bool {
    let has_all = ["refreshToken", "clientId", "clientSecret"]
        .iter()
        .all(|name| cached.text(name).is_some());
    let until = cached.text("registrationExpiresAt").and_then(time::parse);
    sign_in.session.is_some() && has_all && until.is_some_and(|until| until > machine.now())
}

fn header(sign_in: &SignIn, cached: &Cached) -> Result<HeaderValue, CredentialsError> {
    let token = cached.text("accessToken").unwrap_or_default();
    let mut header = HeaderValue::from_str(token)
        .map_err(|_| sign_in.unreadable("its token cannot stand in a header"))?;
    header.set_sensitive(true);
    Ok(header)
}
