//! Timestamps: exact from the wire, and the calendar.

use proptest::prelude::*;
use smithy_wire::{Timestamp, json};

use crate::numbers::respelled;

const YEAR_0: i64 = -62_167_219_200;
const YEAR_10000: i64 = 253_402_300_800;

fn any_timestamp() -> impl Strategy<Value = Timestamp> {
    let seconds = prop_oneof![
        any::<i64>(),
        Just(i64::MIN),
        Just(i64::MAX),
        YEAR_0..YEAR_10000,
        -5..5i64
    ];
    let nanos = prop_oneof![
        Just(0),
        0..1_000_000_000u32,
        (0..1000u32).prop_map(|millis| millis * 1_000_000)
    ];
    (seconds, nanos).prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos))
}

fn read(text: &str) -> Option<Timestamp> {
    json::from_str(text).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn the_wire_form_is_exact(timestamp in any_timestamp()) {
        let text = json::to_string(&timestamp);
        prop_assert!(!text.contains('e'));
        prop_assert_eq!(read(&text), Some(timestamp), "{}", text);
        prop_assert_eq!(Timestamp::from_epoch_text(&text), Ok(timestamp));
        prop_assert_eq!(text.parse(), Ok(timestamp));
    }

    /// The nanoseconds since 1970 as an integer, its point moved by nine digits more than it is spelled with.
    #[test]
    fn moving_the_point_changes_nothing(timestamp in any_timestamp(), shift in -20..30i32, zeros in 0..40usize) {
        let total = i128::from(timestamp.seconds()) * 1_000_000_000 + i128::from(timestamp.subsec_nanos());
        let spelled = respelled(&total.to_string(), shift, zeros);
        let (digits, exponent) = spelled.split_once(['e', 'E']).unwrap_or((&spelled, "0"));
        let exponent: i32 = exponent.parse().expect("an exponent");
        let text = format!("{digits}e{}", exponent - 9);
        prop_assert_eq!(read(&text), Some(timestamp), "{}", text);
    }

    /// A member's time has a reader of its own for the forms that services write; the text of a time alone has not.
    #[test]
    fn the_usual_forms_are_read_as_every_other(
        number in "[0-9]\\.[0-9]{6,18}[Ee]?[+-]?[0-9]{0,2}|[0-9]{9,12}(\\.[0-9]{0,10})?([Ee][0-9]?)?",
        after in prop::sample::select(vec!["", ",1715012342", " ", ".5", "E9", ",1.715012342E9"]),
    ) {
        let read: Option<Vec<Timestamp>> = json::from_str(&format!("[{number}{after}]")).ok();
        let texts = format!("{number}{after}");
        let expected: Option<Vec<_>> = texts
            .split(',')
            .map(|text| Timestamp::from_epoch_text(text.trim_end()).ok())
            .collect();
        prop_assert_eq!(read, expected, "{}", texts);
    }

    #[test]
    fn digits_past_the_ninth_are_dropped(timestamp in any_timestamp(), more in "[0-9]{1,60}") {
        let text = json::to_string(&timestamp);
        let text = if text.contains('.') { text } else { format!("{text}.") };
        let (_, fraction) = text.split_once('.').expect("a point");
        let padded = format!("{text}{}{more}", "0".repeat(9 - fraction.len()));
        prop_assert_eq!(read(&padded), Some(timestamp), "{}", padded);
    }

    #[test]
    fn the_text_form_is_read_again(timestamp in any_timestamp()) {
        let text = timestamp.to_string();
        prop_assert_eq!(text.parse(), Ok(timestamp), "{}", text);
    }

    #[test]
    fn the_text_form_sorts_as_time_does(a in YEAR_0..YEAR_10000, b in YEAR_0..YEAR_10000) {
        let (a, b) = (Timestamp::new(a, 0), Timestamp::new(b, 0));
        prop_assert_eq!(a.to_string().len(), "2024-05-06T16:19:02Z".len());
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }

    #[test]
    fn an_offset_is_taken_off(seconds in YEAR_0 + 86_400..YEAR_10000 - 86_400, hours in 0..24i64, minutes in 0..60i64) {
        let offset = hours * 3600 + minutes * 60;
        for (sign, seconds_there) in [('+', seconds + offset), ('-', seconds - offset)] {
            let there = Timestamp::new(seconds_there, 0).to_string().replace('Z', &format!("{sign}{hours:02}:{minutes:02}"));
            prop_assert_eq!(there.parse(), Ok(Timestamp::new(seconds, 0)), "{}", there);
        }
    }

    #[test]
    fn any_text_gives_an_answer(text in "[-+0-9TZ:.e ]{0,30}|\\PC{0,30}") {
        let _ = text.parse::<Timestamp>();
    }
}

/// Counts the days by the rule that everyone learns, and asks for the first and the last of each month.
#[test]
fn the_calendar_agrees_with_counting_days() {
    let mut day = YEAR_0 / 86_400;
    for year in 0..10_000 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let lengths = [
            31,
            if leap { 29 } else { 28 },
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ];
        for (month, length) in (1..).zip(lengths) {
            assert_eq!(date(day), format!("{year:04}-{month:02}-01T00:00:00Z"));
            assert_eq!(
                date(day + length - 1),
                format!("{year:04}-{month:02}-{length}T00:00:00Z")
            );
            assert!(
                format!("{year:04}-{month:02}-{}T00:00:00Z", length + 1)
                    .parse::<Timestamp>()
                    .is_err()
            );
            day += length;
        }
    }
    assert_eq!(day * 86_400, YEAR_10000);
}

fn date(day: i64) -> String {
    Timestamp::new(day * 86_400, 0).to_string()
}

#[test]
fn known_moments() {
    for (epoch, text) in [
        ("0", "1970-01-01T00:00:00Z"),
        ("-0", "1970-01-01T00:00:00Z"),
        ("1.715012342E9", "2024-05-06T16:19:02Z"),
        ("1726571983.907", "2024-09-17T11:19:43.907Z"),
        ("-0.5", "1969-12-31T23:59:59.5Z"),
        ("-1.000000001e0", "1969-12-31T23:59:58.999999999Z"),
        ("951782400", "2000-02-29T00:00:00Z"),
        ("1709251199", "2024-02-29T23:59:59Z"),
        ("-2203891200", "1900-03-01T00:00:00Z"),
        ("4107542400", "2100-03-01T00:00:00Z"),
        ("-62167219200", "0000-01-01T00:00:00Z"),
        ("253402300799.999999999", "9999-12-31T23:59:59.999999999Z"),
        ("253402300800", "+10000-01-01T00:00:00Z"),
        ("-62167219201", "-0001-12-31T23:59:59Z"),
        ("9223372036854775807", "+292277026596-12-04T15:30:07Z"),
        ("-9223372036854775808", "-292277022657-01-27T08:29:52Z"),
    ] {
        let timestamp = Timestamp::from_epoch_text(epoch).unwrap();
        assert_eq!(timestamp.to_string(), text);
        assert_eq!(text.parse(), Ok(timestamp));
    }
}

#[test]
fn numbers_out_of_range_are_refused_and_small_ones_are_zero() {
    for text in [
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e400",
        "1e99999999999999999999",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    for text in [
        "1e-10",
        "-1e-10",
        "1e-400",
        "0e99999999999999999999",
        "0.000000000000000000000000000000000000000000001",
    ] {
        assert_eq!(read(text), Some(Timestamp::default()), "{text}");
    }
    for text in ["", "1 ", " 1", "1.", ".5", "+1", "01", "1e", "NaN", "\"1\""] {
        assert!(Timestamp::from_epoch_text(text).is_err(), "{text}");
    }
}

#[test]
fn malformed_texts_are_refused() {
    for text in [
        "2024-05-06",
        "2024-05-06T16:19Z",
        "2024-05-06T16:19:02",
        "2024-5-06T16:19:02Z",
        "2024-00-06T16:19:02Z",
        "2024-13-06T16:19:02Z",
        "2023-02-29T16:19:02Z",
        "2024-05-00T16:19:02Z",
        "2024-05-06T24:19:02Z",
        "2024-05-06T16:60:02Z",
        "2024-05-06T16:19:61Z",
        "2024-05-06T16:19:02.Z",
        "2024-05-06T16:19:02Z ",
        "2024-05-06T16:19:02+0200",
        "2024-05-06T16:19:02+24:00",
        "+2024-05-06T16:19:02Zx",
        "20240-05-06T16:19:02Z",
        "+9999999999999-05-06T16:19:02Z",
        "+999999999999-05-06T16:19:02Z",
        "٢٠٢٤-05-06T16:19:02Z",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
    for text in [
        "2024-05-06t16:19:02z",
        "2024-05-06 16:19:02Z",
        "2024-05-06T16:19:02.0000000009Z",
        "2024-05-06T16:18:62Z",
    ] {
        let refused = text.contains("62");
        assert_eq!(
            text.parse::<Timestamp>().ok(),
            (!refused).then_some(Timestamp::new(1_715_012_342, 0)),
            "{text}"
        );
    }
    let leap_second: Timestamp = "2016-12-31T23:59:60Z".parse().unwrap();
    assert_eq!(leap_second.to_string(), "2017-01-01T00:00:00Z");
}

#[test]
fn nanoseconds_carry_over() {
    assert_eq!(
        Timestamp::new(1, 2_500_000_000),
        Timestamp::new(3, 500_000_000)
    );
    assert_eq!(
        Timestamp::new(i64::MAX, 1_000_000_000),
        Timestamp::new(i64::MAX, 999_999_999)
    );
}
