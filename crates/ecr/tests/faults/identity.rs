//! Faults of identity with the signers that clients have: keys that a service refuses, keys that run out, a clock that is off.
//!
//! Whether signatures are right is judged by botocore in `tests/peers/signed_calls.py`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use ecr::client::{AsyncSign, Bytes, Retries, Sign, SignError, Signing, Unsigned, http};
use ecr::identity::sign::Scope;
use ecr::identity::{
    AsyncProvider, AsyncSigner, Credentials, CredentialsError, Kind, Provider, Signer,
};

use crate::hooks::{clock_refused, expired};
use crate::listing::{CLIENTS, PER_PAGE, Plan, all, server};
use crate::server::{Answer, Server};

const NOW: Duration = Duration::from_secs(1_700_000_000);
const AGAIN: Duration = Duration::from_secs(3600);

/// Other keys each time, each good for so much longer than the last; none after so many.
#[derive(Clone)]
struct Vault {
    asked: Arc<AtomicU32>,
    at_most: u32,
    lasts: Duration,
}

impl Vault {
    fn new(at_most: u32) -> Self {
        Self {
            asked: Arc::default(),
            at_most,
            lasts: Duration::from_secs(3 * 3600),
        }
    }

    fn get(&self) -> Result<Credentials, CredentialsError> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        if number >= self.at_most {
            let message = "the session has ended; log in again";
            return Err(CredentialsError::new(Kind::Expired, "the vault", message));
        }
        let keys = Credentials::new(format!("KEY{number}"), "marked-secret");
        let expires = SystemTime::UNIX_EPOCH + NOW + self.lasts + AGAIN * number;
        Ok(keys.with_session_token("marked-token").with_expiry(expires))
    }
}

impl Provider for Vault {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        self.get()
    }
}

impl AsyncProvider for Vault {
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        self.get()
    }
}

/// The signer of either client.
struct Signers(Signer<Vault>, AsyncSigner<Vault>);

impl Sign for Signers {
    fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError> {
        self.0.sign(unsigned)
    }
}

impl AsyncSign for Signers {
    fn sign(&self, unsigned: Unsigned) -> Signing {
        self.1.sign(unsigned)
    }
}

fn plan(server: &Server, vault: &Vault) -> Plan {
    let scope = Scope::new("eu-west-1", "ecr");
    let blocking = Signer::new(vault.clone(), scope.clone());
    let signers = Signers(blocking, AsyncSigner::new(vault.clone(), scope));
    Plan {
        signer: Arc::new(signers),
        ..Plan::new(&server.url)
    }
}

/// The key and the time that each request was signed with.
fn signed(server: &Server) -> Vec<(String, String)> {
    let seen = server.seen();
    let between = |text: &str, before: &str, after: char| {
        let text = text.split(before).nth(1).unwrap_or_default();
        text.split(after).next().unwrap_or_default().to_owned()
    };
    seen.iter()
        .map(|seen| {
            assert!(
                seen.header
                    .contains("x-amz-security-token: marked-token\r\n")
            );
            let key = between(&seen.header, "credential=", '/');
            (key, between(&seen.header, "x-amz-date: ", '\r'))
        })
        .collect()
}

#[test]
fn keys_that_the_service_refuses_in_mid_listing() {
    for (name, run) in CLIENTS {
        let server = server(|n| (n == 2).then(expired));
        let vault = Vault::new(2);
        let read = run(plan(&server, &vault));
        assert_eq!(read.seen, None, "{name}");
        assert_eq!(read.items, all(), "{name}");
        let keys: Vec<String> = signed(&server).into_iter().map(|(key, _)| key).collect();
        assert_eq!(
            keys,
            ["key0", "key0", "key0", "key1", "key1", "key1"],
            "{name}"
        );
        assert_eq!(vault.asked.load(Ordering::SeqCst), 2, "{name}");
    }
}

#[test]
fn keys_that_cannot_be_had_again() {
    for (name, run) in CLIENTS {
        let server = server(|n| (n == 2).then(expired));
        let read = run(plan(&server, &Vault::new(1)));
        let shown = read.seen.unwrap_or_default();
        let message = "the vault: the session has ended; log in again";
        assert!(shown.contains(message), "{name}: {shown}");
        assert!(!shown.contains("marked"), "{name}: {shown}");
        assert_eq!(read.items, all()[..2 * PER_PAGE], "{name}");
        let rest = run(plan(&server, &Vault::new(1)).resumed(read.resume_token));
        assert_eq!([read.items, rest.items].concat(), all(), "{name}");
    }
}

/// The keys are to be renewed from fifteen minutes before they run out, and the service asks to wait until then: four times twenty seconds.
#[test]
fn keys_that_run_out_while_a_listing_waits() {
    let busy = "HTTP/1.1 503 X\r\nretry-after: 20\r\ncontent-length: 2\r\n\r\n{}";
    for (name, run) in CLIENTS {
        let server = server(move |n| (2..6).contains(&n).then(|| Answer::Open(busy.into())));
        let vault = Vault {
            lasts: Duration::from_secs(15 * 60 + 70),
            ..Vault::new(2)
        };
        let read = run(plan(&server, &vault).with_retries(Retries::standard().with_attempts(9)));
        assert_eq!(read.seen, None, "{name}");
        assert_eq!(read.items, all(), "{name}");
        let signed = signed(&server);
        let keys: Vec<&str> = signed.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(
            keys,
            [["key0"; 6].as_slice(), &["key1"; 3]].concat(),
            "{name}"
        );
    }
}

#[test]
fn a_clock_an_hour_off() {
    for (name, run) in CLIENTS {
        let server = server(|n| (n == 0).then(clock_refused));
        let read = run(plan(&server, &Vault::new(1)));
        assert_eq!(read.seen, None, "{name}");
        assert_eq!(read.items, all(), "{name}");
        let times: Vec<String> = signed(&server).into_iter().map(|(_, time)| time).collect();
        assert_eq!(times[0], "20231114t221320z", "{name}");
        assert_eq!(times[1..], ["20231114t231320z"; 5], "{name}");
    }
}
