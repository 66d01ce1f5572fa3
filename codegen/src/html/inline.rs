//! Text inside a line: what Markdown or rustdoc would read as something else.

/// Text that is to be read as it stands.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        match address(word) {
            Some((before, url, behind)) => {
                push_escaped(&mut out, before);
                out.push_str(&format!("<{url}>"));
                push_escaped(&mut out, behind);
            }
            None => push_escaped(&mut out, word),
        }
    }
    out
}

/// Text that is to be read as it stands, addresses too.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

fn push_escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            out.push('\\');
        }
        out.push(letter);
    }
}

/// The bare address that a text begins with.
pub(super) fn bare_address(text: &str) -> Option<&str> {
    let word = text.split(char::is_whitespace).next()?;
    let (before, url, _) = address(word)?;
    before.is_empty().then_some(url)
}

/// A bare address in a word: rustdoc warns of it unless it stands in angle brackets.
fn address(word: &str) -> Option<(&str, &str, &str)> {
    let start = word.find("https://").or_else(|| word.find("http://"))?;
    let (before, rest) = word.split_at_checked(start)?;
    let odd = |letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                '<' | '>' | '"' | '\'' | ')' | '(' | ']' | '[' | '\\' | '`'
            )
    };
    let end = rest.find(odd).unwrap_or(rest.len());
    let (url, _) = rest.split_at_checked(end)?;
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let behind = rest.get(url.len()..)?;
    let host = url.split("://").nth(1).unwrap_or_default();
    (!host.is_empty()).then_some((before, url, behind))
}

/// Code in a fence that is longer than any in it.
pub(super) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return text;
    }
    let fence = fence(&text, 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Backticks that no run of them in the text closes; this many at least.
pub(super) fn fence(text: &str, least: usize) -> String {
    let runs = text.split(|letter| letter != '`').map(str::len);
    let longest = runs.max().unwrap_or_default();
    "`".repeat(least.max(longest + 1))
}

/// A link whose address is one that leads somewhere from anywhere; else its text.
pub(super) fn link(shown: &str, href: Option<&str>) -> String {
    let Some(href) =
        href.filter(|href| href.starts_with("https://") || href.starts_with("http://"))
    else {
        return shown.to_owned();
    };
    let href = href
        .replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E");
    if shown.is_empty() || shown.replace('\\', "") == href {
        return format!("<{href}>");
    }
    format!("[{shown}]({href})")
}

/// The line, with every emphasis closed: a mark that opens and never closes is text, and so is one around nothing.
pub(super) fn balanced(line: &str) -> String {
    let line = tightened(line, "**");
    tightened(&line, "*")
}

/// Pairs up a mark; the space inside a pair goes outside, and what has no partner goes away.
fn tightened(line: &str, mark: &str) -> String {
    let parts = split(line, mark);
    let pairs = (parts.len() - 1) / 2;
    let mut out = String::with_capacity(line.len());
    for (index, part) in parts.iter().enumerate() {
        let inside = index % 2 == 1 && index / 2 < pairs;
        if !inside || part.trim().is_empty() {
            out.push_str(part);
            continue;
        }
        let lead = part.len() - part.trim_start().len();
        let trail = part.len() - part.trim_end().len();
        out.push_str(&" ".repeat(lead.min(1)));
        out.push_str(mark);
        out.push_str(part.trim());
        out.push_str(mark);
        out.push_str(&" ".repeat(trail.min(1)));
    }
    out
}

/// Splits at a mark that is not escaped, not in code, and for `*` not half of `**`.
fn split(line: &str, mark: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = line;
    let mut in_code = false;
    while let Some(letter) = rest.chars().next() {
        let push = |parts: &mut Vec<String>, text: &str| {
            parts
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|part| part.push_str(text));
        };
        let taken = if letter == '\\' && !in_code {
            let two = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
            push(&mut parts, rest.get(..two).unwrap_or_default());
            two
        } else if letter == '`' {
            in_code = !in_code;
            push(&mut parts, "`");
            1
        } else if !in_code && mark == "*" && rest.starts_with("**") {
            push(&mut parts, "**");
            2
        } else if !in_code && rest.starts_with(mark) {
            parts.push(String::new());
            mark.len()
        } else {
            push(
                &mut parts,
                rest.get(..letter.len_utf8()).unwrap_or_default(),
            );
            letter.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    parts
}

/// A line that Markdown would read as a list, a heading, a rule or a quotation begins with a backslash.
pub(super) fn not_a_block(line: &str) -> String {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = digits.len() < line.len() && digits.starts_with(['.', ')']);
    if line.starts_with("- ")
        || line.starts_with("+ ")
        || line == "-"
        || line.starts_with("---")
        || line.starts_with("===")
        || line.starts_with('=')
    {
        return format!("\\{line}");
    }
    if numbered {
        let at = line.len() - digits.len();
        let (number, rest) = line.split_at_checked(at).unwrap_or((line, ""));
        return format!("{number}\\{rest}");
    }
    line.to_owned()
}
