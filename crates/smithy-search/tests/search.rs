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
    assert!(Search::new("&a").unwrap().of(&value("{}")).is_err());
}

/// Wherever in the expression, and whatever it would be given.
#[test]
fn calls_that_cannot_be_are_refused_before_any_value() {
    let calls = [
        ("nothing(@)", "there is no function `nothing`"),
        ("length()", "`length` has too few arguments: 0, not 1"),
        ("length(a, b)", "`length` has too many arguments: 2, not 1"),
        ("contains(a)", "`contains` has too few arguments: 1, not 2"),
        ("not_null()", "`not_null` has too few arguments: 0, not 1"),
        ("a[::0]", "steps of 0"),
    ];
    let places = [
        "#",
        "x[*].#",
        "x[].#",
        "x.*.#",
        "x[?#]",
        "x[?#==`1`]",
        "!#",
        "x && #",
        "# || x",
        "x | #",
        "[x, #]",
        "{k: #}",
        "sort_by(x, &#)",
        "x[?y].{k: [#]}",
    ];
    for (call, reason) in calls {
        for place in places {
            let text = place.replace('#', call);
            let error = Search::new(&text).expect_err(&text);
            assert!(error.reason().contains(reason), "{text}: {error}");
            assert!(error.offset() <= text.len(), "{text}: {error}");
        }
    }
    let two = Search::new("[length(), nothing(@)]").unwrap_err();
    assert!(two.reason().contains("length"), "the first one: {two}");
}

#[test]
fn every_function_takes_what_its_documentation_says() {
    let known = [
        "abs(n)",
        "avg(l)",
        "ceil(n)",
        "contains(l, n)",
        "ends_with(s, s)",
        "floor(n)",
        "join(s, l)",
        "keys(o)",
        "length(l)",
        "map(&n, l)",
        "max(l)",
        "max_by(l, &n)",
        "merge(o)",
        "merge(o, o, o)",
        "min(l)",
        "min_by(l, &n)",
        "not_null(n)",
        "not_null(n, n, n)",
        "reverse(l)",
        "sort(l)",
        "sort_by(l, &n)",
        "starts_with(s, s)",
        "sum(l)",
        "to_array(n)",
        "to_number(n)",
        "to_string(n)",
        "type(n)",
        "values(o)",
    ];
    for call in known {
        assert!(Search::new(call).is_ok(), "{call}");
    }
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
