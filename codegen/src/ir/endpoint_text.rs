//! Endpoint rules as a person would write them: `region is set`, `https://api.ecr.{region}.amazonaws.com`.

use std::fmt::{self, Display};

use super::endpoint::{
    AuthScheme, Endpoint, Expr, Literal, Parameter, ParameterType, Piece, Property, Step, Text,
    Then,
};

impl Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Bool(value) => write!(f, "{value}"),
            Expr::Integer(value) => write!(f, "{value}"),
            Expr::Text(text) => write!(f, "\"{text}\""),
            Expr::Variable(name) | Expr::Parameter { field: name, .. } => f.write_str(name),
            Expr::Field { of, name, .. } => write!(f, "{of}.{name}"),
            Expr::Call {
                function,
                arguments,
            } => write!(f, "{function}({})", listed(arguments)),
            Expr::Equal(one, other) => write!(f, "{one} == {other}"),
            Expr::Not(inner) => negated(f, inner),
            Expr::IsSome(inner) => write!(f, "{inner} is set"),
            Expr::Some(inner) => inner.fmt(f),
            Expr::Or { first, second, .. } => write!(f, "({first} or else {second})"),
            Expr::IfElse(parts) => {
                let [condition, then, other] = parts.as_ref();
                write!(f, "(if {condition} {then} else {other})")
            }
        }
    }
}

fn negated(f: &mut fmt::Formatter<'_>, inner: &Expr) -> fmt::Result {
    match inner {
        Expr::Equal(one, other) => write!(f, "{one} != {other}"),
        Expr::IsSome(inner) => write!(f, "{inner} is not set"),
        other => write!(f, "!{other}"),
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Literal(text) => f.write_str(text),
            Piece::Value(value) => write!(f, "{{{value}}}"),
        })
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Test(value) => value.fmt(f),
            Step::Some {
                variable, value, ..
            } if value.to_string() == *variable => write!(f, "{variable} is set"),
            Step::Some {
                variable, value, ..
            }
            | Step::Let {
                variable, value, ..
            } => write!(f, "{variable} = {value}"),
        }
    }
}

impl Display for Then {
    /// Nothing for a tree, which gives what its rules do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Then::Tree { .. } => Ok(()),
            Then::Endpoint(endpoint) => endpoint.fmt(f),
            Then::Error(text) => write!(f, "error: {text}"),
        }
    }
}

impl Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.url.fmt(f)?;
        for (name, values) in &self.headers {
            write!(f, ", header {name}: {}", listed(values))?;
        }
        for scheme in &self.auth_schemes {
            write!(f, ", signed {scheme}")?;
        }
        properties(f, &self.properties)
    }
}

impl Display for AuthScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(f)?;
        let named = [
            ("as", self.signing_name.as_ref().map(Text::to_string)),
            ("in", self.signing_region.as_ref().map(Text::to_string)),
            (
                "in any of",
                Some(listed(&self.signing_region_set)).filter(|regions| !regions.is_empty()),
            ),
        ];
        for (word, text) in named {
            text.map_or(Ok(()), |text| write!(f, " {word} {text}"))?;
        }
        if self.disable_double_encoding {
            f.write_str(" without encoding the path twice")?;
        }
        properties(f, &self.properties)
    }
}

fn properties(f: &mut fmt::Formatter<'_>, all: &[(String, Property)]) -> fmt::Result {
    all.iter()
        .try_for_each(|(name, value)| write!(f, ", {name}: {value}"))
}

impl Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Property::Bool(value) => write!(f, "{value}"),
            Property::Integer(value) => write!(f, "{value}"),
            Property::Text(text) => write!(f, "\"{text}\""),
            Property::List(values) => write!(f, "[{}]", listed(values)),
            Property::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, value)| format!("{name}: {value}"));
                write!(f, "{{{}}}", listed(members))
            }
        }
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Bool(value) => write!(f, "{value}"),
            Literal::Text(text) => write!(f, "{text:?}"),
            Literal::Texts(texts) => write!(f, "{texts:?}"),
        }
    }
}

impl Parameter {
    /// The type of its field.
    pub(crate) fn field_type(&self) -> String {
        let ty = match self.ty {
            ParameterType::Text => "String",
            ParameterType::Bool => "bool",
            ParameterType::Texts => "Vec<String>",
        };
        match self.default {
            Some(_) => ty.to_owned(),
            None => format!("Option<{ty}>"),
        }
    }
}

fn listed(all: impl IntoIterator<Item = impl Display>) -> String {
    let all: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
    all.join(", ")
}
