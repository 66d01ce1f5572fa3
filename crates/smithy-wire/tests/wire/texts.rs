//! JSON texts to test with: valid ones in every spelling, and what mutations make of them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A valid text, except that a number may lie beyond the range of a float.
pub(crate) fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        select(vec!["null", "true", "false", "[]", "{}"]).prop_map(str::to_owned),
        number(),
        string(),
    ];
    let value = scalar.prop_recursive(6, 48, 6, |value| {
        let element = (space(), value, space()).boxed();
        let array = vec(element.clone(), 0..6).prop_map(|elements| {
            let elements: Vec<_> = elements
                .into_iter()
                .map(|(a, value, b)| format!("{a}{value}{b}"))
                .collect();
            format!("[{}]", elements.join(","))
        });
        let members = vec(((space(), name(), space()), element), 0..6);
        let object = members.prop_map(|members| {
            let member = |((a, name, b), (c, value, d))| format!("{a}{name}{b}:{c}{value}{d}");
            format!(
                "{{{}}}",
                members
                    .into_iter()
                    .map(member)
                    .collect::<Vec<_>>()
                    .join(",")
            )
        });
        prop_oneof![array, object]
    });
    (space(), value, space()).prop_map(|(a, value, b)| format!("{a}{value}{b}"))
}

/// A number in any spelling, some of them beyond the range of a float.
pub(crate) fn number() -> impl Strategy<Value = String> {
    let edges = [
        "0",
        "-0",
        "-0.0",
        "0e999999999999999999999",
        "0.0e-7",
        "1e400",
        "-1e400",
        "1e-400",
        "1e308",
        "1e309",
        "1.7976931348623157e308",
        "1.79769313486231579e308",
        "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
        "5e-324",
        "2e-324",
        "18446744073709551615",
        "18446744073709551616",
        "-18446744073709551616",
        "36893488147419103232",
        "-9223372036854775808",
        "-9223372036854775809",
        "9223372036854775807",
        "9223372036854775808",
        "9007199254740993",
        "123456789012345678901234567890",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "0.1e1",
        "100000000000000000000e-20",
        "1844674407370955161.5",
        "18446744073709551615.0e0",
    ];
    prop_oneof![
        1 => select(edges.to_vec()).prop_map(str::to_owned),
        2 => "-?(0|[1-9][0-9]{0,24})",
        2 => "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?",
        1 => any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(|value| format!("{value:?}")),
        1 => any::<i64>().prop_map(|value| value.to_string()),
        1 => (300..420usize).prop_map(|zeros| format!("1{}", "0".repeat(zeros))),
        1 => (300..420usize).prop_map(|zeros| format!("0.{}1e400", "0".repeat(zeros))),
    ]
}

/// A string in any spelling.
pub(crate) fn string() -> impl Strategy<Value = String> {
    let escapes = ["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"];
    let plain = any::<char>().prop_filter("stands for itself", |c| {
        !matches!(c, '\0'..' ' | '"' | '\\')
    });
    let piece = prop_oneof![
        4 => "[a-z ]{0,20}",
        2 => plain.prop_map(String::from),
        2 => select(escapes.to_vec()).prop_map(str::to_owned),
        2 => (any::<char>(), any::<bool>()).prop_map(|(c, upper)| escaped(c, upper)),
    ];
    vec(piece, 0..6).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// The `\u` escapes of a character.
fn escaped(character: char, upper: bool) -> String {
    let units = character.encode_utf16(&mut [0; 2]).to_vec();
    let escape = |unit| {
        if upper {
            format!("\\u{unit:04X}")
        } else {
            format!("\\u{unit:04x}")
        }
    };
    units.into_iter().map(escape).collect()
}

/// A member's name: one of few, so that there are doubles, or any string.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![3 => "\"[abc]\"", 1 => string()]
}

fn space() -> impl Strategy<Value = String> {
    prop_oneof![6 => Just(String::new()), 1 => "[ \t\r\n]{1,12}"]
}

/// What one to three mutations make of a valid text: mostly malformed, and not always UTF-8.
pub(crate) fn mutated() -> impl Strategy<Value = Vec<u8>> {
    (json(), vec(mutation(), 1..4)).prop_map(|(text, mutations)| {
        mutations
            .iter()
            .fold(text.into_bytes(), |bytes, mutation| mutation.apply(bytes))
    })
}

#[derive(Clone, Debug)]
pub(crate) enum Mutation {
    Replace(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index),
    CutAt(Index),
    Repeat(Index, Index),
}

/// Any one change, with bytes that mean something in JSON preferred.
pub(crate) fn mutation() -> impl Strategy<Value = Mutation> {
    let place = any::<Index>;
    let byte = || prop_oneof![6 => select(b"{}[]\",:\\u0123456789.eE+-dDcC8fFntr \t\n\x00\x1f\x7f\x80\xff".to_vec()), 1 => any::<u8>()];
    let pieces: [&[u8]; 12] = [
        b"\\ud800",
        b"\\udc00",
        b"\\uD83D\\uDE00",
        b"\\ud83d\\u0041",
        b"\\ud83d\\n",
        b"\\ud83dx",
        b"\\u+123",
        b"\\u12",
        b"null",
        b"1e400",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
    ];
    let pieces: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.to_vec()).collect();
    prop_oneof![
        4 => (place(), byte()).prop_map(|(at, byte)| Mutation::Replace(at, byte)),
        3 => (place(), byte()).prop_map(|(at, byte)| Mutation::Insert(at, vec![byte])),
        2 => (place(), select(pieces)).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        3 => place().prop_map(Mutation::Remove),
        1 => place().prop_map(Mutation::CutAt),
        1 => (place(), place()).prop_map(|(from, to)| Mutation::Repeat(from, to)),
    ]
}

impl Mutation {
    pub(crate) fn apply(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        if bytes.is_empty() {
            return bytes;
        }
        match self {
            Self::Replace(at, byte) => *at.get_mut(&mut bytes) = *byte,
            Self::Insert(at, piece) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, piece.iter().copied());
            }
            Self::Remove(at) => {
                bytes.remove(at.index(bytes.len()));
            }
            Self::CutAt(at) => bytes.truncate(at.index(bytes.len())),
            Self::Repeat(from, to) => {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                let piece: Vec<u8> = bytes
                    .iter()
                    .take(to.max(from))
                    .skip(to.min(from))
                    .copied()
                    .collect();
                bytes.splice(from..from, piece);
            }
        }
        bytes
    }
}

/// Arrays and objects in each other, some deeper than what may be read.
pub(crate) fn deep() -> impl Strategy<Value = String> {
    vec(any::<bool>(), 120..136).prop_map(|levels| {
        let open: String = levels
            .iter()
            .map(|array| if *array { "[" } else { "{\"a\":" })
            .collect();
        let close: String = levels
            .iter()
            .rev()
            .map(|array| if *array { "]" } else { "}" })
            .collect();
        format!("{open}1{close}")
    })
}
