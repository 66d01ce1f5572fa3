//! An expression, and its value.

use std::fmt;
use std::sync::LazyLock;

use jmespath::{Context, Expression, Runtime, interpret};
use smithy_wire::Value;

use crate::check;
use crate::convert::{from_variable, to_variable};
use crate::error::SearchError;
use crate::order::{self, Evaluation};

pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(order::runtime);

/// How many brackets and operators an expression may have: each may be one more level of the evaluator's recursion.
const DEEPEST: usize = 100;

/// A JMESPath expression, of 100 brackets and operators at most.
#[derive(Clone)]
pub struct Search {
    expression: Expression<'static>,
    /// The members of the objects it writes out, in its order.
    written: Vec<Vec<String>>,
}

impl Search {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// [`SearchError`] with the place where it is wrong: as a text, in a function that is not there, or in the number of a function's arguments.
    pub fn new(expression: &str) -> Result<Self, SearchError> {
        let levels = expression.chars().enumerate();
        let mut levels = levels.filter(|(_, c)| "([{!|&.<>=?".contains(*c));
        if let Some((at, _)) = levels.nth(DEEPEST) {
            return Err(SearchError::too_deep(expression, at, DEEPEST));
        }
        let compiled = RUNTIME.compile(expression);
        let compiled = compiled.map_err(|error| SearchError::new(&error))?;
        check::calls(expression, compiled.as_ast())?;
        let written = order::written(compiled.as_ast());
        Ok(Search {
            expression: compiled,
            written,
        })
    }

    /// The expression's text.
    pub fn as_str(&self) -> &str {
        self.expression.as_str()
    }

    /// The expression's value of one value, such as a page or a full result; null where it finds nothing.
    ///
    /// # Errors
    ///
    /// [`SearchError`] if a function is given what it cannot take.
    pub fn of(&self, value: &Value) -> Result<Value, SearchError> {
        let _evaluation = Evaluation;
        let data = to_variable(value);
        let mut context = Context::new(self.as_str(), &RUNTIME);
        let found = interpret(&data, self.expression.as_ast(), &mut context);
        let found = found.map_err(|error| SearchError::new(&error))?;
        from_variable(&found, &self.written).ok_or_else(|| SearchError::no_value(self.as_str()))
    }
}

impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Search").field(&self.as_str()).finish()
    }
}
