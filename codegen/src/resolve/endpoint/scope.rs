//! What a rule can name: parameters, and what rules before it named.

use std::collections::{BTreeMap, BTreeSet};

use super::parameters::Parameters;
use crate::ir::endpoint::{Expr, PARAMS, Parameter, ParameterType, ValueType};
use crate::resolve::names;

/// An expression and what it is.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) expr: Expr,
    pub(super) ty: ValueType,
    /// It may be none.
    pub(super) optional: bool,
    /// It is made on the spot, and has to be named to be borrowed.
    pub(super) made: bool,
}

impl Value {
    pub(super) fn new(expr: Expr, ty: ValueType) -> Value {
        Value {
            expr,
            ty,
            optional: false,
            made: false,
        }
    }

    pub(super) fn optional(expr: Expr, ty: ValueType) -> Value {
        Value {
            optional: true,
            ..Value::new(expr, ty)
        }
    }
}

/// The names in force at a place of the rule set.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    values: BTreeMap<String, Value>,
    variables: BTreeMap<String, ValueType>,
    /// Names of which a mistake keeps what they are.
    lost: BTreeSet<String>,
}

impl Scope {
    /// The parameters.
    pub(super) fn of(parameters: &Parameters) -> Scope {
        let mut scope = Scope {
            lost: parameters.lost.iter().cloned().collect(),
            ..Scope::default()
        };
        scope.variables.insert(PARAMS.to_owned(), ValueType::Params);
        for parameter in &parameters.all {
            let value = value_of(parameter);
            scope.values.insert(parameter.wire.clone(), value);
        }
        scope
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// From here on it is not known what the name stands for, or whether it is set.
    pub(super) fn lose(&mut self, name: &str) {
        self.lost.insert(name.to_owned());
    }

    pub(super) fn is_lost(&self, name: &str) -> bool {
        self.lost.contains(name)
    }

    /// The names, in order.
    pub(super) fn known(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The names, for a message.
    pub(super) fn names(&self) -> String {
        let names: Vec<String> = self.values.keys().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    }

    /// Binds a name of the rule set to a new variable.
    pub(super) fn bind(&mut self, name: &str, ty: ValueType) -> String {
        let variable = self.fresh(&names::field(name), ty);
        self.lost.remove(name);
        let value = Value::new(Expr::variable(&variable), ty);
        self.values.insert(name.to_owned(), value);
        variable
    }

    /// A variable that nothing else is called.
    pub(super) fn fresh(&mut self, wanted: &str, ty: ValueType) -> String {
        let mut numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let mut name = wanted.to_owned();
        while self.variables.contains_key(&name) {
            name = numbered.next().unwrap_or_default();
        }
        self.variables.insert(name.clone(), ty);
        name
    }

    pub(super) fn type_of(&self, variable: &str) -> Option<ValueType> {
        self.variables.get(variable).copied()
    }
}

fn value_of(parameter: &Parameter) -> Value {
    let optional = parameter.default.is_none();
    let expr = Expr::Parameter {
        field: parameter.field.clone(),
        ty: parameter.ty,
        optional,
    };
    let ty = match parameter.ty {
        ParameterType::Text => ValueType::Text,
        ParameterType::Bool => ValueType::Bool,
        ParameterType::Texts => ValueType::Texts,
    };
    Value {
        optional,
        ..Value::new(expr, ty)
    }
}
