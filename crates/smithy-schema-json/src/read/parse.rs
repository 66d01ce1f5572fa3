//! From text to [`Node`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use smithy_wire::json::{Kind, ReadError, Reader};

use super::syntax;
use crate::error::ErrorKind;
use crate::node::{Entry, Node, NodeKind, Number, Object};
use crate::place::string_end;
use crate::problem::{Problem, Problems};
use crate::span::{Source, Span};

/// The tree of a source; nothing where the text is no JSON.
pub(super) fn parse(index: u32, source: &Source, problems: &mut Problems) -> Option<Node> {
    if u32::try_from(source.text.len()).is_err() {
        problems.push(too_large(index));
        return None;
    }
    let mut text = Cow::Borrowed(source.text.as_str());
    for _ in 0..MENDED {
        let mut found = Problems::default();
        match once(index, &text, &mut found) {
            Ok(node) => {
                problems.append(found);
                return Some(node);
            }
            Err(error) => {
                problems.push(syntax::problem(index, &text, error));
                text = Cow::Owned(syntax::mended(&text, error)?);
            }
        }
    }
    None
}

/// How many mistakes are told of a text that is no JSON.
const MENDED: usize = 20;

fn once(index: u32, text: &str, problems: &mut Problems) -> Result<Node, ReadError> {
    let mut parser = Parser {
        reader: Reader::new(text),
        text,
        source: index,
        problems,
    };
    let node = parser.node()?;
    parser.reader.end()?;
    Ok(node)
}

fn too_large(source: u32) -> Problem {
    Problem::new(
        ErrorKind::NotAModel,
        Span {
            source,
            start: 0,
            end: 0,
        },
        "the file is too large",
    )
    .expected("less than 4 GiB")
    .found("more")
    .remedy("split the model; its parts are merged when they are read together")
}

struct Parser<'a, 'p> {
    reader: Reader<'a>,
    text: &'a str,
    source: u32,
    problems: &'p mut Problems,
}

impl Parser<'_, '_> {
    fn node(&mut self) -> Result<Node, ReadError> {
        let kind = self.reader.peek()?;
        let start = self.reader.offset();
        let kind = match kind {
            Kind::Null => self.reader.skip().map(|()| NodeKind::Null),
            Kind::Bool => self.reader.bool().map(NodeKind::Bool),
            Kind::String => self
                .reader
                .string()
                .map(|text| NodeKind::String(text.into())),
            Kind::Number => self
                .reader
                .number_text()
                .map(|digits| NodeKind::Number(Number::from_json(digits))),
            Kind::Array => self.array(),
            Kind::Object => self.object(),
        }?;
        Ok(Node {
            kind,
            span: self.span(start),
        })
    }

    fn array(&mut self) -> Result<NodeKind, ReadError> {
        let mut elements = Vec::new();
        self.reader.array_start()?;
        while self.reader.next_element()? {
            elements.push(self.node()?);
        }
        elements.shrink_to_fit();
        Ok(NodeKind::Array(elements))
    }

    fn object(&mut self) -> Result<NodeKind, ReadError> {
        let mut entries = Vec::new();
        self.reader.object_start()?;
        loop {
            let start = self.key_start();
            let Some(key) = self.reader.next_key()? else {
                break;
            };
            let end = string_end(self.text, start);
            let key_span = Span {
                source: self.source,
                start: start as u32,
                end: end as u32,
            };
            entries.push(Entry {
                key: key.into(),
                key_span,
                value: self.node()?,
            });
        }
        entries.shrink_to_fit();
        report_twins(&entries, self.problems);
        Ok(NodeKind::Object(Object { entries }))
    }

    /// Where the next key opens, if one does.
    fn key_start(&self) -> usize {
        let offset = self.reader.offset();
        let rest = self.text.as_bytes().get(offset..).unwrap_or_default();
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',');
        offset + rest.iter().take_while(blank).count()
    }

    /// From an offset to where the reader is. Both fit: the text's length does.
    fn span(&self, start: usize) -> Span {
        Span {
            source: self.source,
            start: start as u32,
            end: self.reader.offset() as u32,
        }
    }
}

fn report_twins(entries: &[Entry], problems: &mut Problems) {
    const FEW: usize = 8;
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let before = if entries.len() <= FEW {
            let earlier = entries.get(..index).unwrap_or_default();
            earlier
                .iter()
                .find(|other| other.key == entry.key)
                .map(Entry::key_span)
        } else {
            seen.insert(&entry.key, entry.key_span)
        };
        if let Some(first) = before {
            problems.push(twin(entry, first));
        }
    }
}

fn twin(entry: &Entry, first: Span) -> Problem {
    Problem::new(
        ErrorKind::Conflict,
        entry.key_span,
        format!("the member `{}` is given twice", entry.key),
    )
    .expected("each member of an object once")
    .found(format!("a second `{}`", entry.key))
    .first_at(first)
    .remedy("take one of the two out, or give it another name")
}
