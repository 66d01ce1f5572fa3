//! Documentation in HTML, as published models carry it, to Markdown that rustdoc takes without a warning.
//!
//! What rustdoc would read otherwise is escaped: brackets would be links, angle brackets tags, bare addresses warnings.

mod entity;
pub(crate) mod given;
mod inline;
mod token;

use token::{Token, tokens};

/// Turns a text with HTML in it to Markdown: paragraphs, lists, code, emphasis, links. Other tags go, their text stays.
///
/// ```
/// let html = "<p>Lists <code>images</code>; see <a href=\"https://example.com\">the guide</a>.</p>";
/// assert_eq!(codegen::markdown(html), "Lists `images`; see [the guide](https://example.com).");
/// ```
pub fn markdown(html: &str) -> String {
    let mut writer = Writer::default();
    for token in tokens(html) {
        match token {
            Token::Text(text) => writer.text(&text),
            Token::Open { name, href } => writer.open(&name, href),
            Token::Close(name) => writer.close(&name),
        }
    }
    writer.finish()
}

/// The tags that published models begin, end and mark their texts with.
const TAGS: [&str; 16] = [
    "a",
    "b",
    "br",
    "code",
    "dl",
    "fullname",
    "i",
    "important",
    "li",
    "note",
    "ol",
    "p",
    "pre",
    "ul",
    "em",
    "strong",
];

/// The backticks around preformatted text, where none in it are more.
const FENCE: usize = 4;

/// Whether a text has HTML in it rather than the Markdown that Smithy asks for; code in backticks is not looked into.
pub(crate) fn is_html(text: &str) -> bool {
    let outside: String = text.split('`').step_by(2).collect();
    tokens(&outside)
        .iter()
        .any(|token| matches!(token, Token::Close(name) if TAGS.contains(&name.as_str())))
}

/// The Markdown so far: whole lines, the line that is being written, and what it is inside of.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    /// The lists around, innermost last: the number of the next element, none where they are not numbered.
    lists: Vec<Option<u32>>,
    /// The text of `code`, `pre` and `a` is gathered before it is written.
    code: Option<String>,
    block: bool,
    link: Option<(String, Option<String>)>,
    /// The marker of a list's element, until its first text comes.
    marker: Option<String>,
    /// Depth of `script` and `style`, whose text is none.
    silent: u32,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        if let Some(code) = &mut self.code {
            code.push_str(text);
        } else {
            let escaped = match self.link {
                // An address inside a link is text.
                Some(_) => inline::escaped(text),
                None => inline::escape(text),
            };
            self.inline(&escaped);
        }
    }

    /// Adds to the line or to the link's text; space is written once, and not at a line's beginning.
    fn inline(&mut self, text: &str) {
        let place = match &mut self.link {
            Some((shown, _)) => shown,
            None => &mut self.line,
        };
        for letter in text.chars() {
            if !letter.is_whitespace() {
                place.push(letter);
            } else if !place.is_empty() && !place.ends_with(' ') {
                place.push(' ');
            }
        }
    }

    fn open(&mut self, name: &str, href: Option<String>) {
        match name {
            // Tags in preformatted text say nothing of lines.
            _ if self.block => {}
            "p" | "div" | "note" | "important" | "fullname" | "dl" | "table" | "tr" => {
                self.paragraph();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.paragraph();
                self.line.push_str("**");
            }
            "ul" => self.list(None),
            "ol" => self.list(Some(1)),
            "li" | "dt" | "dd" => self.element(),
            "br" => self.flush(),
            "b" | "strong" => self.emphasis("**"),
            "i" | "em" => self.emphasis("*"),
            "code" if self.code.is_none() => self.code = Some(String::new()),
            "pre" => self.preformatted(),
            "a" if self.link.is_none() && self.code.is_none() => {
                self.link = Some((String::new(), href));
            }
            "script" | "style" => self.silent += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "pre" if self.block => self.preformatted_ends(),
            _ if self.block => {}
            "p" | "div" | "note" | "important" | "fullname" | "dl" | "table" | "tr" => {
                self.paragraph();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading_ends(),
            "ul" | "ol" => self.list_ends(),
            "li" | "dt" | "dd" => self.flush(),
            "b" | "strong" => self.emphasis("**"),
            "i" | "em" => self.emphasis("*"),
            "code" => self.code_ends(),
            "a" => self.link_ends(),
            "script" | "style" => self.silent = self.silent.saturating_sub(1),
            _ => {}
        }
    }

    /// Writes the line, and an empty one behind it.
    fn paragraph(&mut self) {
        let inside_element = self.marker.is_some() && self.line.trim().is_empty();
        self.flush();
        if !inside_element && self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn flush(&mut self) {
        self.link_ends();
        let text = inline::balanced(self.line.trim()).trim().to_owned();
        self.line.clear();
        if text.is_empty() {
            return;
        }
        let indent = self.indent();
        let begins = match self.marker.take() {
            Some(marker) => format!(
                "{}{marker}",
                "  ".repeat(self.lists.len().saturating_sub(1))
            ),
            None => indent,
        };
        self.lines
            .push(format!("{begins}{}", inline::not_a_block(&text)));
    }

    /// What stands before the lines of an element behind its first: the width of the markers around.
    fn indent(&self) -> String {
        let width = |list: &Option<u32>| if list.is_some() { 3 } else { 2 };
        " ".repeat(self.lists.iter().map(width).sum())
    }

    fn list(&mut self, number: Option<u32>) {
        if self.lists.is_empty() {
            self.paragraph();
        } else {
            self.flush();
        }
        self.lists.push(number);
    }

    fn list_ends(&mut self) {
        self.flush();
        self.marker = None;
        self.lists.pop();
        if self.lists.is_empty() {
            self.paragraph();
        }
    }

    fn element(&mut self) {
        self.flush();
        if self.lists.is_empty() {
            self.paragraph();
            return;
        }
        while self.lines.last().is_some_and(String::is_empty)
            && self.lines.len() > 1
            && self.marker.is_none()
            && self.in_list()
        {
            self.lines.pop();
        }
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number += 1;
                marker
            }
            _ => "- ".to_owned(),
        };
        self.marker = Some(marker);
    }

    /// The last line with text is one of a list.
    fn in_list(&self) -> bool {
        let last = self.lines.iter().rev().find(|line| !line.is_empty());
        last.is_some_and(|line| {
            line.starts_with([' ', '-']) || line.starts_with(|first: char| first.is_ascii_digit())
        })
    }

    fn heading_ends(&mut self) {
        let shown = self.line.trim_end().to_owned();
        self.line = shown;
        self.line.push_str("**");
        self.paragraph();
    }

    fn emphasis(&mut self, mark: &str) {
        if self.code.is_none() && self.link.is_none() {
            self.line.push_str(mark);
        }
    }

    fn code_ends(&mut self) {
        if let Some(code) = self.code.take() {
            let code = inline::code(&code);
            self.inline(&code);
        }
    }

    fn preformatted(&mut self) {
        self.code_ends();
        self.paragraph();
        self.block = true;
        self.code = Some(String::new());
    }

    fn preformatted_ends(&mut self) {
        self.block = false;
        let Some(code) = self.code.take() else { return };
        let indent = self.indent();
        let fence = inline::fence(&code, FENCE);
        // `text`, since rustdoc would compile it otherwise.
        self.lines.push(format!("{indent}{fence}text"));
        self.lines
            .extend(inner_lines(&code).map(|line| format!("{indent}{line}").trim_end().to_owned()));
        self.lines.push(format!("{indent}{fence}"));
        self.lines.push(String::new());
    }

    fn link_ends(&mut self) {
        let Some((shown, href)) = self.link.take() else {
            return;
        };
        let text = inline::link(shown.trim(), href.as_deref());
        let gap = if shown.ends_with(' ') { " " } else { "" };
        self.line.push_str(&text);
        self.line.push_str(gap);
    }

    fn finish(mut self) -> String {
        if self.block {
            self.preformatted_ends();
        }
        self.code_ends();
        self.flush();
        let text = self.lines.join("\n");
        text.trim_matches('\n').trim_end().to_owned()
    }
}

/// The lines from the first that is not blank to the last; blank ones between them belong to the text.
fn inner_lines(text: &str) -> impl Iterator<Item = &str> {
    let is_blank = |line: &&str| line.trim().is_empty();
    let lines: Vec<&str> = text.lines().skip_while(is_blank).collect();
    let blank = lines.iter().rev().take_while(|line| is_blank(line)).count();
    let kept = lines.len() - blank;
    lines.into_iter().take(kept)
}

#[cfg(test)]
mod tests;
