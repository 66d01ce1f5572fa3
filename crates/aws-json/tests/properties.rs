//! What holds for every response.

#![allow(clippy::expect_used, reason = "a helper fails the test that calls it")]

mod support;

use aws_json::{Bytes, ResponseError, http};
use proptest::prelude::*;
use support::{GetSecret, Look, answer, everything_shown, service};

fn any_response() -> impl Strategy<Value = http::Response<Bytes>> {
    let json_like = "[\\[\\]{}\":,0-9.eE+\\-a-z _\\\\u\n]{0,200}".prop_map(String::into_bytes);
    let body = prop_oneof![proptest::collection::vec(any::<u8>(), 0..400), json_like];
    let header = proptest::option::of("[ -~]{0,60}");
    (200u16..600, body, header).prop_map(|(status, body, header)| {
        let mut response = answer(status, body);
        if let Some(header) = header {
            response
                .headers_mut()
                .insert("x-amzn-errortype", header.parse().expect("visible text"));
        }
        response
    })
}

proptest! {
    #[test]
    fn no_response_panics_and_every_error_keeps_its_status(response in any_response()) {
        let status = response.status().as_u16();
        for result in [
            aws_json::response::<Look>(response.clone()),
            aws_json::response::<GetSecret>(response.clone()),
        ] {
            match result {
                Ok(_) => prop_assert!(status < 300),
                Err(ResponseError::Service(error)) => prop_assert_eq!(error.meta.status(), status),
                Err(ResponseError::Unreadable(error)) => {
                    prop_assert_eq!(error.status(), status);
                    prop_assert_eq!(error.body_len(), response.body().len());
                    // Replaced bytes are three bytes each.
                    prop_assert!(error.first_bytes().unwrap_or_default().len() <= 3 * 256);
                    prop_assert!(!everything_shown(&error).is_empty());
                }
            }
        }
    }

    #[test]
    fn each_spelling_of_a_code_gives_the_same_code(
        code in "[A-Za-z][A-Za-z0-9_]{0,30}",
        namespace in "([a-z0-9]{1,8}\\.){0,3}[a-z0-9]{1,8}",
        uri in "https?://[a-z./#:]{0,30}",
    ) {
        for spelling in [
            code.clone(),
            format!("{namespace}#{code}"),
            format!("{code}:{uri}"),
            format!("{namespace}#{code}:{uri}"),
        ] {
            let mut in_header = answer(400, "");
            in_header.headers_mut().insert("x-amzn-errortype", spelling.parse().expect("visible text"));
            for response in [
                answer(400, format!(r#"{{"__type":"{spelling}"}}"#)),
                answer(400, format!(r#"{{"message":"m","code":"{spelling}"}}"#)),
                in_header,
            ] {
                let error = service(aws_json::response::<Look>(response));
                prop_assert_eq!(error.meta.code(), Some(&*code));
            }
        }
    }
}
