//! One item a line, written as pages arrive; with a checkpoint that moves behind each page.

use smithy_pagination::{Checkpoint, Items, PageError, Position};

use super::gather::{CallFailure, End, Gathered, Standing, Taker};
use super::{Listing, fault};
use crate::checkpoint::CheckpointFile;
use crate::console::{self, Console};
use crate::failure::{Exit, Failure};
use crate::json;

/// Writes pages to standard output as lines.
#[derive(Debug)]
pub(crate) struct Lines {
    console: Console,
    checkpoint: Option<CheckpointFile>,
    /// The name of the file that held the place until the end.
    over: Option<String>,
    /// Whether a page has come.
    has_come: bool,
}

impl Lines {
    pub(crate) fn new(console: Console, checkpoint: Option<CheckpointFile>) -> Self {
        Lines {
            console,
            checkpoint,
            over: None,
            has_come: false,
        }
    }

    /// The lines are out before the place moves: killed in between, they come a second time and none is lost.
    fn moved(&mut self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        let is_over = checkpoint.position() == Position::Finished;
        if let Some(file) = self.checkpoint.take_if(|_| is_over) {
            self.over = Some(file.name().to_owned());
            return file.delete();
        }
        match &mut self.checkpoint {
            None => Ok(()),
            Some(file) => file.write(checkpoint),
        }
    }

    /// Whoever closed the pipe has read what they wanted, unless all of it was promised.
    fn left(&self) -> Result<bool, Failure> {
        match &self.checkpoint {
            None => Ok(false),
            Some(_) => Err(console::left()),
        }
    }
}

impl<L: Listing> Taker<L> for Lines {
    type Taken = Place;

    fn page(&mut self, page: L::Response, standing: &Standing) -> Result<bool, Failure> {
        self.has_come = true;
        let mut text = String::new();
        for item in L::PAGINATOR.into_items(page) {
            text.push_str(&json::line(&item)?);
        }
        if !self.console.lines(&text)? {
            return self.left();
        }
        if let Some(checkpoint) = &standing.checkpoint {
            self.moved(checkpoint)?;
        }
        Ok(true)
    }

    /// A token is good for a time, and a file may have been edited.
    fn failed(&self, error: &PageError<CallFailure<L>>) -> Failure {
        let failure = fault::of_page(error, L::NOUN);
        let place = self.checkpoint.as_ref().and_then(CheckpointFile::holding);
        match place {
            Some(place) if !self.has_come && fault::is_of_parameters(error) => failure.note(
                format!("if it is the token of the place that is not taken any more: delete {place}, and the listing begins anew"),
            ),
            _ => failure,
        }
    }

    fn taken(self) -> Place {
        let holding = self.checkpoint.as_ref().and_then(CheckpointFile::holding);
        match (holding, self.over) {
            (Some(name), _) => Place::Kept(name),
            (None, Some(name)) => Place::Over(name),
            (None, None) => Place::None,
        }
    }
}

/// What became of the place that a file was to keep.
#[derive(Debug)]
pub(crate) enum Place {
    /// No file keeps it.
    None,
    /// The file of this name holds it.
    Kept(String),
    /// The file of this name is gone: the listing is complete.
    Over(String),
}

/// How to go on, said where it can be read: a line is no place for it.
pub(crate) fn report<L: Listing>(
    gathered: Gathered<Place>,
    console: Console,
) -> Result<Exit, Failure> {
    let Gathered {
        taken: place,
        standing,
        end,
    } = gathered;
    let go_on = match (&place, &standing.resume_token) {
        (Place::Kept(name), _) => Some(format!(
            "go on with the same command; {name} holds the place"
        )),
        (_, Some(token)) => Some(super::report::go_on(token)),
        (_, None) => None,
    };
    let count = L::NOUN.count(standing.progress.items);
    match end {
        End::Done => {
            if let Some(go_on) = go_on {
                console.remark(&format!("{count}; there are more: {go_on}"));
            } else if let Place::Over(name) = &place {
                console.remark(&format!(
                    "the listing is complete and {name} is gone: the same command begins anew"
                ));
            }
            Ok(Exit::Success)
        }
        End::Left => Ok(Exit::Success),
        End::Failed(failure) => Ok(super::report::told(noted(failure, go_on))),
        End::Unwritten(failure) => {
            let go_on = go_on.unwrap_or_else(|| console::AGAIN.to_owned());
            Ok(super::report::told(failure.note(go_on)))
        }
        End::Asked(ending) => {
            let failure = super::report::stopped(ending, &count);
            Ok(super::report::told(noted(failure, go_on)))
        }
    }
}

fn noted(failure: Failure, go_on: Option<String>) -> Failure {
    match go_on {
        Some(go_on) => failure.note(go_on),
        None => failure,
    }
}
