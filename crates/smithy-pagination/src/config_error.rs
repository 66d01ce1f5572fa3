//! Contradictions that are found before any request is sent.

use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use crate::filters::FilterChange;
use crate::refused::Refused;

/// Why a pager could not be made; no request was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// `MaxItems` or `PageSize` is no integer.
    #[non_exhaustive]
    NotAnInteger {
        /// Which of the two.
        field: &'static str,
        /// What was given, as JSON.
        found: String,
    },
    /// `MaxItems` is negative, which would drop items from the end.
    NegativeMaxItems,
    /// A cap on items was given, but the model does not say what the items of a page are.
    #[non_exhaustive]
    MaxItemsUnsupported {
        /// The operation.
        operation: String,
    },
    /// A page size was given, but the operation takes none.
    #[non_exhaustive]
    PageSizeUnsupported {
        /// The operation.
        operation: String,
    },
    /// The page size does not fit the request.
    #[non_exhaustive]
    PageSize {
        /// The one asked for, as JSON.
        asked: String,
        /// Why it does not.
        why: Refused,
    },
    /// The page size is outside the range that the service's model gives it.
    #[non_exhaustive]
    PageSizeRange {
        /// The one asked for.
        asked: i64,
        /// The least there is.
        least: i64,
        /// The most there is.
        most: i64,
    },
    /// Two places to start from were given, of which only one can be meant.
    #[non_exhaustive]
    TwoStarts {
        /// One of them, by the name of its setter, such as `starting_token`.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
    /// The starting token sets other members than the operation's input tokens.
    #[non_exhaustive]
    TokenMembers {
        /// Members that are no input token; they would change the request.
        unknown: Vec<String>,
        /// Input tokens the token lacks.
        missing: Vec<String>,
    },
    /// The starting token's `boto_truncate_amount` is no integer from 0 up.
    #[non_exhaustive]
    TokenAmount {
        /// What stood there.
        found: String,
    },
    /// An old `a___b___3` starting token with more parts than the operation has input tokens.
    #[non_exhaustive]
    TokenParts {
        /// How many parts it has, the amount not counted.
        parts: usize,
        /// How many input tokens there are.
        input_tokens: usize,
    },
    /// The starting token is base64 of a JSON text, number, boolean or null, which boto3 cannot read.
    TokenScalar,
    /// The starting token says that it holds bytes (`boto_encoded_keys`) where it has nothing, or no text; boto3 crashes on it.
    TokenBytes,
    /// A value of the starting token does not fit the request.
    TokenValue(Refused),
    /// The checkpoint is one of another operation.
    #[non_exhaustive]
    CheckpointOperation {
        /// The operation the checkpoint was made for.
        checkpoint: String,
        /// The operation that was to be resumed.
        request: String,
    },
    /// The checkpoint was made with another request; resuming would mix two listings.
    CheckpointRequest(FilterChange),
    /// Another page size than the checkpoint's, although the checkpoint is inside a page.
    #[non_exhaustive]
    CheckpointPageSize {
        /// The checkpoint's, as JSON; `None` for the service's own.
        checkpoint: Option<String>,
        /// The one asked for, as JSON.
        asked: String,
    },
    /// A member of a configuration is missing, of the wrong type, or contradicts another.
    #[non_exhaustive]
    Member {
        /// The member's name.
        member: String,
        /// What was wrong, and what to write instead.
        problem: String,
    },
}

impl ConfigError {
    pub(crate) fn member(member: impl Into<String>, problem: impl Into<String>) -> Self {
        ConfigError::Member {
            member: member.into(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConfigError::NotAnInteger { field, found } => {
                write!(f, "{field} has to be an integer such as 100, found {found}")
            }
            ConfigError::NegativeMaxItems => {
                f.write_str("MaxItems is negative; leave it out for the whole listing, or give 0 or more")
            }
            ConfigError::MaxItemsUnsupported { operation } => {
                write!(f, "the model names no items of {operation}, so they cannot be counted; leave MaxItems out, and stop after a page")
            }
            ConfigError::PageSizeUnsupported { operation } => {
                write!(f, "{operation} takes no page size; leave it out, or cap the listing with MaxItems")
            }
            ConfigError::PageSize { asked, .. } => {
                write!(f, "the page size {asked} does not fit the request")
            }
            ConfigError::PageSizeRange { asked, least, most } => {
                write!(f, "the page size {asked} is outside {least} to {most}, which is what the service takes")
            }
            ConfigError::TwoStarts { one, other } => write!(
                f,
                "{one} and {other} both say where to start; give one of them"
            ),
            ConfigError::TokenMembers { unknown, missing } => members(f, unknown, missing),
            ConfigError::TokenAmount { found } => {
                write!(f, "the starting token's boto_truncate_amount has to be an integer from 0 up, found {found}; ")?;
                f.write_str("use a token as boto3 or this crate made it")
            }
            ConfigError::TokenParts { parts, input_tokens } => {
                write!(f, "the starting token has {parts} parts for {input_tokens} input tokens; ")?;
                f.write_str("if it is the service's own token, give it as a service token")
            }
            ConfigError::TokenScalar => f.write_str(
                "the starting token is base64 of a JSON text, number, boolean or null, which is no resume token; \
                 if it is the service's own token, give it as a service token",
            ),
            ConfigError::TokenBytes => {
                f.write_str("the starting token's boto_encoded_keys leads to nothing, or to no text; give the token as it was printed")
            }
            ConfigError::TokenValue(_) => f.write_str("a value of the starting token does not fit the request"),
            ConfigError::CheckpointOperation { checkpoint, request } => {
                write!(f, "the checkpoint is one of {checkpoint}, not of {request}; resume that operation with it")
            }
            ConfigError::CheckpointRequest(change) => write!(
                f,
                "the checkpoint was made with another request: {change}; resume with the same request, or start anew without the checkpoint"
            ),
            ConfigError::CheckpointPageSize { checkpoint, asked } => {
                match checkpoint {
                    Some(made) => write!(f, "the checkpoint is inside a page of size {made}, not {asked}; ")?,
                    None => write!(f, "the checkpoint is inside a page of the service's own size, not of {asked}; ")?,
                }
                f.write_str("leave the page size out")
            }
            ConfigError::Member { member, problem } => write!(f, "{member}: {problem}"),
        }
    }
}

fn members(f: &mut fmt::Formatter<'_>, unknown: &[String], missing: &[String]) -> fmt::Result {
    f.write_str("the starting token is not one of this operation:")?;
    if !unknown.is_empty() {
        write!(f, " it would set {}", unknown.join(", "))?;
    }
    if !missing.is_empty() {
        let and = if unknown.is_empty() { "" } else { " and" };
        write!(f, "{and} it lacks {}", missing.join(", "))?;
    }
    f.write_str("; use the token that this operation's own listing gave")
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ConfigError::PageSize { why, .. } | ConfigError::TokenValue(why) => Some(why),
            _ => None,
        }
    }
}
