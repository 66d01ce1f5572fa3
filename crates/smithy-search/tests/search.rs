//! Values and their order, errors and their place, pages by themselves.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use smithy_pagination::{DynamicPaginator, Paginate};
use smithy_search::{Search, SearchPageError, pages};
use smithy_wire::Value;

fn value(json: &str) -> Value {
    Value::from_json(json).unwrap()
}

fn found(expression: &str, json: &str) -> String {
    Search::new(expression)
        .unwrap()
        .of(&value(json))
        .unwrap()
        .to_json()
}

#[test]
fn objects_keep_their_order() {
    let page = r#"{"z":[{"tag":"v1","digest":"sha","at":1}],"a":{"HIGH":3,"LOW":1}}"#;
    assert_eq!(found("@", page), page);
    assert_eq!(found("z[0]", page), r#"{"tag":"v1","digest":"sha","at":1}"#);
    assert_eq!(found("keys(@)", page), r#"["z","a"]"#);
    assert_eq!(found("values(a)", r#"{"a":{"z":1,"b":2}}"#), "[1,2]");
    assert_eq!(
        found("z[].{t: tag, d: digest}", page),
        r#"[{"t":"v1","d":"sha"}]"#
    );
    assert_eq!(found("missing", page), "null");
}

#[test]
fn integers_stay_integers() {
    assert_eq!(
        found("n", r#"{"n":18446744073709551615}"#),
        "18446744073709551615"
    );
    assert_eq!(
        found("n", r#"{"n":-9223372036854775808}"#),
        "-9223372036854775808"
    );
    assert_eq!(found("n", r#"{"n":1.5}"#), "1.5");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let error = Search::new("images[?tag==").unwrap_err();
    assert_eq!((error.expression(), error.offset()), ("images[?tag==", 13));
    assert!(
        error
            .to_string()
            .starts_with("JMESPath `images[?tag==`, at character 13: "),
        "{error}"
    );
    let error = Search::new("sum(tag)")
        .unwrap()
        .of(&value(r#"{"tag":"v1"}"#))
        .unwrap_err();
    assert!(error.reason().contains("array[number]"), "{error}");
    let error = Search::new("nothing(@)")
        .unwrap()
        .of(&value("{}"))
        .unwrap_err();
    assert!(error.to_string().contains("nothing"), "{error}");
    assert!(Search::new("&a").unwrap().of(&value("{}")).is_err());
}

#[test]
fn a_page_that_fails_ends_the_search() {
    let config = r#"{"input_token": "t", "output_token": "t", "result_key": "r"}"#;
    let paginator = DynamicPaginator::from_json("List", &value(config)).unwrap();
    let call = |request: &Value| match request.get("t") {
        None => Ok(value(r#"{"r": [[1], [2, 3]], "t": "more"}"#)),
        Some(_) => Err("down"),
    };
    let listing = || {
        Paginate::calling(paginator.clone(), value("{}"), call)
            .pages()
            .unwrap()
    };
    // One level of lists is taken apart, and no more.
    let mut all = pages(listing(), &Search::new("r").unwrap());
    assert_eq!(all.next().unwrap().unwrap(), value("[1]"));
    assert_eq!(all.next().unwrap().unwrap(), value("[2,3]"));
    let Some(Err(SearchPageError::Page(error))) = all.next() else {
        panic!("the second page fails");
    };
    assert_eq!(error.page(), 2);
    assert!(all.next().is_none());
    assert_eq!(all.pages().progress().pages, 1);
    // An expression that fails on a page ends it as well.
    let mut wrong = pages(listing(), &Search::new("abs(r)").unwrap());
    assert!(matches!(
        wrong.next(),
        Some(Err(SearchPageError::Search(_)))
    ));
    assert!(wrong.next().is_none());
}

/// As deep as it gets, on the small stack of a thread.
#[test]
fn nothing_is_too_deep() {
    let levels = ['(', '[', '{', '!', '|', '&', '.', '<', '>', '=', '?'];
    for (part, end) in [
        ("(", ""),
        ("!", "a"),
        ("[", ""),
        ("{a:", ""),
        ("a|", "a"),
        ("a||", "a"),
        ("f(", ""),
        ("a.", "a"),
        ("[*]", ""),
        ("a==", "a"),
        ("[?", ""),
        ("&", "a"),
    ] {
        let text = part.repeat(100 / part.matches(levels).count()) + end;
        if let Ok(search) = Search::new(&text) {
            let _ = search.of(&value(r#"{"a":[{"b":1}]}"#));
        }
        let error = Search::new(&part.repeat(100_000)).unwrap_err();
        assert!(error.reason().contains("100 brackets"), "{error}");
    }
}

proptest! {
    /// Whatever text and page: a value or an error.
    #[test]
    fn no_text_panics(text in r#"[a-z@\[\]{}().*?&|!=<>'"`0-9 :,-]{0,24}"#) {
        if let Ok(search) = Search::new(&text) {
            let _ = search.of(&value(r#"{"a":[{"b":1},{"b":"x"}],"c":{"d":null}}"#));
        }
    }
}
