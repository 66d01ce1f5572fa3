//! Where this crate leaves botocore's way on purpose: what botocore does, and what happens here.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use smithy_pagination::{
    ConfigError, DynamicPaginator, FullResultError, Outcome, PageConfig, PageError, PageErrorKind,
    Paginate, codec,
};
use smithy_wire::Value;

const IMAGES: &str = r#"{"input_token": "nextToken", "output_token": "nextToken",
    "limit_key": "maxResults", "result_key": "imageDetails"}"#;

const FINDINGS: &str = r#"{"input_token": "nextToken", "output_token": "nextToken", "limit_key": "maxResults",
    "result_key": ["imageScanFindings.findings", "imageScanFindings.enhancedFindings"],
    "non_aggregate_keys": ["registryId", "imageScanFindings"]}"#;

/// What a listing gave: requests, pages, and how it ended.
struct Run {
    requests: Vec<Value>,
    pages: Vec<Value>,
    error: Option<PageError<std::io::Error>>,
    token: Option<String>,
    outcome: Outcome,
}

fn json(text: &str) -> Value {
    Value::from_json(text).unwrap()
}

fn token(text: &str) -> String {
    codec::encode(json(text).as_object().unwrap())
}

fn starting(text: &str) -> PageConfig {
    PageConfig::new().starting_token(text)
}

fn run(paginator: &str, config: PageConfig, responses: &[&str]) -> Result<Run, ConfigError> {
    let paginator = DynamicPaginator::from_json("Op", &json(paginator)).unwrap();
    let mut requests = Vec::new();
    let call = |request: &Value| {
        requests.push(request.clone());
        responses
            .get(requests.len() - 1)
            .map(|text| json(text))
            .ok_or_else(|| std::io::Error::other("asked too often"))
    };
    let request = json(r#"{"repositoryName": "app/web"}"#);
    let mut listing = Paginate::calling(paginator, request, call)
        .config(config)
        .pages()?;
    let (mut pages, mut error) = (Vec::new(), None);
    // One more than there can be: an iterator that never ends fails as well.
    for page in listing.by_ref().take(responses.len() + 2) {
        match page {
            Ok(page) => pages.push(page),
            Err(failed) => assert!(error.replace(failed).is_none(), "a second error"),
        }
    }
    let (token, outcome) = (listing.resume_token(), listing.outcome());
    drop(listing);
    Ok(Run {
        requests,
        pages,
        error,
        token,
        outcome,
    })
}

fn refused(text: &str) -> ConfigError {
    match run(IMAGES, starting(text), &[]) {
        Err(error) => error,
        Ok(_) => panic!("{text} was accepted"),
    }
}

/// botocore sends every member of the token: this one would list another repository.
#[test]
fn d1_a_token_cannot_rewrite_the_request() {
    let error = refused(&token(r#"{"nextToken": "a", "repositoryName": "secret"}"#));
    let ConfigError::TokenMembers {
        unknown, missing, ..
    } = &error
    else {
        panic!("{error:?}")
    };
    assert_eq!(
        (&unknown[..], missing.len()),
        (&["repositoryName".to_owned()][..], 0)
    );
    assert!(error.to_string().contains("it would set repositoryName;"));
    let error = refused(&token(r#"{"boto_truncate_amount": 1}"#));
    assert!(error.to_string().contains("it lacks nextToken;"), "{error}");
}

/// botocore compares with the token before only: A, B, A, B, … goes on for ever, and a first page that leads to itself is read twice.
#[test]
fn d2_a_cycle_ends() {
    let (a, b) = (
        r#"{"imageDetails": [1], "nextToken": "a"}"#,
        r#"{"imageDetails": [2], "nextToken": "b"}"#,
    );
    let ended = run(IMAGES, PageConfig::new(), &[a, b, a, b, a]).unwrap();
    assert_eq!(
        (ended.requests.len(), ended.pages.len(), ended.outcome),
        (3, 3, Outcome::Interrupted)
    );
    let error = ended.error.unwrap();
    assert!(
        matches!(error.kind(), PageErrorKind::Cycle { length: 2, .. }),
        "{error}"
    );
    assert_eq!(error.items(), 3);

    let itself = run(IMAGES, starting("a"), &[a, a]).unwrap();
    assert_eq!(itself.requests.len(), 1);
    assert!(matches!(
        itself.error.unwrap().kind(),
        PageErrorKind::Cycle { length: 1, .. }
    ));
}

/// botocore blanks the second key on the first page of any resumed listing.
#[test]
fn d3_items_of_the_second_key_survive_a_page_boundary() {
    let page = r#"{"imageScanFindings": {"findings": [1, 2], "enhancedFindings": [3]}}"#;
    for boundary in ["opaque", &token(r#"{"nextToken": "opaque"}"#)] {
        let resumed = run(FINDINGS, starting(boundary), &[page]).unwrap();
        assert_eq!(resumed.pages, [json(page)]);
    }
    // With an amount, 0 included, the earlier run delivered them, as botocore has it.
    for (amount, rest) in [(0, "[1, 2]"), (1, "[2]")] {
        let inside = token(&format!(
            r#"{{"nextToken": "opaque", "boto_truncate_amount": {amount}}}"#
        ));
        let expected =
            format!(r#"{{"imageScanFindings": {{"findings": {rest}, "enhancedFindings": []}}}}"#);
        for start in [inside, format!("opaque___{amount}")] {
            assert_eq!(
                run(FINDINGS, starting(&start), &[page]).unwrap().pages,
                [json(&expected)]
            );
        }
    }
}

/// botocore: `{"imageScanFindings": null, "registryId": "1"}`, the finding is gone.
#[test]
fn d4_what_was_collected_stays_in_the_full_result() {
    for (first, expected) in [
        // Nothing is missing: as botocore.
        (
            r#""imageScanFindings": {"findings": [0], "at": 5},"#,
            r#"{"imageScanFindings": {"findings": [0, 1], "at": 5}, "registryId": "1"}"#,
        ),
        (
            r#""imageScanFindings": {"at": 5},"#,
            r#"{"imageScanFindings": {"findings": [1], "at": 5}, "registryId": "1"}"#,
        ),
        // Something is.
        (
            "",
            r#"{"imageScanFindings": {"findings": [1]}, "registryId": "1"}"#,
        ),
        (
            r#""imageScanFindings": null,"#,
            r#"{"imageScanFindings": {"findings": [1]}, "registryId": "1"}"#,
        ),
        (
            r#""imageScanFindings": {"findings": null, "at": 5},"#,
            r#"{"imageScanFindings": {"findings": [1], "at": 5}, "registryId": "1"}"#,
        ),
    ] {
        let mut responses = vec![
            r#"{"imageScanFindings": {"findings": [1], "at": 7}, "registryId": "2"}"#.to_owned(),
            format!(r#"{{{first} "registryId": "1", "nextToken": "a"}}"#),
        ];
        let paginator = DynamicPaginator::from_json("Op", &json(FINDINGS)).unwrap();
        let call = |_: &Value| responses.pop().map(|text| json(&text)).ok_or(());
        let result = Paginate::calling(paginator, json("{}"), call)
            .full_result()
            .unwrap();
        assert_eq!(result.outcome, Outcome::Complete);
        assert_eq!(result.into_value(), json(expected));
    }
}

/// botocore's second pass starts with the parameters the first one left over: at the last page.
#[test]
fn d5_a_second_pass_starts_from_the_first_page() {
    let paginator = DynamicPaginator::from_json("Op", &json(IMAGES)).unwrap();
    let call = |request: &Value| match request.get("nextToken") {
        None => Ok::<_, ()>(json(r#"{"imageDetails": [1], "nextToken": "a"}"#)),
        Some(_) => Ok(json(r#"{"imageDetails": [2]}"#)),
    };
    let listing = Paginate::calling(paginator, json("{}"), call);
    let first: Vec<_> = listing
        .clone()
        .pages()
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let second: Vec<_> = listing.pages().unwrap().map(Result::unwrap).collect();
    assert_eq!((first.len(), &first), (2, &second));
}

/// botocore slices with a negative amount, crashes on one that is no integer, and drops items for a negative MaxItems.
#[test]
fn d6_nonsense_is_refused_before_any_request() {
    for amount in [
        "-1",
        "1.5",
        "2.0",
        "true",
        "null",
        "\"3\"",
        "[1]",
        "123456789012345678901",
    ] {
        let error = refused(&token(&format!(
            r#"{{"nextToken": "a", "boto_truncate_amount": {amount}}}"#
        )));
        assert!(
            matches!(error, ConfigError::TokenAmount { .. }),
            "{amount}: {error}"
        );
        assert!(
            error.to_string().contains(&format!("found {amount};")),
            "{error}"
        );
    }
    assert!(matches!(refused("a___-2"), ConfigError::TokenAmount { .. }));
    assert_eq!(refused("MTIz"), ConfigError::TokenScalar);
    for negative in [r#"{"MaxItems": -1}"#, r#"{"MaxItems": "-7"}"#] {
        assert_eq!(
            PageConfig::from_json(&json(negative)).unwrap_err(),
            ConfigError::NegativeMaxItems
        );
    }
}

/// botocore ends the iteration and leaves no token behind.
#[test]
fn d7_an_error_leaves_the_place_behind() {
    let failed = run(
        IMAGES,
        PageConfig::new(),
        &[r#"{"imageDetails": [1], "nextToken": "a"}"#],
    )
    .unwrap();
    assert_eq!(failed.outcome, Outcome::Interrupted);
    assert_eq!(
        failed.token.as_deref(),
        Some(&*token(r#"{"nextToken": "a"}"#))
    );
}

/// botocore takes such a token of the service apart.
#[test]
fn d8_a_service_token_may_look_like_a_resume_token() {
    for text in [
        token(r#"{"page": 2}"#),
        "MTIz".into(),
        "a___b___1".into(),
        token(r#"{"nextToken": "x"}"#),
    ] {
        let sent = run(
            IMAGES,
            PageConfig::new().service_token(text.as_str()),
            &[r#"{"imageDetails": []}"#],
        )
        .unwrap();
        assert_eq!(
            sent.requests[0].get("nextToken"),
            Some(&Value::String(text))
        );
    }
}

/// botocore delivers nothing of the first page and goes on behind it: items that the larger page held come twice.
#[test]
fn d9_an_amount_beyond_its_page_is_an_error() {
    let inside = token(r#"{"nextToken": "a", "boto_truncate_amount": 3}"#);
    let page = r#"{"imageDetails": [1, 2], "nextToken": "b"}"#;
    let failed = run(IMAGES, starting(&inside), &[page, page]).unwrap();
    assert_eq!((failed.requests.len(), failed.pages.len()), (1, 0));
    assert_eq!(failed.token.as_deref(), Some(&*inside), "the place is kept");
    let error = failed.error.unwrap();
    let PageErrorKind::BeyondPage {
        amount: 3,
        page_len: 2,
        page_start,
        ..
    } = error.kind()
    else {
        panic!("{error}")
    };
    assert_eq!(*page_start, token(r#"{"nextToken": "a"}"#));
    // All of the page was delivered: that is no contradiction.
    let end = token(r#"{"nextToken": "a", "boto_truncate_amount": 2}"#);
    let rest = run(IMAGES, starting(&end), &[page, r#"{"imageDetails": [3]}"#]).unwrap();
    assert_eq!(rest.pages[0].get("imageDetails"), Some(&json("[]")));
    assert_eq!(rest.pages.len(), 2);
}

/// botocore dies of these with whatever Python says.
#[test]
fn what_cannot_be_paged_is_an_error_and_not_a_loss() {
    let number = run(IMAGES, PageConfig::new(), &[r#"{"imageDetails": 5}"#])
        .unwrap()
        .error
        .unwrap();
    assert!(
        matches!(number.kind(), PageErrorKind::Response(_)),
        "{number}"
    );
    let object = r#"{"imageDetails": {"a": 1, "b": 2}}"#;
    let cut = run(IMAGES, PageConfig::new().max_items(1), &[object]).unwrap();
    assert!(matches!(
        cut.error.unwrap().kind(),
        PageErrorKind::Response(_)
    ));
    assert_eq!(
        (cut.pages.len(), cut.token.as_deref()),
        (0, Some(&*token(r#"{"nextToken": null}"#)))
    );

    let mut responses = vec![
        r#"{"imageDetails": "text"}"#,
        r#"{"imageDetails": [1], "nextToken": "a"}"#,
    ];
    let paginator = DynamicPaginator::from_json("Op", &json(IMAGES)).unwrap();
    let call = |_: &Value| responses.pop().map(json).ok_or(());
    let Err(FullResultError::Page { error, partial, .. }) =
        Paginate::calling(paginator, json("{}"), call).full_result()
    else {
        panic!("a list and a text are no list");
    };
    assert!(matches!(error.kind(), PageErrorKind::Response(_)));
    let partial = partial.unwrap();
    assert_eq!(partial.response, json(r#"{"imageDetails": [1]}"#));
    assert_eq!(partial.outcome, Outcome::Interrupted);
    let why = std::error::Error::source(&number).unwrap().to_string();
    assert_eq!(why, "imageDetails holds no items but a number or boolean");
    assert_eq!(
        partial.next_token.as_deref(),
        Some(&*token(r#"{"nextToken": "a"}"#))
    );
}
