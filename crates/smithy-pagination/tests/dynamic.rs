//! The dynamic paginator: configurations, page sizes, items, sums.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::error::Error as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smithy_pagination::{
    Aggregate, ConfigError, DynamicItem, DynamicPaginator, Items, PageConfig, Pager, Paginated,
    Token,
};
use smithy_wire::Value;

fn json(text: &str) -> Value {
    Value::from_json(text).unwrap()
}

fn paginator(members: &str) -> Result<DynamicPaginator, ConfigError> {
    DynamicPaginator::from_json("ListImages", &json(&format!("{{{members}}}")))
}

fn tokens(more: &str) -> DynamicPaginator {
    paginator(&format!(
        r#""input_token": "t", "output_token": "t", {more}"#
    ))
    .unwrap()
}

#[test]
fn a_bad_configuration_names_the_member() {
    let cases = [
        ("", "result_key: is missing"),
        (r#""result_key": "a""#, "input_token: is missing"),
        (
            r#""result_key": "a", "input_token": 5"#,
            "input_token: write a text or a list of texts",
        ),
        (
            r#""result_key": "a", "input_token": ["x", 5]"#,
            "input_token: write a text",
        ),
        (
            r#""result_key": "a", "input_token": "x", "output_token": []"#,
            "output_token: is missing",
        ),
        (
            r#""result_key": "a", "input_token": ["x", "y"], "output_token": "x""#,
            "output_token: has 1 entries",
        ),
        (
            r#""result_key": "a", "input_token": ["x", "x"], "output_token": ["x", "y"]"#,
            "input_token: names x twice",
        ),
        (
            r#""result_key": ["a.b", "a"]"#,
            "result_key: a.b and a contain one another",
        ),
        (
            r#""result_key": ["a", "b", "a"]"#,
            "result_key: a and a contain",
        ),
        (r#""result_key": "a[0]""#, "result_key: a[0] is no path"),
        (r#""result_key": "a.""#, "result_key: a. is no path"),
        (
            r#""result_key": "a", "input_token": "x", "output_token": "f(x)""#,
            "output_token: f(x) is none of",
        ),
        (
            r#""result_key": "a", "input_token": "x", "output_token": "a[]""#,
            "output_token: a[] is none of",
        ),
        (
            r#""result_key": "a", "input_token": "x", "output_token": "x", "more_results": "!x""#,
            "more_results: !x is",
        ),
        (
            r#""result_key": "a", "input_token": "x", "output_token": "x", "limit_key": []"#,
            "limit_key: write a text",
        ),
        (
            r#""result_key": "a", "input_token": "x", "output_token": "x", "limit_key_type": "long""#,
            "limit_key_type: write integer or string",
        ),
        (
            r#""result_key": "a", "input_token": "x", "output_token": "x", "non_aggregate_keys": ["x y"]"#,
            "non_aggregate_keys: x y is no path",
        ),
    ];
    for (members, expected) in cases {
        let error = paginator(members).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{members}: {error}");
    }
    // `ab` is no part of `a`, and a path may go on beside another.
    assert!(
        paginator(r#""result_key": ["a.b", "ab", "a.c"], "input_token": "x", "output_token": "x""#)
            .is_ok()
    );
}

#[test]
fn tokens_are_found_where_the_configuration_says() {
    let next = |output: &str, response: &str| {
        let members =
            format!(r#""input_token": "t", "output_token": "{output}", "result_key": "r""#);
        paginator(&members)
            .unwrap()
            .next_token(&json(response))
            .get("t")
            .cloned()
            .unwrap()
    };
    assert_eq!(
        next("a.b", r#"{"a": {"b": {"z": 1, "a": 2}}}"#).to_json(),
        r#"{"z":1,"a":2}"#
    );
    assert_eq!(
        next("a", r#"{"a": 123456789012345678901234567890}"#).to_json(),
        "123456789012345678901234567890"
    );
    assert_eq!(
        next("a[-1].b", r#"{"a": [{"b": 1}, {"b": 2}]}"#),
        Value::from(2)
    );
    assert_eq!(next("a[1]", r#"{"a": [1, 2]}"#), Value::from(2));
    assert_eq!(next("a[0][1]", r#"{"a": [[1, 2]]}"#), Value::from(2));
    for outside in ["a[2]", "a[-3]", "a.b", "b[0]", "a[0].b"] {
        assert_eq!(next(outside, r#"{"a": [1, 2]}"#), Value::Null, "{outside}");
    }
    // `||` goes by JMESPath: 0 is true, everything empty is false; the last is taken whatever it is.
    for falsy in ["null", "false", "\"\"", "[]", "{}"] {
        assert_eq!(
            next("a || b", &format!(r#"{{"a": {falsy}, "b": 7}}"#)),
            Value::from(7)
        );
    }
    assert_eq!(next("a || b", r#"{"a": 0, "b": 7}"#), Value::from(0));
    assert_eq!(next("a || b.c || d", r#"{"d": ""}"#), Value::from(""));
}

#[test]
fn more_results_goes_by_python() {
    let paginator = tokens(r#""result_key": "r", "more_results": "more""#);
    let goes_on = |more: &str| {
        !paginator
            .next_token(&json(&format!(r#"{{"t": "x", "more": {more}}}"#)))
            .is_end()
    };
    assert!(
        ["true", "1", "-0.5", "\"false\"", "[0]", r#"{"a": 0}"#]
            .into_iter()
            .all(goes_on)
    );
    assert!(
        !["false", "null", "0", "0.0", "\"\"", "[]", "{}"]
            .into_iter()
            .any(goes_on)
    );
    assert!(paginator.next_token(&json(r#"{"t": "x"}"#)).is_end());
}

fn sent(members: &str, config: &str) -> Result<String, ConfigError> {
    let config = PageConfig::from_json(&json(config))?;
    let pager = Pager::new(tokens(members), json("{}"), &config)?;
    Ok(pager.request().unwrap().unwrap().to_json())
}

/// The requests of a listing and the pages it delivers.
fn listing(
    paginator: &DynamicPaginator,
    config: PageConfig,
    responses: &[&str],
) -> (Vec<String>, Vec<String>) {
    let mut pager = Pager::new(paginator.clone(), json(r#"{"x": 1}"#), &config).unwrap();
    let (mut requests, mut pages, mut responses) = (Vec::new(), Vec::new(), responses.iter());
    while let Some(request) = pager.request().unwrap() {
        requests.push(request.to_json());
        pages.push(
            pager
                .accept(json(responses.next().unwrap()))
                .unwrap()
                .to_json(),
        );
    }
    (requests, pages)
}

#[test]
fn what_is_false_in_python_ends_a_listing() {
    let paginator = tokens(r#""result_key": "r""#);
    for falsy in ["null", "\"\"", "0", "0.0", "false", "[]", "{}"] {
        let page = format!(r#"{{"r":[1],"t":{falsy}}}"#);
        let (requests, pages) = listing(&paginator, PageConfig::new(), &[&page]);
        assert_eq!((requests.len(), &pages[0]), (1, &page));
    }
}

#[test]
fn the_text_none_is_a_token_that_is_not_sent() {
    let paginator = tokens(r#""result_key": "r""#);
    let pages = [r#"{"t": "a"}"#, r#"{"t": "None"}"#, r#"{"r": []}"#];
    let (requests, _) = listing(&paginator, PageConfig::new(), &pages);
    assert_eq!(requests, [r#"{"x":1}"#, r#"{"x":1,"t":"a"}"#, r#"{"x":1}"#]);
}

#[test]
fn only_the_first_page_of_a_resumed_listing_is_sliced() {
    let paginator = tokens(r#""result_key": "r""#);
    let pages = [r#"{"t":"a"}"#, r#"{"r":{"k":1},"t":"b"}"#, r#"{"z":1}"#];
    let (_, got) = listing(
        &paginator,
        PageConfig::new().starting_token("start"),
        &pages,
    );
    assert_eq!(got, [r#"{"t":"a","r":null}"#, pages[1], pages[2]]);
}

#[test]
fn tokens_are_equal_if_their_members_are() {
    let token = |members: &[(&'static str, i32)]| {
        let members = members
            .iter()
            .map(|(name, value)| ((*name).into(), Value::from(*value)));
        members.collect::<Token>()
    };
    assert_eq!(token(&[("a", 1), ("b", 2)]), token(&[("b", 2), ("a", 1)]));
    assert_ne!(token(&[("a", 1)]), token(&[("a", 1), ("b", 2)]));
    assert_ne!(token(&[("a", 1), ("b", 2)]), token(&[("a", 1)]));
    assert_ne!(token(&[("a", 1)]), token(&[("a", 2)]));
    assert_eq!(
        token(&[("a", 1), ("b", 2), ("a", 3)]),
        token(&[("a", 3), ("b", 2)])
    );
}

#[test]
fn page_sizes_are_sent_as_told() {
    const NONE: &str = r#""result_key": "r""#;
    const INTEGER: &str = r#""result_key": "r", "limit_key": "n""#;
    const TEXT: &str = r#""result_key": "r", "limit_key": "n", "limit_key_type": "string""#;
    let cases = [
        (INTEGER, "5", r#"{"n":5}"#),
        (INTEGER, "\"5\"", r#"{"n":5}"#),
        (INTEGER, "\" +0_5 \"", r#"{"n":5}"#),
        (INTEGER, "-1", r#"{"n":-1}"#),
        (
            INTEGER,
            "12345678901234567890123",
            r#"{"n":12345678901234567890123}"#,
        ),
        (TEXT, "5", r#"{"n":"5"}"#),
        (TEXT, "\"5\"", r#"{"n":"5"}"#),
        (TEXT, "\"05\"", r#"{"n":"05"}"#),
        (TEXT, "\"all\"", r#"{"n":"all"}"#),
        (NONE, "null", "{}"),
    ];
    for (members, size, expected) in cases {
        assert_eq!(
            sent(members, &format!(r#"{{"PageSize": {size}}}"#)).unwrap(),
            expected
        );
    }
    for size in [
        "\"\"",
        "\"1.5\"",
        "\"0x10\"",
        "\"1__0\"",
        "\"- 1\"",
        "\"\u{663}\"",
        "[1]",
    ] {
        let error = sent(INTEGER, &format!(r#"{{"PageSize": {size}}}"#)).unwrap_err();
        assert!(
            matches!(
                error,
                ConfigError::NotAnInteger {
                    field: "PageSize",
                    ..
                }
            ),
            "{size}: {error}"
        );
    }
    let error = sent(NONE, r#"{"PageSize": 5}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("ListImages takes no page size")
    );
    assert!(matches!(
        sent(NONE, r#"{"MaxItem": 5}"#),
        Err(ConfigError::Member { .. })
    ));
    assert!(matches!(
        sent(NONE, r#"{"StartingToken": 5}"#),
        Err(ConfigError::Member { .. })
    ));
}

#[test]
fn old_tokens_are_shared_out() {
    let start = |token: &str| {
        let two = r#""input_token": ["a", "b"], "output_token": ["a", "b"], "result_key": "r""#;
        let config = PageConfig::new().starting_token(token);
        Pager::new(
            paginator(two).unwrap(),
            json(r#"{"a": 1, "b": 1}"#),
            &config,
        )
        .map(|pager| pager.request().unwrap().unwrap().to_json())
    };
    assert_eq!(start("x___y___3").unwrap(), r#"{"a":"x","b":"y"}"#);
    assert_eq!(start("x___y").unwrap(), r#"{"a":"x","b":"y"}"#);
    assert_eq!(start("x").unwrap(), r#"{"a":"x"}"#);
    assert_eq!(start("None___y___0").unwrap(), r#"{"b":"y"}"#);
    assert_eq!(start("x___y___z").unwrap(), r#"{"a":"x___y___z"}"#);
    let error = start("x___y___z___3").unwrap_err();
    assert!(
        matches!(
            error,
            ConfigError::TokenParts {
                parts: 4,
                input_tokens: 2,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn items_come_in_the_order_of_their_keys() {
    let paginator = tokens(r#""result_key": ["a", "b.c", "n", "m"]"#);
    let page = json(r#"{"m": {"x": 1}, "b": {"c": "h\u00e9"}, "a": [1, null], "n": 5}"#);
    let item = |key, value: &str| DynamicItem {
        key,
        value: json(value),
    };
    let items: Vec<_> = paginator.into_items(page.clone()).collect();
    let expected = [
        item(0, "1"),
        item(0, "null"),
        item(1, r#""h""#),
        item(1, r#""é""#),
        item(3, r#""x""#),
    ];
    assert_eq!(items, expected);
    assert_eq!(paginator.key_items(2, &page), None);
    assert_eq!(paginator.key_items(4, &page), None);
    assert_eq!(paginator.key_items(1, &json("{}")), Some(vec![]));
    assert!(paginator.result_keys().eq(["a", "b.c", "n", "m"]));
}

#[test]
fn a_page_is_cut_where_it_can_be() {
    let paginator = tokens(r#""result_key": ["a.b", "c"]"#);
    let kept = |page: &str, range| {
        let mut page = json(page);
        paginator.keep(&mut page, range);
        paginator.blank_secondary(&mut page);
        page.to_json()
    };
    assert_eq!(
        kept(r#"{"a": {"b": [1, 2, 3], "x": 1}, "c": [1]}"#, 1..2),
        r#"{"a":{"b":[2],"x":1},"c":[]}"#
    );
    assert_eq!(
        kept(r#"{"c": "text", "a": {"b": "hé!"}}"#, 1..3),
        r#"{"c":"","a":{"b":"é!"}}"#
    );
    assert_eq!(kept(r#"{"c": 5}"#, 0..0), r#"{"c":5,"a":{"b":null}}"#);
    assert_eq!(
        kept(r#"{"a": null, "c": {"x": 1}}"#, 0..0),
        r#"{"a":{"b":null},"c":null}"#
    );
    assert_eq!(
        kept(r#"{"a": "no object"}"#, 0..0),
        r#"{"a":"no object","c":null}"#
    );
}

#[test]
fn sums_are_pythons() {
    let paginator = tokens(r#""result_key": ["r", "n"]"#);
    let sum = |values: &[&str]| {
        let mut pages = values
            .iter()
            .map(|value| json(&format!(r#"{{"r": [], "n": {value}}}"#)));
        let mut whole = paginator.begin(pages.next().unwrap());
        pages.for_each(|page| paginator.absorb(&mut whole, page));
        paginator.finish(&mut whole);
        whole.get("n").map(Value::to_json)
    };
    assert_eq!(sum(&["1", "2", "3"]).unwrap(), "6");
    assert_eq!(
        sum(&["18446744073709551615", "1"]).unwrap(),
        "18446744073709551616"
    );
    assert_eq!(sum(&["-5", "2"]).unwrap(), "-3");
    assert_eq!(sum(&["0.1", "0.2", "0.3"]).unwrap(), "0.6000000000000001");
    assert_eq!(sum(&["1", "0.5"]).unwrap(), "1.5");
    assert_eq!(sum(&["true"]).unwrap(), "true");
    assert_eq!(sum(&["true", "true", "2"]).unwrap(), "4");
    assert_eq!(sum(&["null", "\"a\"", "null", "\"b\""]).unwrap(), "\"ab\"");
    assert_eq!(sum(&[r#"{"x": 1}"#, r#"{"y": 2}"#]).unwrap(), r#"{"x":1}"#);
    assert_eq!(sum(&["null"]), None);
}

/// A listing of DynamoDB's kind, whose token is a key.
fn keyed(more: &str) -> DynamicPaginator {
    paginator(&format!(
        r#""input_token": "From", "output_token": "Last", "result_key": "Items"{more}"#
    ))
    .unwrap()
}

const KEY: &str = r#"{"z":{"B":"AQI="},"B":{"S":"AQI="},"a":{"L":[{"BS":["/w==",""]},{"N":"1"}]}}"#;

#[test]
fn bytes_of_a_token_are_boto3s_and_go_back_as_they_came() {
    let paginator = keyed(r#", "blob_members": ["B", "BS"]"#);
    let page = json(&format!(r#"{{"Items":[1],"Last":{KEY}}}"#));
    let mut pager = Pager::new(paginator.clone(), json("{}"), &PageConfig::new()).unwrap();
    pager.accept(page).unwrap();
    let text = pager.resume_token().unwrap();
    // As Python prints it: in the service's order, and each path to bytes behind it.
    let printed = KEY.replace(':', ": ").replace(',', ", ");
    let paths =
        r#"[["From", "z", "B"], ["From", "a", "L", 0, "BS", 0], ["From", "a", "L", 0, "BS", 1]]"#;
    let plain = format!(r#"{{"From": {printed}, "boto_encoded_keys": {paths}}}"#);
    assert_eq!(STANDARD.decode(&text).map(String::from_utf8), Ok(Ok(plain)));

    let config = PageConfig::new().starting_token(text.clone());
    let resumed = Pager::new(paginator, json("{}"), &config).unwrap();
    let request = resumed.request().unwrap().unwrap();
    assert_eq!(request.to_json(), format!(r#"{{"From":{KEY}}}"#));
}

#[test]
fn a_token_with_bytes_elsewhere_is_refused() {
    let refused = |more: &str, token: &str| {
        let config = PageConfig::new().starting_token(STANDARD.encode(token));
        let pager = Pager::new(keyed(more), json("{}"), &config);
        let error = pager.unwrap_err();
        error.source().map(ToString::to_string).unwrap_or_default()
    };
    let bytes = r#"{"From": {"a": {"B": "AQI="}}, "boto_encoded_keys": [["From", "a", "B"]]}"#;
    let text = r#"{"From": {"a": {"B": "AQI="}}}"#;
    let named = r#", "blob_members": ["B"]"#;
    assert!(refused("", bytes).contains("name the members that do in `blob_members`"));
    assert!(refused(named, text).contains("texts where bytes belong"));
    assert!(refused(named, &bytes.replace("\"B\"", "\"S\"")).contains("or bytes where texts do"));
}
