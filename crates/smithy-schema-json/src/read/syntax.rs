//! Texts that are no JSON: what to do about it.

use smithy_wire::json::ReadError;

use crate::error::ErrorKind;
use crate::problem::Problem;
use crate::span::Span;

/// The mistake as a problem, with the remedy that the text around it suggests.
pub(super) fn problem(source: u32, text: &str, error: ReadError) -> Problem {
    let offset = error.offset().min(text.len());
    let start = offset as u32;
    let rest = text.get(offset..).unwrap_or_default();
    Problem::new(
        ErrorKind::Syntax,
        Span {
            source,
            start,
            end: start,
        },
        "this is no JSON",
    )
    .expected(error.expected())
    .found(found(error, rest))
    .remedy(remedy(
        text.get(..offset).unwrap_or_default(),
        rest,
        error.expected(),
    ))
}

/// The text without the mistake, where it is clear what was meant and as long: the places behind it stay what they are.
///
/// A comma that is too many, one that is missing, a comment.
pub(super) fn mended(text: &str, error: ReadError) -> Option<String> {
    let offset = error.offset();
    let (before, rest) = text.split_at_checked(offset)?;
    let (at, length, with) = match rest.chars().next()? {
        '}' | ']' => (before.trim_end().strip_suffix(',')?.len(), 1, " "),
        '"' | '{' | '[' if error.expected().starts_with("`,`") => {
            let gap = before.trim_end().len();
            (gap, usize::from(gap < offset), ",")
        }
        '/' if rest.starts_with("//") => (offset, rest.find('\n').unwrap_or(rest.len()), " "),
        '/' if rest.starts_with("/*") => (offset, rest.find("*/")? + 2, " "),
        _ => return None,
    };
    let with = with.repeat(length);
    let (head, tail) = (text.get(..at)?, text.get(at + length..)?);
    (length > 0).then(|| [head, &with, tail].concat())
}

fn found(error: ReadError, rest: &str) -> String {
    let line: String = rest
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(24)
        .collect();
    match line.trim_end() {
        "" => error.found().to_owned(),
        line => format!("{}: `{line}`", error.found()),
    }
}

fn remedy(before: &str, rest: &str, expected: &str) -> &'static str {
    let last = before.trim_end().chars().next_back();
    match rest.chars().next() {
        _ if expected.contains("levels") => "nest less: no model needs so many brackets",
        None if before.trim().is_empty() => "the file is empty: is it the right one?",
        None => "the file ends too early: was it cut off while it was copied?",
        Some('\u{feff}') => "take out the byte order mark: save the file as UTF-8 without one",
        Some('\'') => "write texts and names in double quotes",
        Some('/' | '#') => "take the comment out: JSON has none",
        Some('}' | ']') if last == Some(',') => "take out the comma before the closing bracket",
        Some('"' | '{' | '[') if expected.starts_with("`,`") => {
            "put a comma before this, or close the bracket"
        }
        Some('=') => "write a colon between name and value",
        Some('<') => "this looks like HTML or XML: was an error page saved in place of the model?",
        Some(_) if before.trim().is_empty() => {
            "a model begins with `{`; a `.smithy` file must be turned into its JSON form first (`smithy ast`)"
        }
        Some(letter) if letter.is_alphabetic() => "write texts and names in double quotes",
        Some(_) => "correct the text here; any JSON checker shows the same place",
    }
}
