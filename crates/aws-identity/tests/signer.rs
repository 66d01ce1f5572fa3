//! Signers as a client uses them: keys kept, renewed when the service refuses them, and errors that can be looked into.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a helper fails the test that calls it"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use aws_identity::sign::Scope;
use aws_identity::{
    AsyncProvider, AsyncSigner, Credentials, CredentialsError, Kind, Provider, Signer,
};
use aws_transport::{AsyncSign, Bytes, Sign, SignError, Unsigned, http};

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds)
}

fn unsigned(seconds: u64, renew: Option<u64>) -> Unsigned {
    let request = http::Request::post("https://api.ecr.eu-west-1.amazonaws.com/");
    Unsigned {
        request: request.body(Bytes::from_static(b"{}")).expect("a request"),
        at: at(seconds),
        renew: renew.map(at),
    }
}

/// Gives keys number 1, 2, and then none.
#[derive(Default)]
struct Two(AtomicUsize);

impl Two {
    fn next(&self) -> Result<Credentials, CredentialsError> {
        match self.0.fetch_add(1, Ordering::SeqCst) + 1 {
            number @ (1 | 2) => {
                let keys = Credentials::new(format!("AKID{number}"), "marked-secret");
                Ok(keys.with_session_token("marked-token"))
            }
            _ => Err(CredentialsError::new(
                Kind::Expired,
                "the source",
                "it is over",
            )),
        }
    }
}

impl Provider for Two {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        self.next()
    }
}

impl AsyncProvider for Two {
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        self.next()
    }
}

type Signed = Result<http::Request<Bytes>, SignError>;

/// Two calls, one that is refused, its repetition, another call, and one that is refused again.
fn tells_a_whole_story(sign: impl Fn(Unsigned) -> Signed) {
    for (seconds, renew, key) in [
        (0, None, "AKID1"),
        (5, None, "AKID1"),
        (6, Some(5), "AKID2"),
        (7, Some(5), "AKID2"),
        (8, None, "AKID2"),
    ] {
        let signed = sign(unsigned(seconds, renew)).expect("a signature");
        let authorization = signed.headers()["authorization"].to_str().expect("text");
        let scope = format!("Credential={key}/20231114/eu-west-1/ecr/aws4_request,");
        assert!(authorization.contains(&scope), "{authorization}");
        assert!(signed.headers().contains_key("x-amz-security-token"));
        assert!(!format!("{signed:?}").contains("marked"), "{signed:?}");
    }
    let error = sign(unsigned(9, Some(8))).expect_err("no more keys");
    let inside: &CredentialsError = error.downcast_ref().expect("an error of credentials");
    assert_eq!(inside.kind(), Kind::Expired);
    assert_eq!(error.to_string(), "the source: it is over");
}

#[test]
fn a_signer_keeps_keys_and_renews_them_when_they_are_refused() {
    let signer = Signer::new(Two::default(), Scope::new("eu-west-1", "ecr"));
    tells_a_whole_story(|unsigned| signer.sign(unsigned));
    assert!(!format!("{signer:?}").contains("marked"));
}

#[test]
fn an_async_signer_does_the_same() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let signer = AsyncSigner::new(Two::default(), Scope::new("eu-west-1", "ecr"));
    tells_a_whole_story(|unsigned| runtime.block_on(signer.clone().sign(unsigned)));
    assert!(!format!("{signer:?}").contains("marked"));
}
