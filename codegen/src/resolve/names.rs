//! Names: the model's spelling → Rust's.
//!
//! Every name is a function of the model's own name alone, and two names of the model that differ in more than
//! case never become one: what is added beside a shape or member can not rename it.
//! Reserved words get an underscore behind them, and so does a reserved word that has one already.

use crate::ir::Names;

/// Keywords, and what has a meaning where an identifier stands.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Modules of the generated crates, crates they use, and file names that Windows does not allow.
const MODULES: &[&str] = &[
    "alloc",
    "aux",
    "blocking",
    "client",
    "con",
    "core",
    "error",
    "generated",
    "nul",
    "prn",
    "schema",
    "serde",
    "std",
    "types",
];

/// Types and variants that emitted code uses without a path.
const TYPES: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

/// Methods of derived and implemented traits, and functions of ours: an accessor of such a name would hide one.
const METHODS: &[&str] = &[
    "as_ref",
    "borrow",
    "cause",
    "clone",
    "clone_from",
    "cmp",
    "default",
    "deserialize",
    "eq",
    "fmt",
    "from",
    "from_body",
    "hash",
    "into",
    "meta",
    "ne",
    "new",
    "partial_cmp",
    "read_json",
    "serialize",
    "source",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
    "write_json",
];

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
        constant: base.to_uppercase(),
        module: reserve(&reserve(&base, KEYWORDS), MODULES),
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
    reserve(&snake(name), KEYWORDS)
}

/// A field of an error structure, which has a field `meta` of ours.
pub(crate) fn error_field(name: &str) -> String {
    reserve(&field(name), &["meta"])
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

fn reserve(name: &str, reserved: &[&str]) -> String {
    if reserved.contains(&name.trim_end_matches('_')) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}
