use std::time::Duration;

use super::faults::Trial;
use super::machine::{Beside, machines, run};
use super::server::{Answer, Seen, Server};
use super::{assert_no_secret, noon};
use crate::source::sts::{Role, Service, WebIdentity, assume_role, assume_role_with_web_identity};
use crate::{Credentials, CredentialsError, Kind, Refusal};

/// The answer to an action.
fn keys(action: &str) -> String {
    format!(
        r#"<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <{action}Result>
    <AssumedRoleUser>
      <AssumedRoleId>AROA1:session</AssumedRoleId>
      <Arn>arn:aws:sts::123456789012:assumed-role/reader/session</Arn>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIA2</AccessKeyId>
      <SecretAccessKey>marked&amp;secret</SecretAccessKey>
      <SessionToken>marked-token</SessionToken>
      <Expiration>2023-11-14T23:13:20Z</Expiration>
    </Credentials>
    <PackedPolicySize>6</PackedPolicySize>
  </{action}Result>
  <ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>
</{action}Response>"#
    )
}

fn error(code: &str, message: &str) -> String {
    format!(
        r#"<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>
  <RequestId>id-1</RequestId></ErrorResponse>"#
    )
}

fn good(seen: &Seen) -> Answer {
    let action = seen.body.split(['=', '&']).nth(1).unwrap_or_default();
    Answer::new(200, &keys(action))
}

pub(super) fn service(url: &str) -> Service {
    Service {
        region: Some("eu-west-1".to_owned()),
        endpoint: Some(url.to_owned()),
        ..Service::default()
    }
}

pub(super) fn role() -> Role {
    Role {
        arn: "arn:aws:iam::123456789012:role/reader".to_owned(),
        session_name: Some("a session".to_owned()),
        external_id: Some("outside+1".to_owned()),
        duration: Some(Duration::from_secs(900)),
    }
}

pub(super) fn with() -> Credentials {
    Credentials::new("AKID1", "marked-source-secret").with_session_token("marked-source-token")
}

fn take_on(machine: &Beside, url: &str) -> Result<Credentials, CredentialsError> {
    run(assume_role(machine, &service(url), &role(), &with()))
}

fn is_keys(keys: &Credentials) {
    assert_eq!(keys.access_key_id(), "ASIA2");
    assert_eq!(keys.secret_access_key(), "marked&secret");
    assert_eq!(keys.session_token(), Some("marked-token"));
    assert_eq!(keys.account_id(), Some("123456789012"));
    assert_eq!(keys.expires(), Some(noon() + Duration::from_secs(3600)));
}

#[test]
fn a_role_is_taken_on_by_a_signed_call() {
    let server = Server::start(good);
    for machine in machines() {
        is_keys(&take_on(&machine, &server.url).expect("keys"));
        assert_eq!(machine.direct(), [false]);
    }
    for seen in server.seen() {
        assert_eq!(seen.line, "POST /");
        assert_eq!(
            seen.body,
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader\
             &RoleSessionName=a%20session&ExternalId=outside%2B1&DurationSeconds=900"
        );
        let form = "application/x-www-form-urlencoded; charset=utf-8";
        assert_eq!(seen.header("content-type"), Some(form));
        assert_eq!(seen.header("x-amz-date"), Some("20231114T221320Z"));
        assert_eq!(
            seen.header("x-amz-security-token"),
            Some("marked-source-token")
        );
        let authorization = seen.header("authorization").expect("a signature");
        let scope = "AWS4-HMAC-SHA256 Credential=AKID1/20231114/eu-west-1/sts/aws4_request,";
        assert!(authorization.starts_with(scope), "{authorization}");
    }
}

#[test]
fn a_role_is_taken_on_with_the_token_of_a_file_unsigned() {
    let server = Server::start(good);
    let folder = tempfile::tempdir().expect("a folder");
    let token_file = folder.path().join("token");
    let identity = WebIdentity {
        role_arn: "arn:aws:iam::123456789012:role/reader".to_owned(),
        session_name: None,
        token_file: token_file.clone(),
    };
    for machine in machines() {
        for token in ["first.jwt", "second.jwt\n"] {
            std::fs::write(&token_file, token).expect("a file");
            let service = service(&server.url);
            let keys = run(assume_role_with_web_identity(&machine, &service, &identity));
            is_keys(&keys.expect("keys"));
            let seen = server.seen().pop().expect("a call");
            let ending = format!(
                "&RoleSessionName=aws-identity-1700000000&WebIdentityToken={}",
                token.trim()
            );
            assert!(seen.body.starts_with("Action=AssumeRoleWithWebIdentity&"));
            assert!(seen.body.ends_with(&ending), "{}", seen.body);
            assert_eq!(seen.header("authorization"), None);
        }
    }
}

#[test]
fn a_token_file_that_is_missing_or_empty_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for content in [None, Some("\n"), Some("\u{0}\u{0}")] {
        let token_file = folder.path().join("token");
        if let Some(content) = content {
            std::fs::write(&token_file, content).expect("a file");
        }
        let identity = WebIdentity {
            role_arn: "role".to_owned(),
            session_name: None,
            token_file: token_file.clone(),
        };
        for machine in machines() {
            let service = service("http://127.0.0.1:1");
            let result = run(assume_role_with_web_identity(&machine, &service, &identity));
            let error = result.expect_err("no token");
            let is_sent = content.is_some_and(|content| !content.trim().is_empty());
            let kind = if is_sent {
                Kind::Unreachable
            } else {
                Kind::Configuration
            };
            assert_eq!(error.kind(), kind, "{error}");
            assert_no_secret("token file", &error);
        }
    }
}

/// An identity whose token is in a file, which goes away with its folder.
fn web_identity() -> (tempfile::TempDir, WebIdentity) {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = WebIdentity {
        role_arn: role().arn,
        session_name: None,
        token_file: folder.path().join("token"),
    };
    std::fs::write(&identity.token_file, "marked-source-token").expect("a file");
    (folder, identity)
}

fn meets_faults(ask: &dyn Fn(Beside, &str) -> Result<Credentials, CredentialsError>) {
    let trial = Trial {
        at: "POST /",
        good,
        ask,
        kind: |_, kind| kind,
    };
    trial.run();
    trial.recovers();
}

#[test]
fn faults_are_told_apart_and_show_no_secret() {
    meets_faults(&|machine, url| take_on(&machine, url));
}

#[test]
fn faults_are_told_apart_for_the_token_of_a_file() {
    let (_folder, identity) = web_identity();
    meets_faults(&|machine, url| {
        run(assume_role_with_web_identity(
            &machine,
            &service(url),
            &identity,
        ))
    });
}

#[test]
fn a_refusal_does_not_repeat_the_token_of_a_file() {
    let (_folder, identity) = web_identity();
    let message = "the token marked-source-token is none";
    let server = Server::start(move |_| Answer::new(400, &error("InvalidIdentityToken", message)));
    for machine in machines() {
        let service = service(&server.url);
        let result = run(assume_role_with_web_identity(&machine, &service, &identity));
        let error = result.expect_err("no keys");
        assert_no_secret("denied", &error);
        assert_eq!(error.code(), Some("InvalidIdentityToken"));
    }
}

#[test]
fn a_refusal_has_the_services_code_and_words_without_what_was_sent() {
    let message = "User marked-source-secret may not, with marked-source-token";
    let server = Server::start(move |_| Answer::new(403, &error("AccessDenied", message)));
    for machine in machines() {
        let error = take_on(&machine, &server.url).expect_err("no keys");
        assert_no_secret("denied", &error);
        assert_eq!(
            (error.kind(), error.code()),
            (Kind::Refused, Some("AccessDenied"))
        );
        let refusal = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref());
        let refusal: &Refusal = refusal.expect("a refusal");
        assert_eq!(refusal.message(), "User … may not, with …");
    }
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn what_passes_is_tried_three_times() {
    for (status, code) in [
        (400, "Throttling"),
        (400, "IDPCommunicationError"),
        (503, "Busy"),
    ] {
        let server = Server::start(move |seen| match seen.number % 3 {
            2 => good(seen),
            _ => Answer::new(status, &error(code, "later")),
        });
        for machine in machines() {
            is_keys(&take_on(&machine, &server.url).expect("keys"));
            assert_eq!(machine.slept(), [Duration::from_secs(1); 2]);
        }
        let server = Server::start(move |_| Answer::new(status, &error(code, "later")));
        for machine in machines() {
            let error = take_on(&machine, &server.url).expect_err("no keys");
            assert_eq!(error.code(), Some(code));
        }
        assert_eq!(server.seen().len(), 6);
    }
}

#[test]
fn a_clock_that_is_an_hour_off_is_put_right_by_the_services() {
    let date = "date: Tue, 14 Nov 2023 22:13:20 GMT\r\n";
    let server = Server::start(move |seen| match seen.header("x-amz-date") {
        Some("20231114T221320Z") => good(seen),
        _ => Answer::with(403, date, &error("SignatureDoesNotMatch", "expired")),
    });
    for hour in [-1i64, 1] {
        for machine in machines() {
            let off = Duration::from_secs(3600);
            let now = if hour < 0 { noon() - off } else { noon() + off };
            is_keys(&take_on(&machine.at(now), &server.url).expect("keys"));
        }
    }
    assert_eq!(server.seen().len(), 8);
}

#[test]
fn a_refusal_that_lasts_is_not_tried_for_ever_with_the_services_clock() {
    let date = "date: Tue, 14 Nov 2023 20:13:20 GMT\r\n";
    let server = Server::start(move |_| Answer::with(403, date, &error("AccessDenied", "never")));
    for machine in machines() {
        let error = take_on(&machine, &server.url).expect_err("no keys");
        assert_eq!(error.code(), Some("AccessDenied"));
    }
    assert_eq!(server.seen().len(), 4);
}

#[test]
fn xml_of_any_depth_and_with_entities_of_its_own_is_an_error() {
    let deep = "<a>".repeat(50_000);
    let closed = format!("{deep}{}", "</a>".repeat(50_000));
    let bomb = "<!DOCTYPE a [<!ENTITY b \"marked\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;&c;</a>";
    let half = keys("AssumeRole").replace("SessionToken", "Other");
    for body in [deep, closed, bomb.to_owned(), half] {
        let server = Server::start(move |_| Answer::new(200, &body));
        for machine in machines() {
            let error = take_on(&machine, &server.url).expect_err("no keys");
            assert_no_secret("XML", &error);
            assert_eq!(error.kind(), Kind::Unreadable);
        }
    }
}
