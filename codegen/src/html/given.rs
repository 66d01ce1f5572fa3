//! Documentation in Markdown, as Smithy asks for it, to Markdown that rustdoc takes without a warning.
//!
//! Code and links to somewhere stay. What rustdoc alone would read something into is escaped: names in brackets, tags,
//! bare addresses; and code is marked as text, since it would be compiled.

use super::inline;

/// The lines of a text.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut writer = Writer::default();
    text.lines().for_each(|line| writer.line(line.trim_end()));
    writer.paragraph();
    writer.close_fence();
    writer.lines
}

/// A line indented so far is code, where no list is around.
const CODE: &str = "    ";

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The lines of the paragraph, which code may span.
    paragraph: Vec<String>,
    /// What closes the fence that is open.
    fence: Option<String>,
    in_list: bool,
}

impl Writer {
    fn line(&mut self, line: &str) {
        match (&self.fence, fence(line)) {
            (Some(open), Some((mark, ""))) if mark.starts_with(open.as_str()) => {
                self.close_fence();
            }
            (Some(_), _) => self.lines.push(line.to_owned()),
            (None, Some((mark, said))) => self.open_fence(line, mark, said),
            (None, None) if line.is_empty() => {
                self.paragraph();
                self.lines.push(String::new());
            }
            (None, None) => self.text(line),
        }
    }

    fn text(&mut self, line: &str) {
        let indented = line.starts_with([' ', '\t']);
        if !indented {
            self.in_list = is_element(line);
        }
        if self.paragraph.is_empty() && !self.in_list && line.starts_with(CODE) {
            // Markdown's code by indentation would be compiled: as a paragraph it is read.
            self.paragraph.push(line.trim_start().to_owned());
        } else {
            self.paragraph.push(line.to_owned());
        }
    }

    fn open_fence(&mut self, line: &str, mark: &str, said: &str) {
        self.paragraph();
        let indent = line.len() - line.trim_start().len();
        let language = if is_other(said) { said } else { "text" };
        let line = format!("{}{mark}{language}", " ".repeat(indent));
        self.lines.push(line);
        self.fence = Some(mark.to_owned());
    }

    fn close_fence(&mut self) {
        self.lines.extend(self.fence.take());
    }

    fn paragraph(&mut self) {
        let text = self.paragraph.join("\n");
        self.paragraph.clear();
        if !text.is_empty() {
            self.lines.extend(prose(&text).lines().map(str::to_owned));
        }
    }
}

/// The mark of a fence and what is said behind it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let mark = |letter: char| {
        let rest = line.trim_start_matches(letter);
        let length = line.len() - rest.len();
        (length >= 3)
            .then(|| line.split_at_checked(length))
            .flatten()
    };
    let (mark, rest) = mark('`').or_else(|| mark('~'))?;
    // A tick behind it makes it code inside a line.
    (!rest.contains('`')).then(|| (mark, rest.trim()))
}

/// A language that rustdoc does not take for Rust.
fn is_other(said: &str) -> bool {
    const RUST: [&str; 6] = [
        "",
        "rust",
        "ignore",
        "no_run",
        "should_panic",
        "compile_fail",
    ];
    let is_word = said.chars().all(|letter| letter.is_ascii_alphabetic());
    is_word && !RUST.contains(&said)
}

fn is_element(line: &str) -> bool {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = digits.len() < line.len() && digits.starts_with(['.', ')']);
    numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}

/// A paragraph: code as it stands, all else made plain.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let (before, ticked) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(&plain(before));
        let behind = ticked.trim_start_matches('`');
        let ticks = ticked
            .get(..ticked.len() - behind.len())
            .unwrap_or_default();
        match closing(behind, ticks) {
            Some(end) => {
                out.push_str(ticks);
                out.push_str(behind.get(..end).unwrap_or_default());
                rest = behind.get(end..).unwrap_or_default();
            }
            None => {
                out.push_str(&ticks.replace('`', "\\`"));
                rest = behind;
            }
        }
    }
    out.push_str(&plain(rest));
    out
}

/// Where the code that these ticks open is over, its closing ticks included.
fn closing(text: &str, ticks: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(ticks) {
        let start = from + at;
        let run = text.get(start..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        if length == ticks.len() {
            return Some(start + length);
        }
        from = start + length;
    }
    None
}

/// Text without code in it: what rustdoc would read something into is escaped.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let kept = match letter {
            '\\' => rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at),
            '[' => link(rest),
            '<' => tag(rest),
            'h' => 0,
            _ => letter.len_utf8(),
        };
        if kept > 0 {
            out.push_str(rest.get(..kept).unwrap_or_default());
            rest = rest.get(kept..).unwrap_or_default();
        } else if let Some(url) = inline::bare_address(rest) {
            out.push_str(&format!("<{url}>"));
            rest = rest.get(url.len()..).unwrap_or_default();
        } else {
            if letter != 'h' {
                out.push('\\');
            }
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// The length of a link to somewhere; nothing for brackets that are none.
fn link(text: &str) -> usize {
    let found = text.split_once("](").and_then(|(shown, behind)| {
        let (target, _) = behind.split_once(')')?;
        let leads = target.starts_with("https://") || target.starts_with("http://");
        let simple = !shown.get(1..)?.contains(['[', ']', '<', '`', '\n']);
        (leads && simple && !target.contains([' ', '<'])).then_some(shown.len() + target.len() + 3)
    });
    found.unwrap_or_default()
}

/// The length of an address in angle brackets or of a tag that stands alone; nothing for anything else.
fn tag(text: &str) -> usize {
    let inside = text.split_once('>').map_or("", |(inside, _)| inside);
    let name = inside.trim_start_matches('<');
    let leads = name.starts_with("https://") || name.starts_with("http://");
    let alone = matches!(name.trim_end_matches('/').trim_end(), "br" | "hr");
    match (leads && !name.contains([' ', '\n'])) || alone {
        true => inside.len() + 1,
        false => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fine_stays() {
        for text in [
            "A text: `a[0] <b>` and ``a ` b``, *so*.",
            "See [the guide](https://example.com/a_b), <https://example.com>.",
            "- one\n- two\n    `deeper`",
            "```text\nlet x = y[0];\n```",
            "~~~json\n[0]\n~~~",
            "Escaped \\[brackets\\].",
            "Code `over\ntwo lines`.",
        ] {
            assert_eq!(lines(text).join("\n"), text);
        }
    }

    #[test]
    fn what_rustdoc_would_read_something_into_is_escaped() {
        for (text, expected) in [
            ("one of [A] and [b](c)", "one of \\[A] and \\[b](c)"),
            ("a Vec<T> of <name>", "a Vec\\<T> of \\<name>"),
            ("see http://example.com/x.", "see <http://example.com/x>."),
            ("`never closed", "\\`never closed"),
            ("```\ncode", "```text\ncode\n```"),
            ("```rust\ncode\n```\nmore", "```text\ncode\n```\nmore"),
            ("text\n\n    code[0]", "text\n\ncode\\[0]"),
            ("that", "that"),
        ] {
            assert_eq!(lines(text).join("\n"), expected);
        }
    }
}
