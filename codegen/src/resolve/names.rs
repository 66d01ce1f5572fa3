//! Names: the model's spelling → Rust's.
//!
//! Every name is a function of the model's own name alone, and two names of the model that differ in more than
//! case never become one: what is added beside a shape or member can not rename it.
//! A reserved word gets an underscore behind it.

use super::reserved::{CONSTANTS, KEYWORDS, METHODS, MODULES, TYPES};
use crate::ir::Names;

/// The names of a shape that gets a type, a file and a schema table.
pub(crate) fn shape(name: &str) -> Names {
    named(name, &type_name(name))
}

/// The names of what an operation owns, under the operation's module: `DescribeImagesRequest`.
pub(crate) fn owned(operation: &str, suffix: &str) -> Names {
    named(operation, &format!("{}{suffix}", capitalized(operation)))
}

fn named(source: &str, ty: &str) -> Names {
    let base = snake(source);
    Names {
        ty: ty.to_owned(),
        constant: step_aside(&base.to_uppercase(), CONSTANTS),
        module: step_aside(&step_aside(&base, KEYWORDS), MODULES),
    }
}

/// A type's name: the model's spelling, its first letter a capital.
pub(crate) fn type_name(name: &str) -> String {
    reserve(&capitalized(name), TYPES)
}

/// A variant of an operation's error enum: the error's own name.
pub(crate) fn error_variant(ty: &str) -> String {
    reserve(ty, &["Unhandled"])
}

/// A field's name: snake case.
pub(crate) fn field(name: &str) -> String {
    step_aside(&snake(name), KEYWORDS)
}

/// A field of an error structure, which has a field `meta` of ours.
pub(crate) fn error_field(name: &str) -> String {
    step_aside(&field(name), &["meta"])
}

/// The setter of a field; where the field had to give way to one of ours, so does the setter.
pub(crate) fn setter(field: &str, name: &str) -> String {
    let gave_way = field.trim_end_matches('_') == "meta";
    if gave_way {
        format!("with_{field}")
    } else {
        format!("with_{}", snake(name))
    }
}

/// The accessor beside a field, unless it would hide another function.
pub(crate) fn accessor(field: &str) -> Option<String> {
    let hides = METHODS.contains(&field) || field.starts_with("with_");
    (!hides).then(|| field.to_owned())
}

/// The variants of an enum or union: camel case, `open` being taken by the case for what is unknown.
///
/// Several spellings become one here (`IN_PROGRESS`, `InProgress`).
/// The one that stands first in the model has the name; a later one keeps the model's spelling.
pub(crate) fn variants<'a>(names: impl Iterator<Item = &'a str>, open: &'a str) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for name in names {
        let nice = reserve(&variant(name), &["Self", open]);
        let choices = [nice, reserve(name, &["Self", open])];
        let free = choices
            .iter()
            .find(|choice| !taken.contains(choice))
            .cloned();
        taken.push(free.unwrap_or_else(|| numbered(name, &taken)));
    }
    taken
}

fn numbered(name: &str, taken: &[String]) -> String {
    let mut candidates = (2_u32..).map(|number| format!("{name}_{number}"));
    candidates
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or_default()
}

fn variant(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for word in name.split('_').filter(|word| !word.is_empty()) {
        let digits_meet = camel.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit());
        if digits_meet {
            camel.push('_');
        }
        words(word)
            .iter()
            .for_each(|word| push_capitalized(&mut camel, word));
    }
    if camel.starts_with(|first: char| first.is_ascii_digit()) {
        camel.insert(0, '_');
    }
    camel
}

fn push_capitalized(camel: &mut String, word: &str) {
    let mut letters = word.chars();
    camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
    camel.extend(letters.map(|letter| letter.to_ascii_lowercase()));
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Snake case. A name with underscores of its own keeps them, has no others, and ends with one more.
pub(crate) fn snake(name: &str) -> String {
    if name.contains('_') {
        format!("{}_", name.to_lowercase())
    } else {
        words(name).join("_").to_lowercase()
    }
}

/// The name's words, as a reader would split them: `S3Object` → `S3`, `Object`; `KMSKeyARNs` → `KMS`, `Key`, `ARNs`;
/// `IPv4Address` → `IPv4`, `Address`.
pub(crate) fn words(name: &str) -> Vec<&str> {
    let bytes = name.as_bytes();
    let mut words = Vec::new();
    let mut start = 0;
    for at in 1..bytes.len() {
        if begins_word(bytes, at) {
            words.extend(name.get(start..at));
            start = at;
        }
    }
    words.extend(name.get(start..));
    words.retain(|word| !word.is_empty());
    words
}

fn begins_word(bytes: &[u8], at: usize) -> bool {
    let is = |at: usize, test: fn(&u8) -> bool| bytes.get(at).is_some_and(test);
    if !is(at, u8::is_ascii_uppercase) {
        return false;
    }
    let inside_capitals = is(at - 1, u8::is_ascii_uppercase);
    let plural = is(at + 1, |byte| *byte == b's') && !is(at + 2, u8::is_ascii_lowercase);
    let version = is(at + 1, |byte| *byte == b'v') && is(at + 2, u8::is_ascii_digit);
    !inside_capitals || (is(at + 1, u8::is_ascii_lowercase) && !plural && !version)
}

/// A type or variant gives way to a reserved word, and one that looks like it gave way does so once more.
fn reserve(name: &str, reserved: &[&str]) -> String {
    match reserved.contains(&name.trim_end_matches('_')) {
        true => format!("{name}_"),
        false => name.to_owned(),
    }
}

/// A name in snake case gives way to a reserved word. Only names with underscores of their own end with one already,
/// and no reserved word here has any.
fn step_aside(name: &str, reserved: &[&str]) -> String {
    match reserved.contains(&name) {
        true => format!("{name}_"),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Smithy's identifiers, the ones with trouble in them often.
    fn identifier() -> impl Strategy<Value = String> {
        let troubled = proptest::sample::select([KEYWORDS, MODULES, TYPES, METHODS].concat());
        let parts = proptest::collection::vec("[a-zA-Z][a-z0-9]{0,3}|[A-Z]{1,3}|_", 1..4);
        let made = parts.prop_map(|parts| format!("a{}", parts.concat()));
        let underscored = (troubled.clone(), 0..3_usize)
            .prop_map(|(word, count)| word.to_owned() + &"_".repeat(count));
        prop_oneof![made, underscored, "_{0,2}[a-zA-Z][a-zA-Z0-9_]{0,8}"]
    }

    fn is_identifier(name: &str) -> bool {
        syn::parse_str::<syn::Ident>(name).is_ok()
    }

    proptest! {
        #[test]
        fn every_name_is_an_identifier(name in identifier()) {
            let names = shape(&name);
            let field = field(&name);
            let made = [names.ty, names.module, names.constant, setter(&field, &name), error_field(&name), field];
            prop_assert!(made.iter().all(|name| is_identifier(name)), "{made:?}");
            let variant = variants([name.as_str()].into_iter(), "Unknown").concat();
            prop_assert!(is_identifier(&variant) && variant != "Unknown", "{variant}");
        }

        /// Names are made one by one, so this is what keeps a new sibling from renaming an old one.
        #[test]
        fn names_meet_only_where_smithys_do(one in identifier(), other in identifier()) {
            prop_assume!(one.to_lowercase() != other.to_lowercase());
            prop_assert_ne!(field(&one), field(&other));
            prop_assert_ne!(error_field(&one), error_field(&other));
            prop_assert_ne!(setter(&field(&one), &one), setter(&field(&other), &other));
            let (one, other) = (shape(&one), shape(&other));
            prop_assert_ne!(one.module, other.module);
            prop_assert_ne!(one.constant, other.constant);
            prop_assert_ne!(one.ty, other.ty);
        }

        /// A value added behind the others renames none of them.
        #[test]
        fn variants_keep_their_names(names in proptest::collection::vec(identifier(), 1..6)) {
            let all = variants(names.iter().map(String::as_str), "Unknown");
            let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
            prop_assert_eq!(distinct.len(), all.len());
            let before = variants(names.iter().rev().skip(1).rev().map(String::as_str), "Unknown");
            prop_assert_eq!(&before[..], &all[..before.len()]);
        }
    }

    #[test]
    fn words_are_those_a_reader_sees() {
        let cases = [
            ("imageIds", "image_ids"),
            ("S3Object", "s3_object"),
            ("KMSKeyARNs", "kms_key_arns"),
            ("IPv4Address", "ipv4_address"),
            ("MD5OfBody", "md5_of_body"),
            ("HTTPSListener", "https_listener"),
            ("x509Cert", "x509_cert"),
            ("type", "type_"),
            ("type_", "type__"),
            ("foo_bar", "foo_bar_"),
        ];
        for (name, expected) in cases {
            assert_eq!(field(name), expected, "{name}");
        }
    }

    #[test]
    fn variants_are_camel_case() {
        let names = [
            "IN_PROGRESS",
            "KMS_DSSE",
            "GitHubContainerRegistry",
            "AES256",
            "TLS_1_2",
            "_2019",
            "inUse",
        ];
        let expected = [
            "InProgress",
            "KmsDsse",
            "GitHubContainerRegistry",
            "Aes256",
            "Tls1_2",
            "_2019",
            "InUse",
        ];
        assert_eq!(variants(names.into_iter(), "Unknown"), expected);
    }
}
