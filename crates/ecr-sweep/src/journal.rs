//! The journal: a line for each thing that happened, and what they add up to.
//!
//! Any prefix of its bytes is the journal of an earlier moment, so that a torn last line loses that line and nothing else.

use smithy_wire::{Object, Value};

use crate::form;
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
        /// How long the output is, in bytes.
        out: u64,
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
    },
}

/// What a journal's lines add up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The account whose registry is swept; none for the caller's own.
    pub registry_id: Option<String>,
    /// The repositories by number.
    pub parts: Vec<Part>,
    /// How much of the output is good, in bytes.
    pub out: u64,
    /// Whether there was a journal.
    pub(crate) begun: bool,
}

impl Entry {
    /// The line, its end included.
    pub fn line(&self) -> String {
        let mut form = Object::new();
        match self {
            Entry::Start { registry_id, out } => {
                form.insert("sweep", VERSION);
                if let Some(id) = registry_id {
                    form.insert("registryId", id.as_str());
                }
                form.insert("out", *out);
            }
            Entry::Repository(name) => drop(form.insert("repository", name.as_str())),
            Entry::Moved { part, state, out } => {
                form.insert("part", *part);
                form::write_state(&mut form, state);
                form.insert("out", *out);
            }
        }
        Value::Object(form).to_json() + "\n"
    }

    fn read(line: &str) -> Option<Entry> {
        let form = Value::from_json(line).ok()?;
        let number = |name| form.get(name).and_then(Value::as_u64);
        let text = |name| form.get(name).and_then(Value::as_str).map(str::to_owned);
        if number("sweep") == Some(VERSION) {
            return Some(Entry::Start {
                registry_id: text("registryId"),
                out: number("out")?,
            });
        }
        if let Some(name) = text("repository") {
            return Some(Entry::Repository(name));
        }
        Some(Entry::Moved {
            part: number("part")?,
            state: form::read_state(&form).ok()?,
            out: number("out")?,
        })
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
            Entry::Start { registry_id, out } if !self.begun => {
                *self = State {
                    registry_id,
                    out,
                    parts: Vec::new(),
                    begun: true,
                };
            }
            Entry::Repository(repository) if self.begun => self.parts.push(Part {
                repository,
                registry_id: self.registry_id.clone(),
                state: PartState::New,
            }),
            Entry::Moved { part, state, out } if out >= self.out => {
                let part = self.parts.get_mut(usize::try_from(part).ok()?)?;
                part.state = state;
                self.out = out;
            }
            _ => return None,
        }
        Some(())
    }

    /// The fewest lines that add up to this.
    pub fn compact(&self) -> String {
        let start = Entry::Start {
            registry_id: self.registry_id.clone(),
            out: self.out,
        };
        let mut text = start.line();
        for part in &self.parts {
            text += &Entry::Repository(part.repository.clone()).line();
        }
        for (number, part) in (0..).zip(&self.parts) {
            if part.state != PartState::New {
                let (state, out) = (part.state.clone(), self.out);
                text += &Entry::Moved {
                    part: number,
                    state,
                    out,
                }
                .line();
            }
        }
        text
    }
}
