//! What is printed at the end of a listing: the result, and how to go on where there is more.

use smithy_pagination::{Items, Paginated};

use super::gather::{End, Gathered, NOTHING, Standing};
use super::{Listing, Noun};
use crate::cli::Output;
use crate::console::{self, Console, complain};
use crate::failure::{Exit, Failure};
use crate::json;
use crate::query::Printed;
use crate::signals::Ending;
use crate::table;

/// Prints what a listing brought.
///
/// # Errors
///
/// Nothing was delivered, or standard output cannot be written.
pub(crate) fn whole<L: Listing>(
    gathered: Gathered<Option<L::Response>>,
    printed: &Printed,
    console: Console,
) -> Result<Exit, Failure> {
    let Gathered {
        taken: whole,
        standing,
        end,
    } = gathered;
    let Some(response) = whole else {
        return Err(nothing(end));
    };
    let token = standing.resume_token.as_deref();
    let text = match text::<L>(&response, token, printed) {
        Ok(text) => text,
        Err(unfit) => return Err(unprinted(unfit, &end)),
    };
    console.result(&text)?;
    match end {
        End::Done | End::Left => {
            // A table has no place for a token, and a query may leave it out.
            let is_told = token.is_none_or(|token| text.contains(token));
            if printed.output() == Output::Table || !is_told {
                console.remark(&summary(&standing, L::NOUN));
            }
            Ok(Exit::Success)
        }
        End::Failed(failure) | End::Unwritten(failure) => Ok(told(continued(failure, token))),
        End::Asked(ending) => {
            let count = L::NOUN.count(standing.progress.items);
            let failure = stopped(ending, &count);
            Ok(told(continued(failure, token)))
        }
    }
}

/// A query that fails on a part of the listing hides no failure of the listing itself.
fn unprinted(unfit: Failure, end: &End) -> Failure {
    match end {
        End::Failed(failure) | End::Unwritten(failure) => unfit.note(format!(
            "it was asked of a part, of which nothing was printed: {}",
            failure.message()
        )),
        End::Done | End::Left | End::Asked(_) => unfit,
    }
}

fn nothing(end: End) -> Failure {
    match end {
        End::Failed(failure) | End::Unwritten(failure) => failure,
        End::Asked(ending) => ending.failure(NOTHING),
        End::Done | End::Left => Failure::new(Exit::Other, NOTHING),
    }
}

/// Asked to end, after this much.
pub(super) fn stopped(ending: Ending, count: &str) -> Failure {
    ending.failure(&format!("printed: {count}"))
}

pub(super) fn told(failure: Failure) -> Exit {
    complain(&failure);
    failure.exit()
}

fn continued(failure: Failure, token: Option<&str>) -> Failure {
    match token {
        Some(token) => failure.note(go_on(token)),
        None => failure,
    }
}

pub(super) fn go_on(token: &str) -> String {
    format!("go on with the same command and --starting-token {token}")
}

fn summary(standing: &Standing, noun: Noun) -> String {
    let count = noun.count(standing.progress.items);
    match &standing.resume_token {
        Some(token) => format!("{count}; there are more: {}", go_on(token)),
        None => count,
    }
}

/// Prints one page as it came.
///
/// # Errors
///
/// Standard output cannot be written.
pub(crate) fn page<L: Listing>(
    page: L::Response,
    printed: &Printed,
    console: Console,
) -> Result<Exit, Failure> {
    if printed.output() == Output::Jsonl {
        let items = L::PAGINATOR.into_items(page);
        let lines: Result<String, Failure> = items.map(|item| json::line(&item)).collect();
        return console.result(&lines?).map(|()| Exit::Success);
    }
    let page = &page;
    console.result(&text::<L>(page, None, printed)?)?;
    if printed.output() == Output::Table {
        let count = L::NOUN.count(L::PAGINATOR.primary_len(page) as u64);
        console.remark(&match service_token::<L>(page) {
            Some(token) => {
                format!("{count}; there are more: the same command with --service-token {token}")
            }
            None => count,
        });
    }
    Ok(Exit::Success)
}

fn service_token<L: Listing>(page: &L::Response) -> Option<String> {
    let paginator = L::PAGINATOR;
    let token = paginator.next_token(page);
    let name = paginator.input_tokens().first()?;
    token.get(name)?.as_str().map(quoted)
}

/// The token as a shell takes it, whatever the service put into it.
fn quoted(token: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=+/.:,@%".contains(c);
    if !token.is_empty() && token.chars().all(plain) {
        return token.to_owned();
    }
    format!("'{}'", table::plain(token).replace('\'', "'\\''"))
}

fn text<L: Listing>(
    response: &L::Response,
    next_token: Option<&str>,
    printed: &Printed,
) -> Result<String, Failure> {
    match printed.output() {
        Output::Json | Output::Jsonl | Output::Text => printed.text(response, next_token),
        Output::Table => {
            let now = jiff::Timestamp::now().as_second();
            Ok(table::draw(&L::grid(response, now), console::look()))
        }
    }
}
