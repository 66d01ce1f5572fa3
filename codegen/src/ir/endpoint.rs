//! Endpoint rules, resolved: parameters, a function a tree of rules, test cases.

use std::collections::BTreeSet;

use super::{Deprecated, Docs};

/// The variable by which every function has the parameters.
pub(crate) const PARAMS: &str = "params";

/// The rules of a service, typed.
#[derive(Debug)]
pub(crate) struct Endpoints {
    /// The service shape's id.
    pub(crate) shape: String,
    /// What the rules ask for, in the model's order.
    pub(crate) parameters: Vec<Parameter>,
    /// Parameters that have to be given: the variable of each, and what gives it.
    pub(crate) required: Vec<Required>,
    /// A function a tree of rules; the first is the whole set.
    pub(crate) functions: Vec<Function>,
    /// What operations set of themselves, by name.
    pub(crate) operations: Vec<OperationParameters>,
    /// The model's own tests.
    pub(crate) cases: Vec<Case>,
}

/// A parameter of the rule set.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// The name in the rule set.
    pub(crate) wire: String,
    /// The field.
    pub(crate) field: String,
    /// The setter.
    pub(crate) setter: String,
    /// What of the client it is: `AWS::Region`.
    pub(crate) built_in: Option<String>,
    /// Its documentation.
    pub(crate) docs: Docs,
    /// Its type, without the `Option` around it.
    pub(crate) ty: ParameterType,
    /// Its value where none is set; the field is no `Option` then.
    pub(crate) default: Option<Literal>,
    /// Carried from the model.
    pub(crate) deprecated: Option<Deprecated>,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterType {
    Text,
    Bool,
    Texts,
}

/// A value that is written down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Bool(bool),
    Text(String),
    Texts(Vec<String>),
}

/// A parameter that has to be given.
#[derive(Debug)]
pub(crate) struct Required {
    /// The name in the rule set.
    pub(crate) wire: String,
    /// The variable that holds it.
    pub(crate) variable: String,
    /// The parameter.
    pub(crate) value: Expr,
}

/// A tree of rules.
#[derive(Debug)]
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// When it is asked.
    pub(crate) docs: String,
    /// The variables it is given, the parameters among them.
    pub(crate) takes: Vec<(String, ValueType)>,
    /// Its rules: the first that applies decides. None follows one that always applies.
    pub(crate) rules: Vec<Rule>,
}

/// A rule: what has to hold, and what is then.
#[derive(Debug)]
pub(crate) struct Rule {
    /// What has to hold and what is named, in order.
    pub(crate) steps: Vec<Step>,
    /// What is then.
    pub(crate) then: Then,
}

/// A part of a rule's conditions.
#[derive(Debug)]
pub(crate) enum Step {
    /// It has to be true.
    Test(Expr),
    /// It has to be there, and has this name from here on.
    Some {
        variable: String,
        ty: ValueType,
        value: Expr,
    },
    /// It has this name from here on.
    Let {
        variable: String,
        ty: ValueType,
        value: Expr,
    },
}

/// What a rule gives.
#[derive(Debug)]
pub(crate) enum Then {
    /// What the rules of a tree give.
    Tree {
        function: String,
        passes: Vec<String>,
    },
    /// An endpoint.
    Endpoint(Endpoint),
    /// A refusal with this reason.
    Error(Text),
}

/// An endpoint, as a rule gives it or a test expects it.
#[derive(Debug)]
pub(crate) struct Endpoint {
    /// The URL.
    pub(crate) url: Text,
    /// Headers, each with its values.
    pub(crate) headers: Vec<(String, Vec<Text>)>,
    /// Ways of signing.
    pub(crate) auth_schemes: Vec<AuthScheme>,
    /// All other properties.
    pub(crate) properties: Vec<(String, Property)>,
}

/// A way of signing.
#[derive(Debug, Default)]
pub(crate) struct AuthScheme {
    pub(crate) name: Text,
    pub(crate) signing_name: Option<Text>,
    pub(crate) signing_region: Option<Text>,
    pub(crate) signing_region_set: Vec<Text>,
    pub(crate) disable_double_encoding: bool,
    pub(crate) properties: Vec<(String, Property)>,
}

/// A property's value.
#[derive(Debug)]
pub(crate) enum Property {
    Bool(bool),
    Integer(i64),
    Text(Text),
    List(Vec<Property>),
    Object(Vec<(String, Property)>),
}

/// A text made of pieces; no two literals follow each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text(pub(crate) Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    Literal(String),
    Value(Expr),
}

/// What an expression is, without the `Option` around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueType {
    Params,
    Text,
    Bool,
    Integer,
    Partition,
    Url,
    Arn,
    /// A list that a parameter holds.
    Texts,
    /// A list of parts of a text.
    Parts,
}

/// An expression over the parameters and what was named.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Bool(bool),
    Integer(i64),
    Text(Text),
    Variable(String),
    /// A parameter; `optional` where the field is.
    Parameter {
        field: String,
        ty: ParameterType,
        optional: bool,
    },
    /// A field of a value; `view` is the method that borrows it.
    Field {
        of: Box<Expr>,
        name: &'static str,
        view: Option<&'static str>,
    },
    /// A function of the runtime crate.
    Call {
        function: &'static str,
        arguments: Vec<Expr>,
    },
    Equal(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    IsSome(Box<Expr>),
    Some(Box<Expr>),
    /// The first, or the second where that is none; `optional` where the second may be none too.
    Or {
        first: Box<Expr>,
        second: Box<Expr>,
        optional: bool,
    },
    IfElse(Box<[Expr; 3]>),
}

/// What an operation sets of itself.
#[derive(Debug)]
pub(crate) struct OperationParameters {
    /// The operation's name.
    pub(crate) wire: String,
    /// Parameters with one value for every call: setter and value.
    pub(crate) fixed: Vec<(String, Literal)>,
    /// Parameters that are read from the request: name and the path of members that leads to the value.
    pub(crate) read: Vec<(String, String)>,
}

/// A test of the model.
#[derive(Debug)]
pub(crate) struct Case {
    /// The name of the test.
    pub(crate) name: String,
    /// What it is about.
    pub(crate) title: String,
    /// The parameters, several times: as the case gives them, and as each operation's input does.
    pub(crate) inputs: Vec<Input>,
    /// What they resolve to.
    pub(crate) expect: Expect,
}

/// Parameters of a test.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Input {
    /// The operation that sets some of itself.
    pub(crate) operation: Option<String>,
    /// Setters and values.
    pub(crate) values: Vec<(String, Literal)>,
}

/// What a test expects.
#[derive(Debug)]
pub(crate) enum Expect {
    Endpoint(Endpoint),
    Error(String),
}

impl Text {
    /// A text without variables.
    pub(crate) fn literal(text: &str) -> Text {
        Text(vec![Piece::Literal(text.to_owned())])
    }
}

impl Expr {
    pub(crate) fn variable(name: &str) -> Expr {
        Expr::Variable(name.to_owned())
    }

    /// What is true where this is false.
    pub(crate) fn negated(self) -> Expr {
        match self {
            Expr::Bool(value) => Expr::Bool(!value),
            Expr::Not(inner) => *inner,
            other => Expr::Not(Box::new(other)),
        }
    }

    /// Collects the variables that it stands on.
    fn uses(&self, found: &mut BTreeSet<String>) {
        match self {
            Expr::Bool(_) | Expr::Integer(_) => {}
            Expr::Text(text) => text.uses(found),
            Expr::Variable(name) => drop(found.insert(name.clone())),
            Expr::Parameter { .. } => drop(found.insert(PARAMS.to_owned())),
            Expr::Field { of, .. } => of.uses(found),
            Expr::Call { arguments, .. } => arguments.iter().for_each(|one| one.uses(found)),
            Expr::Equal(first, second) | Expr::Or { first, second, .. } => {
                first.uses(found);
                second.uses(found);
            }
            Expr::Not(inner) | Expr::IsSome(inner) | Expr::Some(inner) => inner.uses(found),
            Expr::IfElse(parts) => parts.iter().for_each(|part| part.uses(found)),
        }
    }
}

impl Text {
    fn uses(&self, found: &mut BTreeSet<String>) {
        for piece in &self.0 {
            if let Piece::Value(value) = piece {
                value.uses(found);
            }
        }
    }
}

impl Step {
    pub(crate) fn value(&self) -> &Expr {
        match self {
            Step::Test(value) | Step::Some { value, .. } | Step::Let { value, .. } => value,
        }
    }
}

impl Rule {
    /// Whether nothing has to hold.
    pub(crate) fn always(&self) -> bool {
        self.steps
            .iter()
            .all(|step| matches!(step, Step::Let { .. }))
    }

    /// The variables that it needs from outside. What it names and does not use is left out of it.
    pub(crate) fn prune(&mut self) -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        self.then.uses(&mut used);
        let mut kept = Vec::new();
        for step in std::mem::take(&mut self.steps).into_iter().rev() {
            let step = match step {
                Step::Let { ref variable, .. } if !used.remove(variable) => continue,
                Step::Some {
                    ref variable,
                    ref value,
                    ..
                } if !used.remove(variable) => Step::Test(Expr::IsSome(Box::new(value.clone()))),
                step => step,
            };
            step.value().uses(&mut used);
            kept.push(step);
        }
        kept.reverse();
        self.steps = kept;
        used
    }
}

impl Then {
    fn uses(&self, found: &mut BTreeSet<String>) {
        match self {
            Then::Tree { passes, .. } => found.extend(passes.iter().cloned()),
            Then::Endpoint(endpoint) => endpoint.uses(found),
            Then::Error(text) => text.uses(found),
        }
    }
}

impl Endpoint {
    fn uses(&self, found: &mut BTreeSet<String>) {
        self.url.uses(found);
        for text in self.headers.iter().flat_map(|(_, values)| values) {
            text.uses(found);
        }
        for scheme in &self.auth_schemes {
            let names = [&scheme.signing_name, &scheme.signing_region];
            let names = names.into_iter().flatten();
            let texts = names.chain(&scheme.signing_region_set);
            texts
                .chain([&scheme.name])
                .for_each(|text| text.uses(found));
            uses_of(&scheme.properties, found);
        }
        uses_of(&self.properties, found);
    }
}

fn uses_of(properties: &[(String, Property)], found: &mut BTreeSet<String>) {
    properties.iter().for_each(|(_, value)| value.uses(found));
}

impl Property {
    fn uses(&self, found: &mut BTreeSet<String>) {
        match self {
            Property::Bool(_) | Property::Integer(_) => {}
            Property::Text(text) => text.uses(found),
            Property::List(values) => values.iter().for_each(|value| value.uses(found)),
            Property::Object(members) => uses_of(members, found),
        }
    }
}
