//! JMESPath over the structures of a request and a response: each part with its type, or why there is no code for it.

use jmespath::Variable;
use jmespath::ast::{Ast, Comparator};
use smithy_schema_json::{Member, Operation, Shape, ShapeKind};

use crate::ir::waits::{Expression, Filling, Held, Order, Test};
use crate::ir::{Named, NamedKind, Step, Type};
use crate::resolve::paths::{self, Lost};
use crate::resolve::scope::Scope;

/// An expression, and what it gives.
#[derive(Clone)]
pub(super) struct Typed<'m> {
    pub(super) expression: Expression,
    pub(super) is: Is<'m>,
}

/// What an expression gives, where it is not missing.
#[derive(Clone, Debug)]
pub(super) enum Is<'m> {
    /// The request as `input`, the response as `output`.
    Exchange,
    Structure(&'m Shape),
    Text,
    Whole,
    Flag,
    List(Box<Is<'m>>),
}

/// Makes expressions of an operation's paths.
pub(super) struct Maker<'s, 'm> {
    pub(super) scope: &'s Scope<'m>,
    pub(super) operation: &'s Operation,
}

impl Is<'_> {
    /// A list of texts.
    pub(super) fn is_texts(&self) -> bool {
        matches!(self, Is::List(element) if matches!(**element, Is::Text))
    }

    fn can_be_same(&self, other: &Is<'_>) -> bool {
        matches!(
            (self, other),
            (Is::Text, Is::Text) | (Is::Whole, Is::Whole) | (Is::Flag, Is::Flag)
        )
    }
}

impl<'m> Maker<'_, 'm> {
    /// What a path over the response gives.
    pub(super) fn response(&self) -> Result<Typed<'m>, String> {
        let shape = self.scope.model.get(&self.operation.output);
        Ok(Typed {
            expression: Expression::Response,
            is: Is::Structure(shape.ok_or("the response cannot be read")?),
        })
    }

    fn request(&self) -> Result<Typed<'m>, String> {
        let shape = self.scope.model.get(&self.operation.input);
        Ok(Typed {
            expression: Expression::Request,
            is: Is::Structure(shape.ok_or("the request cannot be read")?),
        })
    }

    /// The value of an expression at a value.
    pub(super) fn value(&self, ast: &Ast, at: &Typed<'m>) -> Result<Typed<'m>, String> {
        match ast {
            Ast::Identity { .. } => Ok(at.clone()),
            Ast::Field { name, .. } => self.field(name, at),
            Ast::Subexpr { lhs, rhs, .. } => self.value(rhs, &self.value(lhs, at)?),
            Ast::Literal { value, .. } => literal(value),
            Ast::Flatten { node, .. } => flat(self.value(node, at)?),
            Ast::Projection { lhs, rhs, .. } => self.each(self.value(lhs, at)?, rhs),
            Ast::Condition {
                predicate, then, ..
            } => {
                let test = self.test(predicate, at)?;
                let then = self.value(then, at)?;
                let expression = Expression::When(Box::new(test), Box::new(then.expression));
                Ok(Typed {
                    expression,
                    is: then.is,
                })
            }
            Ast::Function { name, args, .. } if name == "length" => match args.as_slice() {
                [of] => length(self.value(of, at)?),
                _ => Err("`length` is of one value".to_owned()),
            },
            Ast::Comparison { .. } | Ast::Not { .. } | Ast::And { .. } | Ast::Or { .. } => {
                let test = self.test(ast, at)?;
                if !test.is_flag() {
                    return Err("`&&` or `||` gives what may be no flag".to_owned());
                }
                let expression = Expression::Flag(Box::new(test));
                Ok(Typed {
                    expression,
                    is: Is::Flag,
                })
            }
            other => Err(format!("there is no code for {}", named(other))),
        }
    }

    /// Whether what an expression gives counts as true.
    pub(super) fn test(&self, ast: &Ast, at: &Typed<'m>) -> Result<Test, String> {
        match ast {
            Ast::Not { node, .. } => Ok(Test::Not(Box::new(self.test(node, at)?))),
            Ast::And { lhs, rhs, .. } => {
                let (lhs, rhs) = (self.test(lhs, at)?, self.test(rhs, at)?);
                Ok(Test::Both(Box::new(lhs), Box::new(rhs)))
            }
            Ast::Or { lhs, rhs, .. } => {
                let (lhs, rhs) = (self.test(lhs, at)?, self.test(rhs, at)?);
                Ok(Test::Either(Box::new(lhs), Box::new(rhs)))
            }
            Ast::Comparison {
                comparator,
                lhs,
                rhs,
                ..
            } => compared(comparator, self.value(lhs, at)?, self.value(rhs, at)?),
            _ => true_of(self.value(ast, at)?),
        }
    }

    fn field(&self, name: &str, at: &Typed<'m>) -> Result<Typed<'m>, String> {
        let shape = match (&at.is, name) {
            (Is::Exchange, "input") => return self.request(),
            (Is::Exchange, "output") => return self.response(),
            (Is::Exchange, _) => return Err(format!("`{name}` is neither input nor output")),
            (Is::Structure(shape), _) => *shape,
            _ => return Err(format!("`{name}` is asked of what is no structure")),
        };
        let step = paths::step(self.scope, shape, name).map_err(|lost| match lost {
            Lost::Unread => format!("`{name}` cannot be read"),
            Lost::Because(reason) => reason,
        })?;
        let target = shape
            .member(name)
            .and_then(|member| self.target(member))
            .and_then(|target| self.held(target, &step.ty));
        let (held, is) =
            target.ok_or_else(|| format!("`{name}` is of a type that is not compared"))?;
        let Step {
            field, required, ..
        } = step;
        // Fields of responses and of nested structures are optional, whatever the model says.
        let required = required && matches!(at.expression, Expression::Request);
        let of = Box::new(at.expression.clone());
        Ok(Typed {
            expression: Expression::Member {
                of,
                field,
                required,
                held,
            },
            is,
        })
    }

    fn target(&self, member: &Member) -> Option<&'m Shape> {
        self.scope.model.get(member.target())
    }

    /// How a field of this type is looked at, and what that gives.
    fn held(&self, shape: &'m Shape, ty: &Type) -> Option<(Held, Is<'m>)> {
        let plain = |held, is| Some((held, is));
        match (ty, shape.kind()) {
            (Type::String, _) => plain(Held::Text, Is::Text),
            (Type::Boolean, _) => plain(Held::Flag, Is::Flag),
            (Type::Byte | Type::Short | Type::Integer, _) => {
                plain(Held::Whole { long: false }, Is::Whole)
            }
            (Type::Long, _) => plain(Held::Whole { long: true }, Is::Whole),
            (Type::Named(Named { kind, boxed, names }), _) => match kind {
                NamedKind::Enum => plain(Held::Choice(names.ty.clone()), Is::Text),
                NamedKind::Structure => {
                    plain(Held::Structure { boxed: *boxed }, Is::Structure(shape))
                }
                NamedKind::Union | NamedKind::IntEnum => None,
            },
            (
                Type::List {
                    element,
                    sparse: false,
                    ..
                },
                ShapeKind::List(member),
            ) => {
                let (held, is) = self.held(self.target(member)?, element)?;
                plain(Held::List(Box::new(held)), Is::List(Box::new(is)))
            }
            _ => None,
        }
    }

    fn each(&self, list: Typed<'m>, rhs: &Ast) -> Result<Typed<'m>, String> {
        let Is::List(element) = list.is else {
            return Err("what is no list is asked for its elements".to_owned());
        };
        let identity = matches!(rhs, Ast::Identity { .. });
        if matches!(*element, Is::List(_)) && !identity {
            return Err("something is asked of each list of a list".to_owned());
        }
        if identity {
            let is = Is::List(element);
            return Ok(Typed {
                expression: list.expression,
                is,
            });
        }
        let at = Typed {
            expression: Expression::Element,
            is: *element,
        };
        let made = self.value(rhs, &at)?;
        let (list, element) = (Box::new(list.expression), Box::new(made.expression));
        Ok(Typed {
            expression: Expression::Each { list, element },
            is: Is::List(Box::new(made.is)),
        })
    }
}

fn flat(list: Typed<'_>) -> Result<Typed<'_>, String> {
    match list.is {
        Is::List(element) => match *element {
            Is::List(_) => Ok(Typed {
                expression: Expression::Flat(Box::new(list.expression)),
                is: *element,
            }),
            // A list of anything else is flat.
            element => Ok(Typed {
                expression: list.expression,
                is: Is::List(Box::new(element)),
            }),
        },
        _ => Err("`[]` stands behind what is no list".to_owned()),
    }
}

fn length(of: Typed<'_>) -> Result<Typed<'_>, String> {
    let inner = Box::new(of.expression);
    let expression = match of.is {
        Is::List(_) => Expression::Elements(inner),
        Is::Text => Expression::Characters(inner),
        _ => return Err("`length` is of what has none".to_owned()),
    };
    Ok(Typed {
        expression,
        is: Is::Whole,
    })
}

fn literal<'m>(value: &Variable) -> Result<Typed<'m>, String> {
    match value {
        Variable::String(text) => Ok(Typed {
            expression: Expression::Text(text.clone()),
            is: Is::Text,
        }),
        Variable::Number(number) => {
            let number = number.as_i64().ok_or("a literal is no whole number")?;
            Ok(Typed {
                expression: Expression::Whole(number),
                is: Is::Whole,
            })
        }
        _ => Err(format!("a literal is neither text nor number: `{value}`")),
    }
}

fn compared(comparator: &Comparator, lhs: Typed<'_>, rhs: Typed<'_>) -> Result<Test, String> {
    if !lhs.is.can_be_same(&rhs.is) {
        return Err("what is compared is not of one simple type".to_owned());
    }
    // Python's `length` of nothing is an error, which matches nothing.
    let counts = lhs.expression.is_length() || rhs.expression.is_length();
    let order = match comparator {
        Comparator::Equal if counts => Order::Same,
        Comparator::NotEqual if counts => Order::Other,
        Comparator::Equal => return Ok(Test::Same(lhs.expression, rhs.expression)),
        Comparator::NotEqual => {
            let same = Test::Same(lhs.expression, rhs.expression);
            return Ok(Test::Not(Box::new(same)));
        }
        Comparator::LessThan => Order::Less,
        Comparator::LessThanEqual => Order::LessOrSame,
        Comparator::GreaterThan => Order::More,
        Comparator::GreaterThanEqual => Order::MoreOrSame,
    };
    match lhs.is {
        Is::Whole => Ok(Test::Ordered(lhs.expression, order, rhs.expression)),
        _ => Err("what is no number is put in order".to_owned()),
    }
}

fn true_of(value: Typed<'_>) -> Result<Test, String> {
    match value.is {
        Is::Flag => Ok(Test::True(value.expression)),
        Is::Text => Ok(Test::Filled(value.expression, Filling::Text)),
        Is::List(_) => Ok(Test::Filled(value.expression, Filling::List)),
        Is::Whole => Ok(Test::There(value.expression)),
        Is::Structure(_) | Is::Exchange => Err("a structure is taken for true".to_owned()),
    }
}

/// What a part of a path is called.
fn named(ast: &Ast) -> String {
    match ast {
        Ast::Function { name, .. } => format!("the function `{name}`"),
        Ast::Index { .. } => "an element by its place".to_owned(),
        Ast::Slice { .. } => "a slice".to_owned(),
        Ast::MultiList { .. } | Ast::MultiHash { .. } => "several values at once".to_owned(),
        Ast::ObjectValues { .. } => "the values of an object".to_owned(),
        _ => "a part of it".to_owned(),
    }
}
