//! Numbers in a token are Python's, to the last digit.
#![allow(
    clippy::excessive_precision,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests"
)]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::runner;
use proptest::prelude::*;
use smithy_pagination::codec;
use smithy_wire::{Number, Object, Value};

fn text_of(token: &str) -> String {
    String::from_utf8(STANDARD.decode(token).unwrap()).unwrap()
}

/// Python's `repr` of a float, written from its rules alone: the fewest digits that read back as the number,
/// of those the nearest to it, of two equally near the even one.
fn repr(value: f64) -> String {
    let digits = (0..17).find_map(|digits| {
        let rounded = format!("{value:.digits$e}");
        (rounded.parse() == Ok(value)).then_some(rounded)
    });
    // At a power of two the nearest of that length may be the neighbour's, and the next one is this number's.
    let shortest = format!("{value:e}");
    let length = |text: &str| {
        text.split('e')
            .next()
            .unwrap()
            .bytes()
            .filter(u8::is_ascii_digit)
            .count()
    };
    let digits = digits
        .filter(|digits| length(digits) == length(&shortest))
        .unwrap_or(shortest);
    let (mantissa, exponent) = digits.split_once('e').unwrap();
    let exponent: i32 = exponent.parse().unwrap();
    if !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    // As many decimal places as move the point behind the last digit, and one at least.
    let places = i32::try_from(length(mantissa)).unwrap() - 1 - exponent;
    let places = usize::try_from(places.max(1)).unwrap();
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let mut figures: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    while i32::try_from(figures.len()).unwrap() <= exponent {
        figures.push('0');
    }
    if exponent >= 0 {
        figures.insert(exponent as usize + 1, '.');
    } else {
        figures = format!(
            "0.{}{figures}",
            "0".repeat(exponent.unsigned_abs() as usize - 1)
        );
    }
    if figures.ends_with('.') {
        figures.push('0');
    }
    assert_eq!(
        figures.split('.').nth(1).unwrap().len(),
        places,
        "{figures}"
    );
    format!("{sign}{figures}")
}

#[test]
fn a_float_is_printed_as_python_does() {
    let recorded = [
        (-1_486_797_188_487_394.25, "-1486797188487394.2"),
        (5e-324, "5e-324"),
        (0.0001, "0.0001"),
        (1e-5, "1e-05"),
        (1e16, "1e+16"),
        (9_007_199_254_740_993.0, "9007199254740992.0"),
        (5.684_341_886_080_802e-14, "5.684341886080802e-14"),
        (123_456_789_012_345.675, "123456789012345.67"),
    ];
    for (value, expected) in recorded {
        assert_eq!(repr(value), expected);
    }
    let ties = (any::<i64>(), 0..6_i32).prop_map(|(n, halves)| n as f64 / 2_f64.powi(halves));
    let near_powers = (-300..300_i32, -2..3_i64)
        .prop_map(|(power, off)| f64::from_bits((2_f64.powi(power).to_bits() as i64 + off) as u64));
    let floats = prop_oneof![any::<f64>(), ties, near_powers, -1e6..1e6_f64];
    let floats = floats.prop_filter("finite", |value| value.is_finite());
    let property = |value: f64| {
        let mut token = Object::new();
        token.insert("t", Value::Number(Number::from_f64(value).unwrap()));
        let json = text_of(&codec::encode(&token));
        prop_assert_eq!(json, format!("{{\"t\": {}}}", repr(value)));
        Ok(())
    };
    runner(file!()).run(&floats, property).unwrap();
}
