//! Our values as the evaluator's, and back.

use std::collections::BTreeMap;

use jmespath::{Rcvar, Variable};
use smithy_wire::{Number, Object, Value};

use crate::order;

/// The value, with the order of its objects noted.
pub(crate) fn to_variable(value: &Value) -> Rcvar {
    Rcvar::new(match value {
        Value::Null => Variable::Null,
        Value::Bool(truth) => Variable::Bool(*truth),
        Value::Number(number) => to_number(number),
        Value::String(text) => Variable::String(text.clone()),
        Value::List(values) => Variable::Array(values.iter().map(to_variable).collect()),
        Value::Object(members) => return to_object(members),
    })
}

fn to_object(members: &Object) -> Rcvar {
    let names = members.iter().map(|(name, _)| name);
    let values = members
        .iter()
        .map(|(name, value)| (name.to_owned(), to_variable(value)));
    let object = Rcvar::new(Variable::Object(values.collect()));
    order::note(&object, names);
    object
}

fn to_number(number: &Number) -> Variable {
    let whole = number.is_integer();
    let exact = (number.as_u64().map(serde_json::Number::from))
        .or_else(|| number.as_i64().map(serde_json::Number::from))
        .filter(|_| whole);
    let nearest = || serde_json::Number::from_f64(number.as_f64());
    exact
        .or_else(nearest)
        .map_or(Variable::Null, Variable::Number)
}

/// `None` for a reference to an expression, which is no JSON. `written`: the orders of objects that the expression writes out.
pub(crate) fn from_variable(variable: &Rcvar, written: &[Vec<String>]) -> Option<Value> {
    Some(match &**variable {
        Variable::Null => Value::Null,
        Variable::Bool(truth) => Value::Bool(*truth),
        Variable::Number(number) => Value::from_json(&number.to_string()).unwrap_or_default(),
        Variable::String(text) => Value::String(text.clone()),
        Variable::Array(values) => {
            let values = values.iter().map(|value| from_variable(value, written));
            Value::List(values.collect::<Option<_>>()?)
        }
        Variable::Object(members) => {
            let names = order::of(variable).or_else(|| as_written(members, written));
            let names = names.unwrap_or_else(|| members.keys().cloned().collect());
            let member = |name: String| {
                let value = from_variable(members.get(&name)?, written)?;
                Some((name, value))
            };
            Value::Object(names.into_iter().map(member).collect::<Option<Object>>()?)
        }
        Variable::Expref(_) => return None,
    })
}

fn as_written(members: &BTreeMap<String, Rcvar>, written: &[Vec<String>]) -> Option<Vec<String>> {
    let same = |names: &&Vec<String>| {
        names.len() == members.len() && names.iter().all(|name| members.contains_key(name))
    };
    written.iter().find(same).cloned()
}
