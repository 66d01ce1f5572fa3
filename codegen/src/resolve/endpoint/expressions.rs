//! Expressions of the rules language, typed.
//!
//! A value that may be none and is used as if it could not is named first, as a condition of its own:
//! where there is none, the rule does not apply.

use smithy_schema_json::{Node, NodeKind, nearest, suggestion};

use super::attributes::kind;
use super::read::{Reader, every};
use super::scope::{Scope, Value};
use crate::error::Told;
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

/// The functions that need more than a call.
const OTHERS: [&str; 7] = [
    "isSet",
    "not",
    "booleanEquals",
    "stringEquals",
    "getAttr",
    "coalesce",
    "ite",
];

fn names() -> impl Iterator<Item = &'static str> {
    let called = FUNCTIONS.iter().map(|signature| signature.0);
    OTHERS.into_iter().chain(called)
}

/// The function of this name, or of the nearest.
fn meant(name: &str) -> Option<&'static Signature> {
    let exact = |name: &str| FUNCTIONS.iter().find(|signature| signature.0 == name);
    exact(name).or_else(|| nearest(name, names()).first().and_then(|name| exact(name)))
}

/// The names that an expression refers to.
fn references(node: &Node) -> Vec<&str> {
    let own = node.get("ref").and_then(Node::as_str);
    let arguments = node.get("argv").and_then(Node::as_array);
    let inner = arguments.into_iter().flatten().flat_map(references);
    own.into_iter().chain(inner).collect()
}

impl<'m> Conditions<'m> {
    /// Reads a condition: what has to hold, and what is named by it.
    pub(super) fn condition(&mut self, node: &'m Node) -> Result<(), Told> {
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

    /// After a condition with a mistake: what it names, and whether what it asks about is set, is not known.
    pub(super) fn lose(&mut self, condition: &Node) {
        for name in references(condition) {
            self.scope.lose(name);
        }
        let Some(name) = condition.get("assign").and_then(Node::as_str) else {
            return;
        };
        let function = condition.get("fn").and_then(Node::as_str);
        match function.and_then(meant) {
            Some((_, _, _, ty, _)) => drop(self.scope.bind(name, *ty)),
            None => self.scope.lose(name),
        }
    }

    /// What is set has its name from here on, and is no longer optional.
    fn is_set(&mut self, argument: &'m Node) -> Result<(), Told> {
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

    fn assign(&mut self, node: &Node, name: &str, value: Value) -> Result<(), Told> {
        self.reader.is_name(node, name)?;
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
    fn plain(&mut self, node: &'m Node, wanted: ValueType) -> Result<Expr, Told> {
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
    pub(super) fn value(&mut self, node: &'m Node) -> Result<Value, Told> {
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

    fn template(&mut self, node: &'m Node, text: &str) -> Result<Value, Told> {
        let text = self.text(node, text)?;
        let made = text.0.len() > 1;
        Ok(Value {
            made,
            ..Value::new(Expr::Text(text), TEXT)
        })
    }

    pub(super) fn reference(&self, node: &Node, name: &str) -> Result<Value, Told> {
        if self.scope.is_lost(name) {
            return Err(Told::elsewhere());
        }
        let found = self.scope.get(name).cloned();
        found.ok_or_else(|| {
            let other = format!("name one of these: {}", self.scope.names());
            let remedy = suggestion(name, self.scope.known()).unwrap_or(other);
            let message = format!("nothing is named `{name}` here");
            self.reader.error_with(node, message, remedy)
        })
    }

    fn arguments<const N: usize>(&self, node: &'m Node) -> Result<[&'m Node; N], Told> {
        let all: Vec<&Node> = self.reader.elements(node, "argv")?.iter().collect();
        let count = all.len();
        let wrong = |_| {
            let message = format!("the function takes {N} arguments, not {count}");
            self.reader.error(node, message)
        };
        <[&Node; N]>::try_from(all).map_err(wrong)
    }

    fn call(&mut self, node: &'m Node) -> Result<Value, Told> {
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

    fn function(&mut self, node: &'m Node, name: &str) -> Result<Value, Told> {
        let Some(signature) = FUNCTIONS.iter().find(|signature| signature.0 == name) else {
            return Err(self.unknown(node, name));
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
        let arguments = every(arguments)?;
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

    fn unknown(&self, node: &Node, name: &str) -> Told {
        let message = format!("the function `{name}` is not known here");
        let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        let other = format!("call one of these: {}", known.join(", "));
        let remedy = suggestion(name, names()).unwrap_or(other);
        let node = node.get("fn").unwrap_or(node);
        self.reader.error_with(node, message, remedy)
    }

    /// An argument; whole numbers are offsets and counts, so none is negative.
    fn argument(&mut self, node: &'m Node, ty: ValueType) -> Result<Expr, Told> {
        match self.plain(node, ty)? {
            Expr::Integer(value) if value < 0 => {
                Err(self.reader.error(node, "the number is negative"))
            }
            expr => Ok(expr),
        }
    }

    fn equal(&mut self, node: &'m Node, ty: ValueType) -> Result<Value, Told> {
        let [first, second] = self.arguments(node)?;
        let (first, second) = (self.plain(first, ty), self.plain(second, ty));
        let (first, second) = (first?, second?);
        let equal = match (first, second) {
            (Expr::Bool(one), Expr::Bool(other)) => Expr::Bool(one == other),
            (Expr::Bool(true), other) | (other, Expr::Bool(true)) => other,
            (Expr::Bool(false), other) | (other, Expr::Bool(false)) => other.negated(),
            (one, other) => Expr::Equal(Box::new(one), Box::new(other)),
        };
        Ok(Value::new(equal, Bool))
    }

    fn attribute(&mut self, node: &'m Node) -> Result<Value, Told> {
        let [of, path] = self.arguments(node)?;
        let path_text = self.reader.text(path)?;
        let value = self.value(of)?;
        let value = self.hold(of, value);
        self.walk(path, value, path_text)
    }

    fn coalesce(&mut self, node: &'m Node) -> Result<Value, Told> {
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

    fn if_else(&mut self, node: &'m Node) -> Result<Value, Told> {
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
