//! Patterns: whether a text is a regular expression at all.
//!
//! Dialects differ in what escapes and groups mean, and agree on what is looked at here: brackets, and what is repeated.

use crate::error::ErrorKind;
use crate::model::Model;
use crate::node::Node;
use crate::problem::{Problem, Problems};
use crate::traits::Traits;

/// Reports the patterns that no dialect takes.
pub(super) fn patterns(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        each(shape.traits(), problems);
        for member in shape.members() {
            each(member.traits(), problems);
        }
    }
}

fn each(traits: &Traits, problems: &mut Problems) {
    let node = traits.get("smithy.api#pattern");
    if let Some((node, Err(fault))) = node.and_then(|node| Some((node, check(node.as_str()?)))) {
        problems.push(broken(node, &fault));
    }
}

fn broken(node: &Node, fault: &str) -> Problem {
    let text = node.as_str().unwrap_or_default();
    Problem::new(
        ErrorKind::Trait,
        node.span(),
        format!("the pattern is no regular expression: {fault}"),
    )
    .expected("a regular expression (ECMA 262)")
    .found(format!("\"{text}\""))
    .remedy("correct the pattern; a letter that means itself has `\\` before it")
}

/// What is wrong, in words.
fn check(text: &str) -> Result<(), String> {
    let mut letters = text.chars().peekable();
    let mut groups = 0_usize;
    // Whether there is something to repeat before this place.
    let mut repeatable = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                letters.next().ok_or("it ends with a lone `\\`")?;
                repeatable = true;
            }
            '[' => {
                class(&mut letters)?;
                repeatable = true;
            }
            '(' => {
                groups += 1;
                // `(?:`, `(?=`, `(?<name>`: the question mark repeats nothing.
                letters.next_if_eq(&'?');
                repeatable = false;
            }
            ')' => {
                groups = groups.checked_sub(1).ok_or("a `)` closes nothing")?;
                repeatable = true;
            }
            '*' | '+' | '?' if !repeatable => return Err(format!("`{letter}` repeats nothing")),
            '*' | '+' | '?' => {
                // Lazy or possessive.
                letters.next_if(|next| matches!(next, '?' | '+'));
                repeatable = false;
            }
            '{' => {
                let rest: String = letters
                    .clone()
                    .take_while(|letter| *letter != '}')
                    .collect();
                counts(&rest)?;
                repeatable = true;
            }
            '|' => repeatable = false,
            _ => repeatable = true,
        }
    }
    match groups {
        0 => Ok(()),
        _ => Err("a `(` is never closed".to_owned()),
    }
}

/// Skips a class up to its closing bracket; a class may hold others in some dialects.
fn class(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<(), String> {
    let mut last: Option<char> = None;
    while let Some(letter) = letters.next() {
        match letter {
            ']' => return Ok(()),
            '\\' => {
                letters.next();
                last = None;
            }
            '-' => {
                let end = letters.peek().copied();
                if let (Some(start), Some(end)) =
                    (last, end.filter(|end| !matches!(end, ']' | '\\' | '[')))
                {
                    if start > end {
                        return Err(format!("the range `{start}-{end}` is upside down"));
                    }
                    letters.next();
                    last = None;
                } else {
                    last = Some('-');
                }
            }
            other => last = Some(other),
        }
    }
    Err("a `[` is never closed".to_owned())
}

/// Looks at what stands between braces where it is a count: `3`, `3,`, `3,5`. Other braces stand for themselves.
fn counts(inside: &str) -> Result<(), String> {
    let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
    match (least.parse::<u64>(), most.parse::<u64>()) {
        (Ok(least), Ok(most)) if least > most => {
            Err(format!("`{{{inside}}}` counts from more to less"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_every_dialect_refuses_is_told() {
        for text in [
            "(", ")", "[a", "a)", "*a", "a|+", "a**", "a{3,2}", "[z-a]", "a\\", "^(a", "((a)",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_some_dialect_takes_is_let_be() {
        for text in [
            "",
            "^$",
            "a",
            "(?:a|b)*?",
            "a++",
            "a{2,}",
            "a{2,3}?",
            "{",
            "a{",
            "a{,3}",
            "[]a]b",
            "[^]]",
            "[a-]",
            "[-a]",
            "[\\]]",
            "[\\w-.]",
            "(?<name>a)",
            "(?!a)b",
            "\\(",
            "a]",
            "}",
            "[+*?{(]+",
            "^\\S+$",
            "[a-z&&[^b]]",
            "\\p{L}+",
            "a|",
            "(|a)",
            "[ -~]*",
            "[\\u0020-\\uD7FF]{1,4}",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }
}
