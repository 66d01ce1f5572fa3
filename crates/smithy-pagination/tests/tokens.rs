//! Token texts: Python's bytes out, Python's leniency in, and nothing but tokens into a request.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{ListThings, request, runner};
use proptest::prelude::*;
use smithy_pagination::codec::{self, DecodeError};
use smithy_pagination::{ConfigError, DynamicPaginator, PageConfig, Pager};
use smithy_wire::{Number, Object, Value};

fn object(json: &str) -> Object {
    match Value::from_json(json).unwrap() {
        Value::Object(object) => object,
        other => unreachable!("{other:?}"),
    }
}

fn text_of(token: &str) -> String {
    String::from_utf8(STANDARD.decode(token).unwrap()).unwrap()
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|n| Value::Number(Number::from(n))),
        "[1-9][0-9]{20,40}".prop_map(|digits| Value::from_json(&digits).unwrap()),
        any::<f64>().prop_filter_map("finite", |x| Number::from_f64(x).map(Value::Number)),
        any::<String>().prop_map(Value::String),
        "[ -~]{0,12}".prop_map(Value::String),
    ];
    nested(leaf.boxed())
}

fn nested(leaf: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            members(inner).prop_map(Value::Object),
        ]
    })
}

fn bytes(bytes: Vec<u8>) -> Value {
    let text = Value::String(STANDARD.encode(bytes));
    Value::Object(Object::from_iter([("smithy.api#Blob", text)]))
}

fn members(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Object> {
    let name = prop_oneof!["[a-zA-Z]{1,8}", any::<String>()];
    let is_reserved = |name: &String| name == "boto_encoded_keys";
    let name = name.prop_filter("reserved", move |name| !is_reserved(name));
    prop::collection::vec((name, values), 0..5).prop_map(|members| {
        members
            .into_iter()
            .fold(Object::new(), |mut object, (name, value)| {
                object.insert(name, value);
                object
            })
    })
}

/// The text without what stands in strings.
fn skeleton(json: &str) -> String {
    let mut out = String::new();
    let (mut inside, mut escaped) = (false, false);
    for c in json.chars() {
        if !inside || (c == '"' && !escaped) {
            out.push(c);
        }
        inside ^= c == '"' && !escaped;
        escaped = inside && c == '\\' && !escaped;
    }
    out
}

#[test]
fn encoding_is_ascii_json_with_pythons_separators_and_reads_back() {
    let mut runner = runner(file!());
    let property = |token: Object| {
        let text = codec::encode(&token);
        let json = text_of(&text);
        prop_assert!(
            json.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
            "{}",
            json
        );
        let skeleton = skeleton(&json);
        prop_assert!(!skeleton.replace(", ", "").contains([',']), "{}", json);
        prop_assert_eq!(
            skeleton.matches(' ').count(),
            skeleton.matches([',', ':']).count()
        );
        prop_assert_eq!(
            skeleton.matches(": ").count(),
            skeleton.matches(':').count()
        );

        // Another reader finds the same, and so do we; the order too.
        let foreign: serde_json::Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(foreign.as_object().unwrap().len(), token.len());
        let decoded = codec::decode(&text).unwrap();
        prop_assert!(
            decoded
                .iter()
                .map(|(name, _)| name)
                .eq(token.iter().map(|(name, _)| name))
        );
        prop_assert_eq!(codec::encode(&decoded), text);
        prop_assert_eq!(decoded, token);
        Ok(())
    };
    runner.run(&members(values()), property).unwrap();
}

#[test]
fn a_text_is_escaped_as_python_does() {
    let mut runner = runner(file!());
    let property = |text: String| {
        let mut token = Object::new();
        token.insert("t", Value::String(text.clone()));
        let json = text_of(&codec::encode(&token));
        let mut expected = String::new();
        for unit in text.encode_utf16() {
            expected += &match unit {
                0x8 => "\\b".into(),
                0x9 => "\\t".into(),
                0xA => "\\n".into(),
                0xC => "\\f".into(),
                0xD => "\\r".into(),
                0x22 => "\\\"".into(),
                0x5C => "\\\\".into(),
                0x20..0x7F => String::from_utf16(&[unit]).unwrap(),
                _ => format!("\\u{unit:04x}"),
            };
        }
        prop_assert_eq!(json, format!("{{\"t\": \"{expected}\"}}"));
        Ok(())
    };
    runner.run(&any::<String>(), property).unwrap();
}

#[test]
fn decoding_never_panics() {
    let mut runner = runner(file!());
    let damaged = (
        members(values()),
        prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    );
    let damaged = damaged.prop_map(|(token, damage)| {
        let mut bytes = text_of(&codec::encode(&token)).into_bytes();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        STANDARD.encode(bytes)
    });
    let texts = prop_oneof![
        any::<String>(),
        "[A-Za-z0-9+/=_-]{0,40}",
        damaged,
        "(a|None|___|_|[0-9]){0,8}"
    ];
    let property = |text: String| {
        let _ = codec::decode(&text);
        let _ = Pager::new(
            ListThings,
            request(),
            &PageConfig::new().starting_token(text.as_str()),
        );
        Ok(())
    };
    runner.run(&texts, property).unwrap();
}

#[test]
fn foreign_characters_and_spare_bits_do_not_matter() {
    let mut runner = runner(file!());
    let junk = prop::collection::vec(
        (any::<prop::sample::Index>(), "[-_ !\n.\u{e9}\u{1f680}]"),
        0..5,
    );
    let property = |(token, junk): (Object, Vec<(prop::sample::Index, String)>)| {
        let clean = codec::encode(&token);
        let mut text = clean.clone();
        for (place, junk) in junk {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            text.insert_str(places[place.index(places.len())], &junk);
        }
        prop_assert_eq!(codec::decode(&text), codec::decode(&clean));
        // Behind the padding nothing is read.
        if clean.ends_with('=') {
            prop_assert_eq!(
                codec::decode(&(clean.clone() + "AAAA")),
                codec::decode(&clean)
            );
        }
        let unpadded = clean.trim_end_matches('=');
        prop_assert_eq!(codec::decode(unpadded).is_ok(), unpadded == clean);
        Ok(())
    };
    runner.run(&(members(values()), junk), property).unwrap();
}

#[test]
fn a_token_sets_the_input_tokens_and_nothing_else() {
    let config = r#"{"input_token": ["a", "b"], "output_token": ["a", "b"], "result_key": "r"}"#;
    let paginator = DynamicPaginator::from_json("Op", &Value::from_json(config).unwrap()).unwrap();
    let params =
        object(r#"{"repositoryName": "app/web", "filter": {"tagStatus": "TAGGED"}, "a": 1}"#);
    let name = prop::sample::select(vec![
        "a",
        "b",
        "repositoryName",
        "filter",
        "c",
        "boto_truncate_amount",
    ]);
    let tokens = prop::collection::vec((name, values()), 0..4);
    let accepted = std::cell::Cell::new(0);
    let mut runner = runner(file!());
    let property = |members: Vec<(&'static str, Value)>| {
        let mut token = Object::new();
        // Half of them start from a good token.
        if members.len().is_multiple_of(2) {
            token.insert("a", Value::Null);
            token.insert("b", Value::Null);
        }
        members
            .into_iter()
            .for_each(|(name, value)| drop(token.insert(name, value)));
        let start = PageConfig::new().starting_token(codec::encode(&token));
        let pager = Pager::new(paginator.clone(), Value::Object(params.clone()), &start);
        let names = |object: &Object| {
            object
                .iter()
                .map(|(name, _)| name.to_owned())
                .collect::<Vec<_>>()
        };
        let mut expected = names(&token);
        expected.retain(|name| name != "boto_truncate_amount");
        expected.sort();
        let Ok(pager) = pager else { return Ok(()) };
        accepted.set(accepted.get() + 1);
        prop_assert_eq!(expected, ["a", "b"]);
        let sent = pager
            .request()
            .unwrap()
            .unwrap()
            .as_object()
            .unwrap()
            .clone();
        for (name, value) in sent.iter() {
            match name {
                "a" | "b" => prop_assert_eq!(Some(value), token.get(name)),
                other => prop_assert_eq!(Some(value), params.get(other)),
            }
        }
        prop_assert!(sent.contains("repositoryName") && sent.contains("filter"));
        Ok(())
    };
    runner.run(&tokens, property).unwrap();
    assert!(accepted.get() > 0);
}

/// Recorded from Python 3.11.
#[test]
fn floats_are_written_as_pythons_repr() {
    let python = "[0.0, -0.0, 1.0, 0.1, 1.5, 100.0, 123456789.125, 0.0001, 0.00012345, 1e-05, 1.5e-07, \
                  9999999999999998.0, 1e+16, 1.2345e+22, 1e+100, 5e-324, 1.7976931348623157e+308, 2.5e-100]";
    let json = format!("{{\"f\": {python}}}");
    assert_eq!(text_of(&codec::encode(&object(&json))), json);
}

/// Recorded from boto3.
#[test]
fn recorded_texts() {
    let pairs = [
        (
            r#"{"nextToken": null, "boto_truncate_amount": 2}"#,
            "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ==",
        ),
        (
            r#"{"nextToken": "m79/key.79"}"#,
            "eyJuZXh0VG9rZW4iOiAibTc5L2tleS43OSJ9",
        ),
        (
            r#"{"nextToken": "wygV2CJJGPhDkkvH"}"#,
            "eyJuZXh0VG9rZW4iOiAid3lnVjJDSkpHUGhEa2t2SCJ9",
        ),
    ];
    let long = concat!(
        r#"{"Key": "a\"\\/\b\f\n\r\t\u0000\u001f~\u007f\u00e9\u20ac\ud83d\ude80", "#,
        r#""N": [1, -2, 123456789012345678901234567890, true, false, null, {}, [], {"x": "y"}]}"#,
    );
    let long_text = concat!(
        "eyJLZXkiOiAiYVwiXFwvXGJcZlxuXHJcdFx1MDAwMFx1MDAxZn5cdTAwN2ZcdTAwZTlcdTIwYWNcdWQ4M2RcdWRlODAiLCAiTiI6",
        "IFsxLCAtMiwgMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwLCB0cnVlLCBmYWxzZSwgbnVsbCwge30sIFtdLCB7IngiOiAi",
        "eSJ9XX0=",
    );
    for (json, text) in pairs.into_iter().chain([(long, long_text)]) {
        assert_eq!(codec::encode(&object(json)), text);
        assert_eq!(codec::decode(text).unwrap(), object(json));
    }
}

#[test]
fn what_is_no_token_says_how_boto3_takes_it() {
    let base64 = |json: &str| STANDARD.encode(json);
    let cases = [
        ("not a token".into(), DecodeError::Base64, true),
        ("garbage".into(), DecodeError::Base64, true),
        ("gIA=".into(), DecodeError::Utf8, true),
        (String::new(), DecodeError::Json, true),
        (base64("{'a': 1}"), DecodeError::Json, true),
        (base64("\u{feff}{}"), DecodeError::Json, true),
        (base64("[1, 2]"), DecodeError::List, true),
        ("MTIz".into(), DecodeError::Scalar, false),
        (base64(" NaN "), DecodeError::Scalar, false),
        (base64("\"text\""), DecodeError::Scalar, false),
        (
            base64(r#"{"a": "YQ==", "boto_encoded_keys": [["b"]]}"#),
            DecodeError::BytesPath,
            false,
        ),
        (
            base64(r#"{"a": "YQ==", "boto_encoded_keys": [["a"], ["a"]]}"#),
            DecodeError::BytesPath,
            false,
        ),
        (
            base64(r#"{"a": null, "boto_encoded_keys": [["a"]]}"#),
            DecodeError::BytesPath,
            false,
        ),
        (
            base64(r#"{"a": ["YQ=="], "boto_encoded_keys": [["a", 1]]}"#),
            DecodeError::BytesPath,
            false,
        ),
        (
            base64(r#"{"a": "YQ==", "boto_encoded_keys": true}"#),
            DecodeError::BytesList,
            true,
        ),
        (
            base64(r#"{"a": "YQ", "boto_encoded_keys": [["a"]]}"#),
            DecodeError::BytesList,
            true,
        ),
        (
            base64(r#"{"a": ["YQ=="], "boto_encoded_keys": [["a", "0"]]}"#),
            DecodeError::BytesList,
            true,
        ),
        (
            base64(r#"{"a": "YQ==", "boto_encoded_keys": [["a", "b"]]}"#),
            DecodeError::BytesList,
            true,
        ),
    ];
    for (text, error, is_service_token) in cases {
        assert_eq!(codec::decode(&text), Err(error), "{text}");
        assert_eq!(error.is_service_token(), is_service_token);
    }
    for none in ["null", "[]", "{}", "\"\""] {
        let text = base64(&format!(r#"{{"a": 1, "boto_encoded_keys": {none}}}"#));
        assert_eq!(codec::decode(&text), Ok(object(r#"{"a": 1}"#)));
    }
}

#[test]
fn bytes_come_back_from_wherever_they_are() {
    let blob = prop::collection::vec(any::<u8>(), 0..5).prop_map(bytes);
    let leaf = prop_oneof![blob, any::<String>().prop_map(Value::String)];
    runner(file!())
        .run(&members(nested(leaf.boxed())), |token| {
            prop_assert_eq!(codec::decode(&codec::encode(&token)), Ok(token));
            Ok(())
        })
        .unwrap();
}

#[test]
fn bytes_are_read_from_where_the_list_says() {
    let cases = [
        (
            r#"{"a": "YQ==", "boto_encoded_keys": [["a"]]}"#,
            r#"{"a": B}"#,
        ),
        (
            r#"{"a": {"b": ["YQ=="]}, "boto_encoded_keys": [["a", "b", -1]]}"#,
            r#"{"a": {"b": [B]}}"#,
        ),
        (r#"{"a": "YQ==", "boto_encoded_keys": "a"}"#, r#"{"a": B}"#),
        (
            r#"{"a": "YR==", "boto_encoded_keys": [["a"]]}"#,
            r#"{"a": B}"#,
        ),
    ];
    for (text, token) in cases {
        let token = object(&token.replace('B', r#"{"smithy.api#Blob": "YQ=="}"#));
        assert_eq!(codec::decode(&STANDARD.encode(text)), Ok(token));
    }
}

/// Values that do not tell bytes from texts cannot go on with bytes: the next token would say nothing of them.
#[test]
fn bytes_are_refused_by_the_dynamic_paginator() {
    let config = r#"{"input_token": "a", "output_token": "a", "result_key": "r"}"#;
    let paginator = DynamicPaginator::from_json("Op", &Value::from_json(config).unwrap()).unwrap();
    let token = codec::encode(&Object::from_iter([("a", bytes(vec![1]))]));
    let config = PageConfig::new().starting_token(token);
    let error = Pager::new(paginator, Value::Object(Object::new()), &config).err();
    assert!(
        matches!(error, Some(ConfigError::TokenValue(_))),
        "{error:?}"
    );
}

/// What botocore's encoder makes of `{"k": {"a": [b"\x01\x02", "s"], "b": b""}, "boto_truncate_amount": 3}`.
#[test]
fn bytes_are_written_as_botocore_does() {
    let text = concat!(
        r#"{"k": {"a": ["AQI=", "s"], "b": ""}, "boto_truncate_amount": 3, "#,
        r#""boto_encoded_keys": [["k", "a", 0], ["k", "b"]]}"#,
    );
    let blob = |base64: &str| format!(r#"{{"smithy.api#Blob": "{base64}"}}"#);
    let token = object(&format!(
        r#"{{"k": {{"a": [{}, "s"], "b": {}}}, "boto_truncate_amount": 3}}"#,
        blob("AQI="),
        blob("")
    ));
    assert_eq!(text_of(&codec::encode(&token)), text);
    assert_eq!(codec::decode(&codec::encode(&token)), Ok(token));
}

#[test]
fn odd_but_readable_texts() {
    let read = |json: &str| codec::decode(&STANDARD.encode(json)).unwrap();
    assert_eq!(
        codec::encode(&read("{\"b\": 1, \"a\": 2, \"b\": 3}")),
        codec::encode(&object("{\"b\": 3, \"a\": 2}"))
    );
    assert_eq!(
        text_of(&codec::encode(&read("{\"t\":-0, \"u\": -0.0, \"v\": 1E2}"))),
        r#"{"t": 0, "u": -0.0, "v": 100.0}"#
    );
    // A `=` at a group's start or behind its first character is skipped.
    assert_eq!(codec::decode("=e=yJ0IjogMX0="), Ok(object(r#"{"t": 1}"#)));
    assert_eq!(codec::decode("e===yJ0IjogMX0="), Ok(object(r#"{"t": 1}"#)));
    // One behind the second character ends nothing unless another follows at once.
    assert_eq!(codec::decode("ey=J0Ij=ogMX0="), Ok(object(r#"{"t": 1}"#)));
    // Two do, and nothing behind them is read.
    assert_eq!(codec::decode("e30=eyJ0"), Ok(Object::new()));
    assert_eq!(codec::decode("e3 0 =garbage"), Ok(Object::new()));
    assert_eq!(codec::decode("IHt9IA==eyJ0"), Ok(Object::new()));
}
