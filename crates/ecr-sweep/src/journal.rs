//! The journal: a line for each thing that happened, and what they add up to.
//!
//! Any prefix of its bytes is the journal of an earlier moment, so that a torn last line loses that line and nothing else.

use smithy_wire::{Object, Value};

use crate::form;
use crate::last_line::LastLine;
use crate::part::{Part, PartState};

/// The version of the lines.
const VERSION: u64 = 1;

/// One line.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Entry {
    /// The first line of every journal, and how much of the output is good from then on.
    Start {
        /// The account whose registry is swept; none for the caller's own.
        registry_id: Option<String>,
        /// Where the registry is asked, such as its endpoint; none if that was not said.
        origin: Option<String>,
        /// What the lines go to.
        output: Output,
        /// How long the output is, in bytes.
        out: u64,
        /// How many images that is.
        images: u64,
        /// What it ends with.
        last: LastLine,
    },
    /// A repository, which gets the next number from 0.
    Repository(String),
    /// How far the repository of a number came, and how long the output is behind that.
    Moved {
        /// Its number.
        part: u64,
        /// How far it came.
        state: PartState,
        /// How long the output is, in bytes.
        out: u64,
        /// How many images that is.
        images: u64,
        /// What it ends with.
        last: LastLine,
    },
    /// The last line: the output is complete.
    Done,
}

/// What the lines of a sweep go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Output {
    /// A file, which can be cut back to what the journal knows.
    #[default]
    File,
    /// Anything else; how much of it is good nobody can say, so its length is told as 0.
    Stream,
}

/// What a journal's lines add up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The account whose registry is swept; none for the caller's own.
    pub registry_id: Option<String>,
    /// Where the registry is asked, such as its endpoint; none if that was not said.
    pub origin: Option<String>,
    /// What the lines go to.
    pub output: Output,
    /// The repositories by number.
    pub parts: Vec<Part>,
    /// How much of the output is good, in bytes.
    pub out: u64,
    /// How many images that is, whatever run they came in.
    pub images: u64,
    /// What the good part of the output ends with.
    pub last: LastLine,
    /// Whether the output is complete.
    pub is_done: bool,
    /// Whether there was a journal.
    pub(crate) begun: bool,
}

impl Entry {
    /// The line, its end included.
    pub fn line(&self) -> String {
        let mut form = Object::new();
        match self {
            Entry::Start {
                registry_id,
                origin,
                output,
                out,
                images,
                last,
            } => {
                form.insert("sweep", VERSION);
                for (name, text) in [("registryId", registry_id), ("origin", origin)] {
                    if let Some(text) = text {
                        form.insert(name, text.as_str());
                    }
                }
                form.insert("output", output.name());
                form.insert("out", *out);
                form.insert("images", *images);
                form.insert("last", last.text());
            }
            Entry::Repository(name) => drop(form.insert("repository", name.as_str())),
            Entry::Moved {
                part,
                state,
                out,
                images,
                last,
            } => {
                form.insert("part", *part);
                form::write_state(&mut form, state);
                form.insert("out", *out);
                form.insert("images", *images);
                form.insert("last", last.text());
            }
            Entry::Done => drop(form.insert("done", true)),
        }
        Value::Object(form).to_json() + "\n"
    }

    fn read(line: &str) -> Option<Entry> {
        let form = Value::from_json(line).ok()?;
        let number = |name| form.get(name).and_then(Value::as_u64);
        let text = |name| form.get(name).and_then(Value::as_str).map(str::to_owned);
        let last = || LastLine::read(form.get("last")?.as_str()?);
        if number("sweep") == Some(VERSION) {
            return Some(Entry::Start {
                registry_id: text("registryId"),
                origin: text("origin"),
                output: Output::named(&text("output")?)?,
                out: number("out")?,
                images: number("images")?,
                last: last()?,
            });
        }
        if form.get("done") == Some(&Value::Bool(true)) {
            return Some(Entry::Done);
        }
        if let Some(name) = text("repository") {
            return Some(Entry::Repository(name));
        }
        Some(Entry::Moved {
            part: number("part")?,
            state: form::read_state(&form).ok()?,
            out: number("out")?,
            images: number("images")?,
            last: last()?,
        })
    }
}

impl Output {
    fn name(self) -> &'static str {
        match self {
            Output::File => "file",
            Output::Stream => "stream",
        }
    }

    fn named(name: &str) -> Option<Output> {
        let known = [Output::File, Output::Stream];
        known.into_iter().find(|output| output.name() == name)
    }
}

impl State {
    /// What the lines of a journal add up to, and how many of its bytes are good: what is behind them is torn or foreign.
    pub fn replay(journal: &[u8]) -> (State, u64) {
        let mut state = State::default();
        let mut good = 0;
        for line in journal.split_inclusive(|byte| *byte == b'\n') {
            let entry = line
                .strip_suffix(b"\n")
                .and_then(|line| std::str::from_utf8(line).ok());
            let added = entry
                .and_then(Entry::read)
                .and_then(|entry| state.add(entry));
            if added.is_none() {
                break;
            }
            good += line.len() as u64;
        }
        (state, good)
    }

    /// `None` if the line has no place here.
    pub(crate) fn add(&mut self, entry: Entry) -> Option<()> {
        match entry {
            _ if self.is_done => return None,
            Entry::Start {
                registry_id,
                origin,
                output,
                out,
                images,
                last,
            } if !self.begun => {
                *self = State {
                    registry_id,
                    origin,
                    output,
                    out,
                    images,
                    last,
                    begun: true,
                    ..State::default()
                };
            }
            Entry::Done if self.begun => self.is_done = true,
            Entry::Repository(repository) if self.begun => self.parts.push(Part {
                repository,
                registry_id: self.registry_id.clone(),
                state: PartState::New,
            }),
            Entry::Moved {
                part,
                state,
                out,
                images,
                last,
            } if out >= self.out && images >= self.images => {
                let part = self.parts.get_mut(usize::try_from(part).ok()?)?;
                part.state = state;
                self.out = out;
                self.images = images;
                self.last = last;
            }
            _ => return None,
        }
        Some(())
    }

    /// The fewest lines that add up to this.
    pub fn compact(&self) -> String {
        let mut text = self.start().line();
        for part in &self.parts {
            text += &Entry::Repository(part.repository.clone()).line();
        }
        for (number, part) in (0..).zip(&self.parts) {
            if part.state != PartState::New {
                let moved = Entry::Moved {
                    part: number,
                    state: part.state.clone(),
                    out: self.out,
                    images: self.images,
                    last: self.last,
                };
                text += &moved.line();
            }
        }
        if self.is_done {
            text += &Entry::Done.line();
        }
        text
    }

    /// The journal of a sweep that is over: nothing but its output is left of it.
    pub(crate) fn over(&self) -> String {
        self.start().line() + &Entry::Done.line()
    }

    fn start(&self) -> Entry {
        Entry::Start {
            registry_id: self.registry_id.clone(),
            origin: self.origin.clone(),
            output: self.output,
            out: self.out,
            images: self.images,
            last: self.last,
        }
    }
}
