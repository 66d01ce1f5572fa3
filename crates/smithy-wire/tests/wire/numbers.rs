//! Integers and floats in every spelling.

use proptest::prelude::*;
use smithy_wire::json::{self, ReadJson, WriteJson};
use smithy_wire::{Number, Value};

use crate::texts;

/// An integer written with its point moved: the same value, whatever the shift and however many zeros follow.
pub(crate) fn respelled(digits: &str, shift: i32, zeros: usize) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |digits| ("-", digits));
    let zeros = "0".repeat(zeros);
    match usize::try_from(shift) {
        Ok(0) => format!("{sign}{digits}.0{zeros}"),
        Ok(shift) => {
            let padded = format!("{digits:0>width$}", width = shift + 1);
            let (whole, fraction) = padded.split_at(padded.len() - shift);
            format!("{sign}{whole}.{fraction}{zeros}e+{shift}")
        }
        Err(_) if digits == "0" => format!("{sign}0E{shift}"),
        Err(_) => format!(
            "{sign}{digits}{}E{shift}",
            "0".repeat(shift.unsigned_abs() as usize)
        ),
    }
}

fn read<T: ReadJson>(text: &str) -> Option<T> {
    json::from_str(text).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn whole_numbers_are_read_however_they_are_written(value: i64, shift in -40..40i32, zeros in 0..50usize) {
        let text = respelled(&value.to_string(), shift, zeros);
        prop_assert_eq!(read::<i64>(&text), Some(value), "{}", text);
        prop_assert_eq!(read::<i32>(&text), i32::try_from(value).ok());
    }

    #[test]
    fn small_types_refuse_what_is_out_of_range(value in -70_000..70_000i64, shift in -5..5i32) {
        let text = respelled(&value.to_string(), shift, 0);
        prop_assert_eq!(read::<i8>(&text), i8::try_from(value).ok());
        prop_assert_eq!(read::<i16>(&text), i16::try_from(value).ok());
        prop_assert_eq!(read::<i32>(&text), i32::try_from(value).ok());
    }

    #[test]
    fn fractions_are_no_integers(whole: i64, more in 0..20usize, digit in 1..10u8, exponent in 0..40usize) {
        // The exponent moves zeros to the left of the point, and never the last digit.
        let text = format!("{whole}.{}{digit}e{exponent}", "0".repeat(exponent + more));
        prop_assert_eq!(read::<i64>(&text), None, "{}", text);
    }

    #[test]
    fn integers_of_any_size_keep_their_digits(text in "-?[1-9][0-9]{0,300}") {
        let value: Number = json::from_str(&text).expect("an integer");
        prop_assert!(value.is_integer());
        prop_assert_eq!(value.to_string(), text);
    }

    #[test]
    fn numbers_are_equal_if_their_values_are(a in texts::number(), b in texts::number()) {
        let (Some(a), Some(b)) = (read::<Number>(&a), read::<Number>(&b)) else { return Ok(()) };
        prop_assert!(a == a);
        prop_assert_eq!(a == b, exact(&a) == exact(&b), "{} and {}", a, b);
    }

    #[test]
    fn an_integer_equals_the_float_it_is(value in any::<f64>().prop_map(f64::trunc)) {
        prop_assume!(value.is_finite());
        let integer: Number = json::from_str(&format!("{value:.0}")).expect("an integer");
        prop_assert_eq!(Some(integer), Number::from_f64(value));
    }

    #[test]
    fn what_is_written_is_read_again(a: i64, b: f64, c: f32, d: i8) {
        fn again<T: WriteJson + ReadJson>(value: &T) -> T {
            json::from_str(&json::to_string(value)).expect("own output")
        }
        prop_assert_eq!(again(&a), a);
        prop_assert_eq!(again(&b).to_bits(), b.to_bits());
        prop_assert_eq!(again(&c).to_bits(), c.to_bits());
        prop_assert_eq!(again(&d), d);
    }
}

/// The value with all its digits.
fn exact(number: &Number) -> String {
    if number.is_integer() {
        return number.to_string();
    }
    let text = format!("{:.1080}", number.as_f64());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".into()
    } else {
        text.into()
    }
}

#[test]
fn what_json_has_no_number_for_is_a_text() {
    for (value, text) in [
        (f64::NAN, r#""NaN""#),
        (f64::INFINITY, r#""Infinity""#),
        (f64::NEG_INFINITY, r#""-Infinity""#),
    ] {
        assert_eq!(json::to_string(&value), text);
        assert_eq!(json::to_string(&(value as f32)), text);
        assert_eq!(json::to_string(&Value::from(value)), text);
        let (again, again32): (f64, f32) = (read(text).unwrap(), read(text).unwrap());
        assert!(again == value || (again.is_nan() && value.is_nan()));
        assert!(f64::from(again32) == value || (again32.is_nan() && value.is_nan()));
    }
    assert_eq!(read::<f64>(r#""nan""#), None);
    assert_eq!(read::<f64>("\"1.0\""), None);
}

#[test]
fn floats_have_the_range_of_their_type() {
    assert_eq!(read::<f32>("1e38"), Some(1e38));
    assert_eq!(read::<f32>("1e39"), None);
    assert_eq!(read::<f32>("16777217"), Some(16_777_216.0));
    assert_eq!(read::<f64>("1e39"), Some(1e39));
    assert_eq!(read::<f64>("1e309"), None);
}

#[test]
fn floats_are_written_in_few_digits() {
    for (value, text) in [
        (0.1, "0.1"),
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (1e300, "1e300"),
        (5e-324, "5e-324"),
        (1e15, "1000000000000000.0"),
    ] {
        assert_eq!(json::to_string(&value), text);
    }
    assert_eq!(json::to_string(&0.1f32), "0.1");
}

#[test]
fn numbers_give_what_they_hold() {
    let number = |text: &str| read::<Number>(text).unwrap();
    assert_eq!(number("1e3").as_i64(), Some(1000));
    assert!(!number("1e3").is_integer());
    assert_eq!(number("1.5").as_i64(), None);
    assert_eq!(number("-1").as_u64(), None);
    assert_eq!(number("-9223372036854775808").as_i64(), Some(i64::MIN));
    assert_eq!(number("18446744073709551616").as_u64(), None);
    assert_eq!(
        number("18446744073709551616").as_f64(),
        18_446_744_073_709_551_616.0
    );
    assert_eq!(
        number("-18446744073709551616").to_string(),
        "-18446744073709551616"
    );
    assert_eq!(number("1e39").as_u64(), None);
    assert_eq!(Number::from_f64(f64::NAN), None);
    assert_eq!(
        Number::from(u128::MAX).to_string(),
        "340282366920938463463374607431768211455"
    );
    assert_eq!(
        Number::from(i128::MIN).to_string(),
        "-170141183460469231731687303715884105728"
    );
    assert_eq!(Number::from(-1i128), Number::from(-1i64));
    assert_eq!(Number::from(1u128), Number::from(1i64));
}
