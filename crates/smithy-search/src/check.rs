//! What is wrong with an expression whatever it is given: found before anything is asked for.

use jmespath::ast::Ast;
use jmespath::{Context, ErrorReason, JmespathError, Rcvar, RuntimeError, Variable, interpret};

use crate::error::SearchError;
use crate::search::RUNTIME;
use crate::tree;

/// Looks at every call and slice by itself.
///
/// # Errors
///
/// It calls a function that is not there, or with too many or too few arguments, or slices in steps of 0.
pub(crate) fn calls(expression: &str, ast: &Ast) -> Result<(), SearchError> {
    // Left to right, as they are read.
    let mut wrong: Vec<SearchError> = tree::nodes(ast)
        .filter_map(|node| wrong(expression, node))
        .collect();
    wrong.sort_by_key(SearchError::offset);
    wrong.into_iter().next().map_or(Ok(()), Err)
}

/// What the evaluator says of the node by itself; functions are given nulls, as it looks at their number first.
fn wrong(expression: &str, node: &Ast) -> Option<SearchError> {
    let (name, alone) = match node {
        Ast::Function { name, args, offset } => {
            let null = Ast::Identity { offset: *offset };
            let args = vec![null; args.len()];
            let (function, offset) = (name.clone(), *offset);
            let name = function.clone();
            (function, Ast::Function { name, args, offset })
        }
        Ast::Slice { .. } => ("a slice".to_owned(), node.clone()),
        _ => return None,
    };
    let mut context = Context::new(expression, &RUNTIME);
    let null = Rcvar::new(Variable::Null);
    let error = interpret(&null, &alone, &mut context).err()?;
    reason(&name, &error).map(|reason| SearchError::at(expression, error.offset, reason))
}

/// `None` for what depends on the value.
fn reason(name: &str, error: &JmespathError) -> Option<String> {
    let ErrorReason::Runtime(error) = &error.reason else {
        return None;
    };
    match error {
        RuntimeError::UnknownFunction(_) => Some(format!("there is no function `{name}`")),
        RuntimeError::TooManyArguments { expected, actual } => Some(format!(
            "`{name}` has too many arguments: {actual}, not {expected}"
        )),
        RuntimeError::NotEnoughArguments { expected, actual } => Some(format!(
            "`{name}` has too few arguments: {actual}, not {expected}"
        )),
        RuntimeError::InvalidSlice => Some("a slice in steps of 0 never ends".to_owned()),
        _ => None,
    }
}
