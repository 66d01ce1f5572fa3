//! A result as text, in the form asked for, whole or what a query finds in it.

use serde::Serialize;
use smithy_search::Search;
use smithy_wire::Value;

use crate::cli::Output;
use crate::failure::{Exit, Failure};
use crate::{json, text};

/// What a value is printed as, where that is no table.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    output: Output,
    query: Option<Search>,
}

impl Printed {
    /// # Errors
    ///
    /// The query is no JMESPath, or the form has no room for one.
    pub(crate) fn new(output: Output, query: Option<&str>) -> Result<Self, Failure> {
        let query = query.map(Search::new).transpose();
        let query = query.map_err(|error| Failure::new(Exit::Usage, error.to_string()))?;
        match (output, &query) {
            (Output::Table | Output::Jsonl, Some(_)) => Err(Failure::new(
                Exit::Usage,
                "--query is evaluated on the whole result, which a table or lines of items are not",
            )
            .note("use it with --output json or --output text")),
            _ => Ok(Printed { output, query }),
        }
    }

    /// The form, which is table or lines only without a query.
    pub(crate) fn output(&self) -> Output {
        self.output
    }

    /// A response with the token that continues it last; in lines of text under its own name, as the AWS CLI does.
    ///
    /// # Errors
    ///
    /// The query failed on it.
    pub(crate) fn text<R: Serialize>(
        &self,
        response: &R,
        next_token: Option<&str>,
    ) -> Result<String, Failure> {
        if let (Output::Text, None, Some(token)) = (self.output, &self.query, next_token) {
            let lines = text::text(&json::value(response, None)?);
            return Ok(format!("{lines}NEXTTOKEN\t{token}\n"));
        }
        let whole = json::value(response, next_token)?;
        let found = match &self.query {
            None => whole,
            Some(query) => query
                .of(&whole)
                .map_err(|error| Failure::new(Exit::Other, error.to_string()))?,
        };
        self.form(&found)
    }

    fn form(&self, value: &Value) -> Result<String, Failure> {
        match self.output {
            Output::Text => Ok(text::text(value)),
            _ => json::pretty(value),
        }
    }
}
