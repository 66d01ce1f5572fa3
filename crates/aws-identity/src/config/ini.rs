//! The dialect of the AWS CLI's files: Python's `configparser`, and one level of nesting.

use std::collections::BTreeMap;

use super::python::{is_line_break, is_space, trim};

/// Options in this section stand in every section that does not have them itself.
const EVERYWHERE: &str = "DEFAULT";

/// A section, as it stands in a file. There is no `Debug`: it holds secrets.
#[derive(Clone)]
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) entries: BTreeMap<String, Entry>,
}

/// An option's value, and the line it is on.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) value: Value,
    pub(crate) line: usize,
}

/// A text, or the options that are indented below a name without a value.
#[derive(Clone)]
pub(crate) enum Value {
    Text(String),
    Nested(BTreeMap<String, String>),
}

/// What is wrong in a file. It tells of lines, not of what is in them: that may be a secret.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) problem: String,
}

impl Fault {
    fn new(line: usize, problem: impl Into<String>) -> Self {
        Self {
            line,
            problem: problem.into(),
        }
    }
}

/// Reads a whole file.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Section>, Fault> {
    let text = decode(bytes)?;
    let mut reader = Reader::default();
    for (index, line) in text.split('\n').enumerate() {
        reader.line(index + 1, line)?;
    }
    reader.end()
}

/// UTF-8 with every end of line written the same way.
fn decode(bytes: &[u8]) -> Result<String, Fault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.replace("\r\n", "\n").replace('\r', "\n")),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
            Err(Fault::new(line, "is not UTF-8; save the file as UTF-8"))
        }
    }
}

/// An option with the lines of its value, before they are joined.
struct Raw {
    line: usize,
    pieces: Vec<(usize, String)>,
}

struct RawSection {
    name: String,
    line: usize,
    options: BTreeMap<String, Raw>,
}

#[derive(Default)]
struct Reader {
    sections: Vec<RawSection>,
    /// Where the section of that name is in the list.
    places: BTreeMap<String, usize>,
    current: Option<usize>,
    option: Option<String>,
    indent: usize,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        let text = trim(line);
        if text.starts_with(['#', ';']) {
            return Ok(());
        }
        if text.is_empty() {
            self.more(number, text);
            return Ok(());
        }
        let indent = line.chars().take_while(|&c| is_space(c)).count();
        if indent > self.indent && self.more(number, text) {
            return Ok(());
        }
        self.indent = indent;
        match header(text) {
            Some(name) => self.section(number, name),
            None => self.option(number, text),
        }
    }

    /// Appends a line to the value of the option before it; false if there is none.
    fn more(&mut self, number: usize, text: &str) -> bool {
        let option = self.option.as_deref();
        let section = self.current.and_then(|at| self.sections.get_mut(at));
        match option.and_then(|option| section?.options.get_mut(option)) {
            Some(raw) => {
                raw.pieces.push((number, text.to_owned()));
                true
            }
            None => false,
        }
    }

    fn section(&mut self, number: usize, name: &str) -> Result<(), Fault> {
        self.option = None;
        let known = self.places.get(name).copied();
        let before = known.and_then(|at| self.sections.get(at));
        if let Some(before) = before.filter(|_| name != EVERYWHERE) {
            return Err(Fault::new(number, twice("section", before.line)));
        }
        let at = known.unwrap_or(self.sections.len());
        if known.is_none() {
            self.places.insert(name.to_owned(), at);
            self.sections.push(RawSection {
                name: name.to_owned(),
                line: number,
                options: BTreeMap::new(),
            });
        }
        self.current = Some(at);
        Ok(())
    }

    fn option(&mut self, number: usize, text: &str) -> Result<(), Fault> {
        let Some(section) = self.current.and_then(|at| self.sections.get_mut(at)) else {
            let problem = "stands before any section; begin the file with one, as `[default]`";
            return Err(Fault::new(number, problem));
        };
        let (name, value) = split(text).ok_or_else(|| not_an_option(number))?;
        if let Some(before) = section.options.get(&name) {
            return Err(Fault::new(number, twice("option", before.line)));
        }
        let raw = Raw {
            line: number,
            pieces: vec![(number, value.to_owned())],
        };
        section.options.insert(name.clone(), raw);
        self.option = Some(name);
        Ok(())
    }

    fn end(self) -> Result<Vec<Section>, Fault> {
        let mut everywhere = BTreeMap::new();
        let mut sections = Vec::new();
        for raw in self.sections {
            let section = finish(raw)?;
            if section.name == EVERYWHERE {
                everywhere = section.entries;
            } else {
                sections.push(section);
            }
        }
        for section in &mut sections {
            for (name, entry) in &everywhere {
                let entries = &mut section.entries;
                entries.entry(name.clone()).or_insert_with(|| entry.clone());
            }
        }
        Ok(sections)
    }
}

fn twice(what: &str, first: usize) -> String {
    format!("has the same {what} as line {first}; make one of the two")
}

fn not_an_option(line: usize) -> Fault {
    Fault::new(
        line,
        "is neither `[section]` nor `name = value`; complete it, or begin it with `#`",
    )
}

/// `[name]`, whatever comes behind the last bracket.
fn header(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then_some(name)
}

/// `name = value` or `name: value`; names are the same in capitals.
fn split(text: &str) -> Option<(String, &str)> {
    let (name, value) = text.split_once(['=', ':'])?;
    let name = trim(name);
    (!name.is_empty()).then(|| (name.to_lowercase(), trim(value)))
}

fn finish(raw: RawSection) -> Result<Section, Fault> {
    let entries = raw.options.into_iter().map(|(name, option)| {
        let line = option.line;
        let value = value(option.pieces)?;
        Ok((name, Entry { value, line }))
    });
    Ok(Section {
        name: raw.name,
        line: raw.line,
        entries: entries.collect::<Result<_, Fault>>()?,
    })
}

fn value(mut pieces: Vec<(usize, String)>) -> Result<Value, Fault> {
    while pieces.last().is_some_and(|(_, text)| text.is_empty()) {
        pieces.pop();
    }
    match pieces.split_first() {
        Some(((_, first), rest)) if first.is_empty() => nested(rest).map(Value::Nested),
        _ => {
            let texts: Vec<String> = pieces.into_iter().map(|(_, text)| text).collect();
            Ok(Value::Text(texts.join("\n")))
        }
    }
}

fn nested(pieces: &[(usize, String)]) -> Result<BTreeMap<String, String>, Fault> {
    let mut options = BTreeMap::new();
    for (number, piece) in pieces {
        for line in piece.split(is_line_break).map(trim) {
            if line.is_empty() {
                continue;
            }
            let (name, value) = line.split_once('=').ok_or_else(|| {
                Fault::new(
                    *number,
                    "is indented, and no `name = value`; complete it, or take the indent away",
                )
            })?;
            options.insert(trim(name).to_owned(), trim(value).to_owned());
        }
    }
    Ok(options)
}
