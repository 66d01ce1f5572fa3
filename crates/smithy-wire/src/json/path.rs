//! The path of members and elements that leads to a place in a text.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::error::ReadError;
use super::reader::{Kind, Reader};

/// How many characters of a member's name are shown.
const NAME_LEN: usize = 64;

/// How many steps are shown at each end of a long path.
const STEPS: usize = 16;

/// An array or object that is open, and where in it the reader is.
enum Step<'a> {
    /// In an array, at the element of this index, once there is one.
    Element(Option<usize>),
    /// In an object, at the member of this name, once its colon has been read.
    Member(Option<Cow<'a, str>>),
}

/// The path of the value at `offset`.
pub(super) fn to_offset(text: &str, offset: usize) -> String {
    let mut steps = Vec::new();
    // An error means that the reader came to the malformed place; the steps so far lead to it.
    let _ = walk(&mut Reader::new(text), offset, &mut steps);
    show(&steps)
}

/// Reads on until the next value does not end before `offset`.
fn walk<'a>(
    reader: &mut Reader<'a>,
    offset: usize,
    steps: &mut Vec<Step<'a>>,
) -> Result<(), ReadError> {
    loop {
        let kind = reader.peek()?;
        if reader.offset() >= offset {
            return Ok(());
        }
        match kind {
            Kind::Array => {
                reader.array_start()?;
                steps.push(Step::Element(None));
            }
            Kind::Object => {
                reader.object_start()?;
                steps.push(Step::Member(None));
            }
            _ => reader.skip()?,
        }
        if !to_next_value(reader, offset, steps)? {
            return Ok(());
        }
    }
}

/// Moves to the next value, out of what ends before it; `false` if `offset` comes before that value.
fn to_next_value<'a>(
    reader: &mut Reader<'a>,
    offset: usize,
    steps: &mut Vec<Step<'a>>,
) -> Result<bool, ReadError> {
    while reader.offset() <= offset {
        match steps.last_mut() {
            None => return Ok(false),
            Some(Step::Element(index)) => {
                let next = index.take().map_or(0, |index| index + 1);
                if reader.next_element()? {
                    *index = Some(next);
                    return Ok(true);
                }
            }
            Some(Step::Member(name)) => {
                *name = None;
                let next = reader.next_key()?;
                if reader.offset() > offset {
                    return Ok(false);
                }
                if next.is_some() {
                    *name = next;
                    return Ok(true);
                }
            }
        }
        steps.pop();
    }
    Ok(false)
}

fn show(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for (place, step) in steps.iter().enumerate() {
        if steps.len() > 2 * STEPS && place == STEPS {
            path.push('…');
        }
        if steps.len() <= 2 * STEPS || place < STEPS || place >= steps.len() - STEPS {
            show_step(&mut path, step);
        }
    }
    path
}

fn show_step(path: &mut String, step: &Step<'_>) {
    match step {
        Step::Element(Some(index)) => {
            // Writing to a String does not fail.
            let _ = write!(path, "[{index}]");
        }
        Step::Member(Some(name)) => {
            if !path.is_empty() {
                path.push('.');
            }
            show_name(path, name);
        }
        Step::Element(None) | Step::Member(None) => {}
    }
}

/// Shows a name without quotes, where it cannot be mistaken for anything else.
fn show_name(path: &mut String, name: &str) {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
    if !plain {
        path.push('"');
    }
    let mut characters = name.chars();
    for character in characters.by_ref().take(NAME_LEN) {
        if plain {
            path.push(character);
        } else {
            path.extend(character.escape_debug());
        }
    }
    if characters.next().is_some() {
        path.push('…');
    }
    if !plain {
        path.push('"');
    }
}
