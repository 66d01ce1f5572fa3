//! Tokens as services may make them: any text at all.

use smithy_pagination::codec;
use smithy_wire::{Object, Value};

use super::rng::Rng;

/// What counts as odd: anything that a codec, a shell or a careless reader may trip over.
const ODD: &[&str] = &[
    "None",
    "null",
    "0",
    "false",
    " ",
    "a b",
    "MTIz",
    "bnVsbA==",
    "e30=",
    "W10=",
    "AAAA",
    "====",
    "a___1",
    "a___b",
    "x___",
    "___2",
    "___",
    "\"quoted\"",
    "it's",
    "{\"a\": 1}",
    "back\\slash",
    "slash/+=",
    "tab\there",
    "line\nend",
    "nul\u{0}",
    "\u{7f}",
    "\u{80}\u{2028}",
    "grüße",
    "日本語",
    "🦀🦀",
    "e\u{301}",
    "\u{feff}",
];

/// A plain token.
pub fn plain(rng: &mut Rng) -> String {
    format!("t{:012x}", rng.draw() >> 16)
}

/// An odd token; `serial` keeps it apart from the others of its service, where its oddity leaves room.
pub fn odd(rng: &mut Rng, serial: usize) -> String {
    match rng.below(12) {
        0 => format!("{}{serial}", "long".repeat(rng.between(200, 1200))),
        1 => looks_like_a_resume_token(serial),
        2 => format!("___{serial}"),
        _ => rng.pick(ODD).copied().unwrap_or_default().to_owned(),
    }
}

/// A service's token that is itself base64 of an object.
fn looks_like_a_resume_token(serial: usize) -> String {
    let mut members = Object::new();
    members.insert("offset", serial as u64);
    codec::encode(&members)
}

/// Whether a token is none of the plain ones.
pub fn is_odd(token: &str) -> bool {
    !(token.len() == 13
        && token.starts_with('t')
        && token.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A starting token made by hand.
pub fn crafted(members: impl IntoIterator<Item = (&'static str, Value)>) -> String {
    codec::encode(&members.into_iter().collect::<Object>())
}
