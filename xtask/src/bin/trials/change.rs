//! One change to a model's text: a byte, a key, a value or a target.

use std::ops::Range;

use smithy_schema_json::{Node, NodeKind, Source};

use crate::draws::Draws;

/// Where the keys, values and targets of a text stand.
#[derive(Default)]
pub(crate) struct Places {
    /// Each key with the end of its value.
    keys: Vec<(Range<usize>, usize)>,
    values: Vec<Range<usize>>,
    targets: Vec<Range<usize>>,
    /// The keys of shapes.
    shapes: Vec<Range<usize>>,
}

/// What of a text is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Byte,
    Key,
    Value,
    Target,
}

impl Kind {
    pub(crate) const ALL: [Kind; 4] = [Kind::Byte, Kind::Key, Kind::Value, Kind::Target];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Byte => "byte",
            Kind::Key => "key",
            Kind::Value => "value",
            Kind::Target => "target",
        }
    }
}

/// A piece of text that takes the place of another.
pub(crate) struct Change {
    pub(crate) kind: Kind,
    range: Range<usize>,
    text: String,
}

/// What a careless writer, or a program, puts where a value stands.
const VALUES: [&str; 16] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "1e400",
    "99999999999999999999",
    "\"\"",
    "\"a b\"",
    "\"\\u0000\"",
    "\"2.0\"",
    "[]",
    "{}",
    "[[[[[[[[[]]]]]]]]]",
    "{\"target\": \"smithy.api#String\"}",
];

const KEYS: [&str; 20] = [
    "\"\"",
    "\"type\"",
    "\"traits\"",
    "\"target\"",
    "\"members\"",
    "\"member\"",
    "\"key\"",
    "\"value\"",
    "\"mixins\"",
    "\"input\"",
    "\"output\"",
    "\"errors\"",
    "\"a b\"",
    "\"self\"",
    "\"smithy.api#mixin\"",
    "\"smithy.api#required\"",
    "\"smithy.api#error\"",
    "\"smithy.api#streaming\"",
    "\"smithy.api#enumValue\"",
    "\"smithy.api#sensitive\"",
];

const TARGETS: [&str; 12] = [
    "\"smithy.api#Unit\"",
    "\"smithy.api#String\"",
    "\"smithy.api#Blob\"",
    "\"smithy.api#Document\"",
    "\"smithy.api#BigDecimal\"",
    "\"smithy.api#Timestamp\"",
    "\"smithy.api#PrimitiveInteger\"",
    "\"smithy.api#Nothing\"",
    "\"com.example#Missing\"",
    "\"com.example#Missing$member\"",
    "\"no id\"",
    "\"\"",
];

const BYTES: [&str; 18] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "#",
    "$",
    "0",
    "-",
    "a",
    " ",
    "\n",
    "\u{0}",
    "é",
    "\u{1f600}",
];

impl Places {
    /// The places of a text that is JSON; nothing where it is not.
    pub(crate) fn of(source: &Source) -> Places {
        let mut places = Places::default();
        if let Ok(root) = Node::parse(source) {
            places.add(&root, "", 0);
        }
        places
    }

    fn add(&mut self, node: &Node, key: &str, depth: usize) {
        let range = node.span().start()..node.span().end();
        if key == "target" && matches!(node.kind(), NodeKind::String(_)) {
            self.targets.push(range.clone());
        }
        self.values.push(range);
        match node.kind() {
            NodeKind::Array(elements) => elements
                .iter()
                .for_each(|element| self.add(element, "", depth + 1)),
            NodeKind::Object(object) => {
                for entry in object.iter() {
                    let span = entry.key_span();
                    let range = span.start()..span.end();
                    if depth == 1 && key == "shapes" {
                        self.shapes.push(range.clone());
                    }
                    self.keys.push((range, entry.value().span().end()));
                    self.add(entry.value(), entry.key(), depth + 1);
                }
            }
            _ => {}
        }
    }

    /// A change of this kind; one of a byte where the text has no such thing.
    pub(crate) fn draw(&self, kind: Kind, text: &str, draws: &mut Draws) -> Change {
        let drawn = match kind {
            Kind::Byte => None,
            Kind::Key => self.key(text, draws),
            Kind::Value => self.value(text, draws),
            Kind::Target => self.target(text, draws),
        };
        let (kind, (range, text)) = match drawn {
            Some(drawn) => (kind, drawn),
            None => (Kind::Byte, byte(text, draws)),
        };
        Change { kind, range, text }
    }

    /// Another name, no entry, or the entry twice.
    fn key(&self, text: &str, draws: &mut Draws) -> Option<(Range<usize>, String)> {
        let (key, end) = draws.pick(&self.keys)?.clone();
        let entry = text.get(key.start..end)?;
        Some(match draws.below(4) {
            0 => (key, (*draws.pick(&KEYS)?).to_owned()),
            1 => {
                let (other, _) = draws.pick(&self.keys)?;
                (key, text.get(other.clone())?.to_owned())
            }
            2 => (with_comma(text, key.start..end), String::new()),
            _ => (end..end, format!(", {entry}")),
        })
    }

    fn value(&self, text: &str, draws: &mut Draws) -> Option<(Range<usize>, String)> {
        let place = draws.pick(&self.values)?.clone();
        let value = match draws.below(2) {
            0 => *draws.pick(&VALUES)?,
            _ => text.get(draws.pick(&self.values)?.clone())?,
        };
        Some((place, value.to_owned()))
    }

    fn target(&self, text: &str, draws: &mut Draws) -> Option<(Range<usize>, String)> {
        let place = draws.pick(&self.targets)?.clone();
        let shape = match draws.below(3) {
            0 => *draws.pick(&TARGETS)?,
            _ => text.get(draws.pick(&self.shapes)?.clone())?,
        };
        Some((place, shape.to_owned()))
    }
}

/// A character taken out, put in, or in another's place.
fn byte(text: &str, draws: &mut Draws) -> (Range<usize>, String) {
    let start = text.floor_char_boundary(draws.below(text.len()));
    let end = text.ceil_char_boundary((start + 1).min(text.len()));
    let put = draws.pick(&BYTES).copied().unwrap_or_default().to_owned();
    match draws.below(3) {
        0 => (start..end, String::new()),
        1 => (start..start, put),
        _ => (start..end, put),
    }
}

/// An entry with the comma behind it, or the one before it where it is the last.
fn with_comma(text: &str, entry: Range<usize>) -> Range<usize> {
    let behind = text.get(entry.end..).unwrap_or_default();
    let spaces = behind.len() - behind.trim_start().len();
    if behind.trim_start().starts_with(',') {
        return entry.start..entry.end + spaces + 1;
    }
    let before = text.get(..entry.start).unwrap_or_default().trim_end();
    match before.strip_suffix(',') {
        Some(rest) => rest.len()..entry.end,
        None => entry,
    }
}

impl Change {
    pub(crate) fn apply(&self, text: &str) -> String {
        let part = |range| text.get(range).unwrap_or_default();
        let (before, after) = (part(0..self.range.start), part(self.range.end..text.len()));
        [before, &self.text, after].concat()
    }

    /// What it puts in the place of what, for people.
    pub(crate) fn describe(&self, text: &str) -> String {
        let old = text.get(self.range.clone()).unwrap_or_default();
        let (start, kind) = (self.range.start, self.kind.name());
        format!(
            "a {kind} at offset {start}: {} in the place of {}",
            short(&self.text),
            short(old)
        )
    }
}

fn short(text: &str) -> String {
    let cut = text.floor_char_boundary(120);
    match text.get(..cut) {
        Some(start) if cut < text.len() => format!("{start:?}… ({} bytes)", text.len()),
        _ => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        r#"{"shapes": {"a#B": {"type": "list", "member": {"target": "a#C"}}, "a#C": {}}}"#;

    fn mutants(kind: Kind) -> Vec<String> {
        let places = Places::of(&Source::new("m", TEXT));
        let draw = |number| {
            let change = places.draw(kind, TEXT, &mut Draws::new(1, number));
            assert_eq!(change.kind, kind);
            change.apply(TEXT)
        };
        (0..300).map(draw).collect()
    }

    #[test]
    fn keys_values_and_targets_leave_json() {
        for kind in [Kind::Key, Kind::Value, Kind::Target] {
            let mutants = mutants(kind);
            for text in mutants {
                let read = Node::parse(&Source::new("m", text.as_str()));
                // An entry given twice is all there is to say against them.
                let twice = |text: String| text.contains("twice");
                assert!(
                    read.is_ok() || read.is_err_and(|error| twice(error.to_string())),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn each_kind_changes_what_it_says() {
        let all = |kind| mutants(kind).concat();
        assert!(all(Kind::Target).contains(r#"{"target": "a#B"}"#));
        assert!(all(Kind::Target).contains("smithy.api#Nothing"));
        assert!(all(Kind::Key).contains(r#""a#C": {}, "a#C": {}"#));
        assert!(
            all(Kind::Key).contains(r#"{"a#B": {"type": "list", "member": {"target": "a#C"}}}}"#)
        );
        assert!(all(Kind::Value).contains(r#""type": {"target": "a#C"}"#));
        assert!(
            mutants(Kind::Byte)
                .iter()
                .any(|text| text.len() + 1 == TEXT.len())
        );
    }

    #[test]
    fn the_same_draws_make_the_same_mutant() {
        assert_eq!(mutants(Kind::Value), mutants(Kind::Value));
    }
}
