//! What must not be shown is not shown: neither by `Debug` nor by any error.

use ecr_response::get_authorization_token::GetAuthorizationTokenResponse;
use ecr_response::get_download_url_for_layer::GetDownloadUrlForLayerResponse;
use smithy_wire::json;

const TOKEN: &str = "QVdTOlNFQ1JFVA==";

fn body() -> String {
    format!(
        r#"{{"authorizationData":[{{"authorizationToken":"{TOKEN}","expiresAt":1.7150123421E9,"proxyEndpoint":"https://012345678910.dkr.ecr.us-east-1.amazonaws.com"}}]}}"#
    )
}

#[test]
fn a_token_is_read_but_not_shown() {
    let response: GetAuthorizationTokenResponse = json::from_str(&body()).unwrap();
    let [data] = response.authorization_data() else {
        panic!("one element")
    };
    assert_eq!(data.authorization_token.as_deref(), Some(TOKEN));
    for shown in [
        format!("{response:?}"),
        format!("{response:#?}"),
        format!("{data:?}"),
    ] {
        assert!(!shown.contains(TOKEN), "{shown}");
        assert!(
            shown.contains("redacted") && shown.contains("proxy_endpoint"),
            "{shown}"
        );
    }
}

#[test]
fn a_pre_signed_url_is_not_shown() {
    let text = r#"{"downloadUrl":"https://bucket.example/?X-Amz-Signature=SECRET","layerDigest":"sha256:00"}"#;
    let response: GetDownloadUrlForLayerResponse = json::from_str(text).unwrap();
    let shown = format!("{response:?}");
    assert!(
        !shown.contains("SECRET") && shown.contains("sha256:00"),
        "{shown}"
    );
}

/// Cut anywhere, or with one byte put in the place of another: no error repeats what it read.
#[test]
fn no_error_shows_the_token() {
    let body = body();
    let cut = (0..body.len())
        .filter_map(|end| body.get(..end))
        .map(str::to_owned);
    let spoilt = (0..body.len()).map(|at| {
        let mut bytes = body.clone().into_bytes();
        bytes[at] = b'\\';
        String::from_utf8(bytes).unwrap()
    });
    let mut errors = 0;
    for text in cut.chain(spoilt) {
        let Err(error) = json::from_str::<GetAuthorizationTokenResponse>(&text) else {
            continue;
        };
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(
            !shown.contains("QVdTO") && !shown.contains("RVVA=="),
            "{shown}"
        );
        errors += 1;
    }
    assert!(
        errors > body.len(),
        "only {errors} of the texts were refused"
    );
}
