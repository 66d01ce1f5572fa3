//! What Python takes for white space, words and paths, since the AWS CLI's files are read by it.

use std::path::PathBuf;

/// What `str.strip` strips.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Where `str.splitlines` splits, besides `\n` and `\r`.
pub(crate) fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Splits as `shlex.split` does: quotes group, a backslash takes the next character as it is; `None` where one is left open.
pub(crate) fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\\' => word.get_or_insert_default().push(rest.next()?),
            '\'' | '"' => quoted(c, &mut rest, word.get_or_insert_default())?,
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Some(words)
}

/// Within double quotes a backslash stands for itself, but before a quote or another one.
fn quoted(quote: char, rest: &mut std::str::Chars<'_>, word: &mut String) -> Option<()> {
    loop {
        match rest.next()? {
            c if c == quote => return Some(()),
            '\\' if quote == '"' => match rest.next()? {
                c @ ('"' | '\\') => word.push(c),
                c => word.extend(['\\', c]),
            },
            c => word.push(c),
        }
    }
}

/// Splits as Windows splits a command: double quotes group, and backslashes count only where a quote follows them; `None` where one is left open.
#[cfg(feature = "process")]
pub(crate) fn windows_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut in_quotes = false;
    let mut backslashes = 0;
    for c in text.chars() {
        if c == '\\' {
            backslashes += 1;
            continue;
        }
        let is_end = !in_quotes && matches!(c, ' ' | '\t');
        let kept = if c == '"' {
            backslashes / 2
        } else {
            backslashes
        };
        let is_escaped = c == '"' && backslashes % 2 == 1;
        if kept > 0 || !is_end {
            let word = word.get_or_insert_default();
            word.extend(std::iter::repeat_n('\\', kept));
        }
        match c {
            '"' if !is_escaped => in_quotes = !in_quotes,
            _ if is_end => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
        backslashes = 0;
    }
    if backslashes > 0 {
        let word = word.get_or_insert_default();
        word.extend(std::iter::repeat_n('\\', backslashes));
    }
    words.extend(word);
    (!in_quotes).then_some(words)
}

/// A path with `$NAME`, `${NAME}` and a leading `~` put in; what is not known stays as it is.
pub(crate) fn path(
    text: &str,
    variable: impl Fn(&str) -> Option<String>,
    home: Option<PathBuf>,
) -> PathBuf {
    let text = variables(text, variable);
    let Some(below) = text.strip_prefix('~') else {
        return PathBuf::from(text);
    };
    match (home, below.strip_prefix('/')) {
        (Some(home), Some(below)) => home.join(below.trim_start_matches('/')),
        (Some(home), None) if below.is_empty() => home,
        _ => PathBuf::from(text),
    }
}

fn variables(text: &str, variable: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let (name, behind) = reference(after);
        match name.and_then(&variable) {
            Some(value) => {
                out.push_str(&value);
                rest = behind;
            }
            None => {
                out.push('$');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The name behind a `$`, and what follows it.
fn reference(after: &str) -> (Option<&str>, &str) {
    if let Some((name, behind)) = after
        .strip_prefix('{')
        .and_then(|text| text.split_once('}'))
    {
        return (Some(name), behind);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (name, behind) = match after.find(|c| !is_part(c)) {
        Some(end) => after.split_at(end),
        None => (after, ""),
    };
    (Some(name).filter(|name| !name.is_empty()), behind)
}
