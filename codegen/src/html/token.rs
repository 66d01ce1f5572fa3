//! HTML as texts and tags; what is no tag is text.

use super::entity;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text(String),
    Open { name: String, href: Option<String> },
    Close(String),
}

/// The pieces of a text, comments left out.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let start = rest.find('<').unwrap_or(rest.len());
        let (text, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
        push_text(&mut found, text);
        rest = match tag(tail) {
            Some((token, behind)) => {
                found.extend(token);
                behind
            }
            None => {
                let one = tail.get(..1).unwrap_or_default();
                push_text(&mut found, one);
                tail.get(1..).unwrap_or_default()
            }
        };
    }
    found
}

fn push_text(found: &mut Vec<Token>, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = entity::decoded(text);
    match found.last_mut() {
        Some(Token::Text(before)) => before.push_str(&text),
        _ => found.push(Token::Text(text)),
    }
}

/// The tag at the beginning, if there is one, and what is behind it; a comment is a tag of nothing.
fn tag(text: &str) -> Option<(Option<Token>, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some((
            None,
            comment.split_once("-->").map_or("", |(_, behind)| behind),
        ));
    }
    let inner = text.strip_prefix('<')?;
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let (inside, behind) = inner
        .split_once('>')
        .filter(|(inside, _)| !inside.contains('<'))?;
    let end = inside
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(inside.len());
    let (name, attributes) = inside.split_at_checked(end)?;
    let begins = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let ends = attributes.is_empty() || attributes.starts_with([' ', '/', '\n', '\t']);
    if !begins || !ends || !is_known(name) {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let token = if closes {
        Token::Close(name)
    } else {
        Token::Open {
            name,
            href: href(attributes),
        }
    };
    Some((Some(token), behind))
}

/// `<repository>` in a text is a placeholder and no tag.
fn is_known(name: &str) -> bool {
    const KNOWN: &[&str] = &[
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "enumvalues",
        "figure",
        "font",
        "fullname",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "important",
        "kbd",
        "li",
        "note",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "script",
        "small",
        "span",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "video",
    ];
    KNOWN.contains(&name.to_ascii_lowercase().as_str())
}

/// The address of a link, in quotes of either kind or none.
fn href(attributes: &str) -> Option<String> {
    let at = attributes.to_ascii_lowercase().find("href")?;
    let behind = attributes.get(at..)?.get(4..)?.trim_start();
    let value = behind.strip_prefix('=')?.trim_start();
    let mut letters = value.chars();
    let value = match letters.next()? {
        quote @ ('"' | '\'') => letters.as_str().split(quote).next()?,
        _ => value.split([' ', '/', '>']).next()?,
    };
    let value = entity::decoded(value.trim());
    (!value.is_empty()).then_some(value)
}
