//! Expressions of the rules language, typed.
//!
//! A value that may be none and is used as if it could not is named first, as a condition of its own:
//! where there is none, the rule does not apply.

use smithy_schema_json::{Node, NodeKind};

use super::attributes::kind;
use super::read::Reader;
use super::scope::{Scope, Value};
use crate::error::Error;
use crate::ir::endpoint::{Expr, Step, ValueType};
use ValueType::{Arn, Bool, Integer, Partition, Parts, Url};

/// The conditions of a rule as they are read, and what is named by then.
pub(super) struct Conditions<'m> {
    pub(super) reader: Reader<'m>,
    pub(super) scope: Scope,
    pub(super) steps: Vec<Step>,
}

/// The functions that are called as they stand: name, runtime function, arguments, result, whether it may be none.
type Signature = (
    &'static str,
    &'static str,
    &'static [ValueType],
    ValueType,
    Gives,
);

/// What a function gives.
#[derive(Clone, Copy, PartialEq)]
enum Gives {
    /// Always a value.
    Plain,
    /// A value or none.
    Optional,
    /// A value that nobody holds.
    Made,
}

const TEXT: ValueType = ValueType::Text;

const FUNCTIONS: [Signature; 8] = [
    (
        "aws.partition",
        "partition",
        &[TEXT],
        Partition,
        Gives::Optional,
    ),
    ("aws.parseArn", "parse_arn", &[TEXT], Arn, Gives::Optional),
    ("parseURL", "parse_url", &[TEXT], Url, Gives::Optional),
    (
        "substring",
        "substring",
        &[TEXT, Integer, Integer, Bool],
        TEXT,
        Gives::Optional,
    ),
    (
        "isValidHostLabel",
        "is_valid_host_label",
        &[TEXT, Bool],
        Bool,
        Gives::Plain,
    ),
    (
        "aws.isVirtualHostableS3Bucket",
        "is_virtual_hostable_s3_bucket",
        &[TEXT, Bool],
        Bool,
        Gives::Plain,
    ),
    ("uriEncode", "uri_encode", &[TEXT], TEXT, Gives::Made),
    ("split", "split", &[TEXT, TEXT, Integer], Parts, Gives::Made),
];

impl<'m> Conditions<'m> {
    /// Reads a condition: what has to hold, and what is named by it.
    pub(super) fn condition(&mut self, node: &'m Node) -> Result<(), Error> {
        let assign = self.reader.optional_text(node, "assign")?;
        if let (None, Some("isSet")) = (assign, node.get("fn").and_then(Node::as_str)) {
            let [argument] = self.arguments(node)?;
            return self.is_set(argument);
        }
        let value = self.value(node)?;
        match assign {
            Some(name) => self.assign(node, name, value),
            None => {
                self.test(value);
                Ok(())
            }
        }
    }

    /// What is set has its name from here on, and is no longer optional.
    fn is_set(&mut self, argument: &'m Node) -> Result<(), Error> {
        let value = self.value(argument)?;
        if !value.optional {
            return Ok(());
        }
        match argument.get("ref").and_then(Node::as_str) {
            Some(name) => self.named(name, value),
            None => self
                .steps
                .push(Step::Test(Expr::IsSome(Box::new(value.expr)))),
        }
        Ok(())
    }

    fn assign(&mut self, node: &Node, name: &str, value: Value) -> Result<(), Error> {
        if self.scope.get(name).is_some() {
            return Err(self
                .reader
                .error(node, format!("`{name}` is taken already")));
        }
        let boolean = value.ty == Bool;
        self.named(name, value);
        if let (true, Some(value)) = (boolean, self.scope.get(name)) {
            self.steps.push(Step::Test(value.expr.clone()));
        }
        Ok(())
    }

    fn test(&mut self, value: Value) {
        match value.ty {
            Bool => {
                let value = self.plain_value("set", value);
                self.steps.push(Step::Test(value.expr));
            }
            _ if value.optional => self
                .steps
                .push(Step::Test(Expr::IsSome(Box::new(value.expr)))),
            _ => {}
        }
    }

    /// Gives a value a name of the rule set.
    fn named(&mut self, name: &str, value: Value) {
        let variable = self.scope.bind(name, value.ty);
        self.push(variable, value);
    }

    fn push(&mut self, variable: String, value: Value) {
        let (ty, optional, value) = (value.ty, value.optional, value.expr);
        self.steps.push(match optional {
            true => Step::Some {
                variable,
                ty,
                value,
            },
            false => Step::Let {
                variable,
                ty,
                value,
            },
        });
    }

    /// An expression that is there: named first, if it may be none or nobody holds it.
    fn plain(&mut self, node: &'m Node, wanted: ValueType) -> Result<Expr, Error> {
        let value = self.value(node)?;
        if value.ty != wanted {
            let message = format!("expected {}, found {}", kind(wanted), kind(value.ty));
            return Err(self.reader.error(node, message));
        }
        Ok(self.hold(node, value).expr)
    }

    fn hold(&mut self, node: &Node, value: Value) -> Value {
        match node.get("ref").and_then(Node::as_str) {
            Some(name) if value.optional => {
                let ty = value.ty;
                let variable = self.scope.bind(name, ty);
                self.push(variable.clone(), value);
                Value::new(Expr::Variable(variable), ty)
            }
            _ => self.plain_value("value", value),
        }
    }

    fn plain_value(&mut self, name: &str, value: Value) -> Value {
        if !value.optional && !value.made {
            return value;
        }
        let ty = value.ty;
        let variable = self.scope.fresh(name, ty);
        self.push(variable.clone(), value);
        Value::new(Expr::Variable(variable), ty)
    }

    /// Any expression.
    pub(super) fn value(&mut self, node: &'m Node) -> Result<Value, Error> {
        match node.kind() {
            NodeKind::Bool(value) => Ok(Value::new(Expr::Bool(*value), Bool)),
            NodeKind::Number(_) => {
                let value = self.reader.integer(node)?;
                Ok(Value::new(Expr::Integer(value), Integer))
            }
            NodeKind::String(text) => self.template(node, text),
            _ => match self.reader.optional_text(node, "ref")? {
                Some(name) => self.reference(node, name),
                None => self.call(node),
            },
        }
    }

    fn template(&mut self, node: &'m Node, text: &str) -> Result<Value, Error> {
        let text = self.text(node, text)?;
        let made = text.0.len() > 1;
        Ok(Value {
            made,
            ..Value::new(Expr::Text(text), TEXT)
        })
    }

    pub(super) fn reference(&self, node: &Node, name: &str) -> Result<Value, Error> {
        let found = self.scope.get(name).cloned();
        found.ok_or_else(|| {
            let remedy = format!("name one of these: {}", self.scope.names());
            let message = format!("nothing is named `{name}` here");
            self.reader.error_with(node, message, remedy)
        })
    }

    fn arguments<const N: usize>(&self, node: &'m Node) -> Result<[&'m Node; N], Error> {
        let all: Vec<&Node> = self.reader.elements(node, "argv")?.iter().collect();
        let count = all.len();
        let wrong = |_| {
            let message = format!("the function takes {N} arguments, not {count}");
            self.reader.error(node, message)
        };
        <[&Node; N]>::try_from(all).map_err(wrong)
    }

    fn call(&mut self, node: &'m Node) -> Result<Value, Error> {
        let name = self.reader.text(self.reader.member(node, "fn")?)?;
        match name {
            "isSet" => {
                let [argument] = self.arguments(node)?;
                let value = self.value(argument)?;
                let set = match value.optional {
                    true => Expr::IsSome(Box::new(value.expr)),
                    false => Expr::Bool(true),
                };
                Ok(Value::new(set, Bool))
            }
            "not" => {
                let [argument] = self.arguments(node)?;
                let inner = self.plain(argument, Bool)?;
                Ok(Value::new(inner.negated(), Bool))
            }
            "booleanEquals" => self.equal(node, Bool),
            "stringEquals" => self.equal(node, TEXT),
            "getAttr" => self.attribute(node),
            "coalesce" => self.coalesce(node),
            "ite" => self.if_else(node),
            _ => self.function(node, name),
        }
    }

    fn function(&mut self, node: &'m Node, name: &str) -> Result<Value, Error> {
        let Some(signature) = FUNCTIONS.iter().find(|signature| signature.0 == name) else {
            let message = format!("the function `{name}` is not known here");
            return Err(self.reader.error(node, message));
        };
        let (_, function, types, ty, gives) = *signature;
        let arguments = self.reader.elements(node, "argv")?;
        if arguments.len() != types.len() {
            let (wanted, found) = (types.len(), arguments.len());
            let message = format!("`{name}` takes {wanted} arguments, not {found}");
            return Err(self.reader.error(node, message));
        }
        let arguments = arguments.iter().zip(types);
        let arguments = arguments.map(|(argument, ty)| self.argument(argument, *ty));
        let arguments = arguments.collect::<Result<_, _>>()?;
        Ok(Value {
            expr: Expr::Call {
                function,
                arguments,
            },
            ty,
            optional: gives == Gives::Optional,
            made: gives == Gives::Made,
        })
    }

    /// An argument; whole numbers are offsets and counts, so none is negative.
    fn argument(&mut self, node: &'m Node, ty: ValueType) -> Result<Expr, Error> {
        match self.plain(node, ty)? {
            Expr::Integer(value) if value < 0 => {
                Err(self.reader.error(node, "the number is negative"))
            }
            expr => Ok(expr),
        }
    }

    fn equal(&mut self, node: &'m Node, ty: ValueType) -> Result<Value, Error> {
        let [first, second] = self.arguments(node)?;
        let (first, second) = (self.plain(first, ty)?, self.plain(second, ty)?);
        let equal = match (first, second) {
            (Expr::Bool(one), Expr::Bool(other)) => Expr::Bool(one == other),
            (Expr::Bool(true), other) | (other, Expr::Bool(true)) => other,
            (Expr::Bool(false), other) | (other, Expr::Bool(false)) => other.negated(),
            (one, other) => Expr::Equal(Box::new(one), Box::new(other)),
        };
        Ok(Value::new(equal, Bool))
    }

    fn attribute(&mut self, node: &'m Node) -> Result<Value, Error> {
        let [of, path] = self.arguments(node)?;
        let path_text = self.reader.text(path)?;
        let value = self.value(of)?;
        let value = self.hold(of, value);
        self.walk(path, value, path_text)
    }

    fn coalesce(&mut self, node: &'m Node) -> Result<Value, Error> {
        let arguments = self.reader.elements(node, "argv")?;
        let mut values = Vec::new();
        for argument in arguments {
            let value = self.value(argument)?;
            values.push(self.borrowed(value));
        }
        let joined = values.into_iter().rev().reduce(|second, first| Value {
            optional: first.optional && second.optional,
            ty: first.ty,
            made: false,
            expr: match first.optional {
                false => first.expr,
                true => Expr::Or {
                    first: Box::new(first.expr),
                    second: Box::new(second.expr),
                    optional: second.optional,
                },
            },
        });
        joined.ok_or_else(|| self.reader.error(node, "`coalesce` needs arguments"))
    }

    /// A value that can be used in the middle of an expression.
    fn borrowed(&mut self, value: Value) -> Value {
        let holds = value.made || (value.optional && matches!(value.ty, Url | Arn));
        match holds {
            true => self.plain_value("value", value),
            false => value,
        }
    }

    fn if_else(&mut self, node: &'m Node) -> Result<Value, Error> {
        let [condition, then, other] = self.arguments(node)?;
        let condition = self.plain(condition, Bool)?;
        let (then, other) = (self.value(then)?, self.value(other)?);
        let (then, other) = (self.borrowed(then), self.borrowed(other));
        if then.ty != other.ty {
            let message = format!("one way is {}, the other {}", kind(then.ty), kind(other.ty));
            return Err(self.reader.error(node, message));
        }
        let (ty, optional) = (then.ty, then.optional || other.optional);
        let lifted = |value: Value| match optional && !value.optional {
            true => Expr::Some(Box::new(value.expr)),
            false => value.expr,
        };
        let parts = Box::new([condition, lifted(then), lifted(other)]);
        // Named, as an `if` in the middle of an expression needs parentheses, and elsewhere may have none.
        Ok(Value {
            optional,
            made: true,
            ..Value::new(Expr::IfElse(parts), ty)
        })
    }
}
