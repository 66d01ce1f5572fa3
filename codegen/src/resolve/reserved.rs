//! Words that a generated name must not be.

/// Keywords of every edition, and those kept for later ones.
#[rustfmt::skip]
pub(crate) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Modules that stand beside generated ones, crates they use, and file names that Windows does not allow.
#[rustfmt::skip]
pub(crate) const MODULES: &[&str] = &[
    "alloc", "aux", "blocking", "client", "con", "core", "endpoint", "error", "generated", "nul",
    "paginator", "pagination", "prn", "request", "response", "schema", "serde", "std", "types",
];

/// The tables beside that of an operation.
pub(crate) const CONSTANTS: &[&str] = &["INPUT", "OUTPUT"];

/// The names of the prelude, which emitted code uses without a path.
#[rustfmt::skip]
pub(crate) const TYPES: &[&str] = &[
    "AsMut", "AsRef", "AsyncFn", "AsyncFnMut", "AsyncFnOnce", "Box", "Clone", "Copy", "Default",
    "DoubleEndedIterator", "Drop", "Eq", "Err", "ExactSizeIterator", "Extend", "Fn", "FnMut",
    "FnOnce", "From", "FromIterator", "Into", "IntoIterator", "Iterator", "None", "Ok", "Option",
    "Ord", "PartialEq", "PartialOrd", "Result", "Self", "Send", "Sized", "Some", "String", "Sync",
    "ToOwned", "ToString", "TryFrom", "TryInto", "Vec",
];

/// Methods of derived and implemented traits, and functions of ours: an accessor of such a name would hide one.
#[rustfmt::skip]
pub(crate) const METHODS: &[&str] = &[
    "as_ref", "borrow", "cause", "clone", "clone_from", "cmp", "default", "deserialize", "eq",
    "fmt", "from", "from_body", "hash", "into", "meta", "ne", "new", "partial_cmp", "read_json",
    "serialize", "source", "to_owned", "to_string", "try_from", "try_into", "type_id",
    "write_json",
];
