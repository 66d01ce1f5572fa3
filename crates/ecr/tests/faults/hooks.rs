//! Faults of identity: what the signer is asked for, and what the user sees where it cannot help.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ecr::client::{AsyncSign, Bytes, Sign, SignError, Signing, Unsigned, http};

use crate::listing::{CLIENTS, PER_PAGE, Plan, all, server};
use crate::server::{Answer, whole};

/// Signs with a token of which there is a new one at every renewal, as long as there is one.
#[derive(Default)]
struct Renewing {
    renewals: Mutex<usize>,
    times: Mutex<Vec<SystemTime>>,
    at_most: usize,
}

impl Renewing {
    fn new(at_most: usize) -> Arc<Self> {
        Arc::new(Self {
            at_most,
            ..Self::default()
        })
    }
}

impl Sign for Renewing {
    fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError> {
        let mut renewals = self.renewals.lock().expect("no panic");
        *renewals += usize::from(unsigned.renew.is_some());
        if *renewals > self.at_most {
            return Err(SignError::new("the session has ended; log in again"));
        }
        self.times.lock().expect("no panic").push(unsigned.at);
        let mut request = unsigned.request;
        let value = format!("token-{renewals}").parse().expect("a value");
        request.headers_mut().insert("x-amz-security-token", value);
        Ok(request)
    }
}

impl AsyncSign for Renewing {
    fn sign(&self, unsigned: Unsigned) -> Signing {
        Box::pin(std::future::ready(Sign::sign(self, unsigned)))
    }
}

pub(crate) fn expired() -> Answer {
    let body = r#"{"__type":"ExpiredTokenException","message":"The security token has expired"}"#;
    Answer::Open(whole(403, body))
}

#[test]
fn credentials_expiring_in_mid_listing() {
    for (name, run) in CLIENTS {
        let server = server(|n| (n == 2).then(expired));
        let signer = Renewing::new(1);
        let read = run(Plan {
            signer: signer.clone(),
            ..Plan::new(&server.url)
        });
        assert_eq!(read.seen, None, "{name}");
        assert_eq!(read.items, all(), "{name}");
        let tokens: Vec<bool> = server
            .seen()
            .iter()
            .map(|seen| seen.header.contains("token-1"))
            .collect();
        assert_eq!(tokens, [false, false, false, true, true, true], "{name}");
    }
}

#[test]
fn credentials_that_cannot_be_renewed_and_such_as_stay_expired() {
    for (name, run) in CLIENTS {
        let server = server(|n| (n == 2).then(expired));
        let plan = Plan {
            signer: Renewing::new(0),
            ..Plan::new(&server.url)
        };
        let read = run(plan);
        let shown = read.seen.unwrap_or_default();
        assert!(
            shown.contains("the session has ended; log in again"),
            "{name}: {shown}"
        );
        assert_eq!(read.items, all()[..2 * PER_PAGE], "{name}");
        let rest = run(Plan::new(&server.url).resumed(read.resume_token));
        assert_eq!([read.items, rest.items].concat(), all(), "{name}");

        let server = crate::listing::server(|n| (n >= 2).then(expired));
        let read = run(Plan {
            signer: Renewing::new(9),
            ..Plan::new(&server.url)
        });
        let shown = read.seen.unwrap_or_default();
        assert!(
            shown.contains("ExpiredTokenException: The security token has expired"),
            "{name}: {shown}"
        );
        assert_eq!(server.seen().len(), 4, "{name}: renewed once");
    }
}

const OURS: Duration = Duration::from_secs(1_700_000_000);
const HOUR: Duration = Duration::from_secs(3600);

/// The service's clock is an hour ahead of ours.
pub(crate) fn clock_refused() -> Answer {
    let date = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + OURS + HOUR);
    let body = r#"{"__type":"InvalidSignatureException","message":"Signature expired"}"#;
    let length = body.len();
    let text = format!("HTTP/1.1 403 X\r\ndate: {date}\r\ncontent-length: {length}\r\n\r\n{body}");
    Answer::Open(text.into_bytes())
}

#[test]
fn clock_off_by_an_hour() {
    let ours = SystemTime::UNIX_EPOCH + OURS;
    let theirs = ours + HOUR;
    for (name, run) in CLIENTS {
        let server = server(|n| (n == 0).then(clock_refused));
        let signer = Renewing::new(0);
        let read = run(Plan {
            signer: signer.clone(),
            ..Plan::new(&server.url)
        });
        assert_eq!(read.seen, None, "{name}");
        assert_eq!(read.items, all(), "{name}");
        let times = signer.times.lock().expect("no panic").clone();
        assert_eq!(times[0], ours, "{name}");
        assert_eq!(
            times[1..],
            [theirs; 5],
            "{name}: corrected for all that follows"
        );
    }
}

#[test]
fn security_token_refused_in_mid_listing() {
    for (name, run) in CLIENTS {
        let server = server(|n| {
            let body = r#"{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}"#;
            (n == 2).then(|| Answer::Open(whole(400, body)))
        });
        let first = run(Plan {
            signer: Renewing::new(0),
            ..Plan::new(&server.url)
        });
        let shown = first.seen.unwrap_or_default();
        assert!(
            shown.contains("UnrecognizedClientException: The security token included"),
            "{name}: {shown}"
        );
        assert!(!shown.contains("token-0"), "{name}: {shown}");
        let rest = run(Plan::new(&server.url).resumed(first.resume_token));
        assert_eq!([first.items, rest.items].concat(), all(), "{name}");
    }
}
