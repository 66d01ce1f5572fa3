//! A registry password that came in a response: nothing that a program prints of it, or of a failure, shows it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::error::Error;

use ecr::client::{Client, Replay, Reply, http::StatusCode};
use ecr::get_authorization_token::{GetAuthorizationTokenRequest, send};

const SECRET: &str = "QVdTOnNlY3JldC1wYXNzd29yZA==";

fn body() -> String {
    format!(
        r#"{{"authorizationData":[{{"authorizationToken":"{SECRET}","expiresAt":1.7E9,"proxyEndpoint":"https://r"}}]}}"#
    )
}

#[test]
fn the_token_is_read_and_not_shown() {
    let client = Client::with(Replay::pages([body()]));
    let response = send(&client, &GetAuthorizationTokenRequest::new()).unwrap();
    let data = response.authorization_data().first().unwrap();
    assert_eq!(data.authorization_token.as_deref(), Some(SECRET));
    for text in [
        format!("{response:?}"),
        format!("{response:#?}"),
        format!("{data:?}"),
    ] {
        assert_hidden(&text);
        assert!(text.contains("redacted"), "{text}");
        assert!(text.contains("https://r"), "the rest is shown: {text}");
    }
}

#[test]
fn no_failure_shows_it() {
    let body = body();
    let mut replies: Vec<Reply> = (0..body.len())
        .filter_map(|end| body.get(..end))
        .map(Reply::json)
        .collect();
    for spoilt in [
        body.replace("1.7E9", &format!("\"{SECRET}\"")),
        body.replace("\"https://r\"", &format!("[\"{SECRET}\"]")),
        body.replace("authorizationData", SECRET)
            .replace("[{", "{{"),
        format!("{body}{SECRET}"),
        format!("{{\"{SECRET}\":{{\"{SECRET}\":!}}}}"),
        SECRET.to_owned(),
    ] {
        replies.push(Reply::with_status(StatusCode::BAD_GATEWAY, spoilt.clone()));
        replies.push(Reply::json(spoilt));
    }
    let mut failures = 0;
    for reply in replies {
        assert_hidden(&format!("{reply:?}"));
        let replay = Replay::new([reply]);
        let client = Client::with(&replay);
        if let Err(error) = send(&client, &GetAuthorizationTokenRequest::new()) {
            failures += 1;
            assert_hidden(&everything(&error));
        }
        assert_hidden(&format!("{replay:?} {client:?}"));
    }
    assert!(failures > body.len(), "{failures} of them failed");
}

/// A piece of a secret gives it away too; a body cut short holds no more than that.
fn assert_hidden(text: &str) {
    for at in 0..SECRET.len() - 5 {
        let piece = SECRET.get(at..at + 6).unwrap();
        assert!(!text.contains(piece), "{piece} in {text}");
    }
}

/// All that a program could print of an error.
fn everything(error: &(dyn Error + 'static)) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        text += &format!(" {source} {source:?}");
        next = source.source();
    }
    text
}
