//! Attributes of values, and texts with values in them.

use smithy_schema_json::{Node, suggestion};

use super::expressions::Conditions;
use super::scope::Value;
use crate::error::Told;
use crate::ir::endpoint::{Expr, Piece, Text, ValueType};
use ValueType::{Arn, Bool, Integer, Partition, Parts, Texts, Url};

const TEXT: ValueType = ValueType::Text;

impl Conditions<'_> {
    /// Follows a path: `resourceId[0]`, `authority`, `[1]`.
    pub(super) fn walk(&self, node: &Node, value: Value, path: &str) -> Result<Value, Told> {
        let (name, index) = match path.split_once('[') {
            Some((name, rest)) => (name, Some(rest)),
            None => (path, None),
        };
        let value = match name {
            "" => value,
            name => self.field(node, value, name)?,
        };
        match index {
            Some(rest) => self.element(node, value, rest),
            None => Ok(value),
        }
    }

    fn field(&self, node: &Node, value: Value, name: &str) -> Result<Value, Told> {
        let (name, ty, view) = match (value.ty, name) {
            (Partition, "name") => ("name", TEXT, None),
            (Partition, "dnsSuffix") => ("dns_suffix", TEXT, None),
            (Partition, "dualStackDnsSuffix") => ("dual_stack_dns_suffix", TEXT, None),
            (Partition, "implicitGlobalRegion") => ("implicit_global_region", TEXT, None),
            (Partition, "supportsFIPS") => ("supports_fips", Bool, None),
            (Partition, "supportsDualStack") => ("supports_dual_stack", Bool, None),
            (Url, "scheme") => ("scheme", TEXT, None),
            (Url, "authority") => ("authority", TEXT, None),
            (Url, "path") => ("path", TEXT, None),
            (Url, "normalizedPath") => ("normalized_path", TEXT, Some("as_str")),
            (Url, "isIp") => ("is_ip", Bool, None),
            (Arn, "partition") => ("partition", TEXT, None),
            (Arn, "service") => ("service", TEXT, None),
            (Arn, "region") => ("region", TEXT, None),
            (Arn, "accountId") => ("account_id", TEXT, None),
            (Arn, "resourceId") => ("resource_id", Parts, Some("as_slice")),
            (ty, _) => {
                let message = format!("{} has no attribute `{name}`", kind(ty));
                let known = attributes(ty);
                let other = match known {
                    [] => "leave the attribute out".to_owned(),
                    _ => format!("name one of these: `{}`", known.join("`, `")),
                };
                let remedy = suggestion(name, known.iter().copied()).unwrap_or(other);
                return Err(self.reader.error_with(node, message, remedy));
            }
        };
        let of = Box::new(value.expr);
        Ok(Value::new(Expr::Field { of, name, view }, ty))
    }

    fn element(&self, node: &Node, value: Value, rest: &str) -> Result<Value, Told> {
        let index = rest.strip_suffix(']').and_then(|index| index.parse().ok());
        let (Some(index), Parts | Texts) = (index, value.ty) else {
            let message = format!("{} has no element `[{rest}`", kind(value.ty));
            return Err(self.reader.error(node, message));
        };
        let call = Expr::Call {
            function: "element",
            arguments: vec![value.expr, Expr::Integer(index)],
        };
        Ok(Value::optional(call, TEXT))
    }

    /// A text with `{Name}` and `{name#attribute}` in it; doubled braces are braces.
    pub(super) fn text(&self, node: &Node, text: &str) -> Result<Text, Told> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        let mut whole = Ok(());
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            literal.push_str(before);
            if let Some(behind) = from.strip_prefix("{{").or(from.strip_prefix("}}")) {
                literal.extend(from.chars().next());
                rest = behind;
                continue;
            }
            let inside = from.strip_prefix('{').and_then(|from| from.split_once('}'));
            let Some((inside, behind)) = inside else {
                return Err(self
                    .reader
                    .error(node, "a brace is neither closed nor doubled"));
            };
            push_literal(&mut pieces, &mut literal);
            match self.inserted(node, inside) {
                Ok(value) => pieces.push(Piece::Value(value)),
                Err(told) => whole = Err(told),
            }
            rest = behind;
        }
        literal.push_str(rest);
        push_literal(&mut pieces, &mut literal);
        whole?;
        Ok(Text(pieces))
    }

    fn inserted(&self, node: &Node, inside: &str) -> Result<Expr, Told> {
        let (name, path) = inside.split_once('#').unwrap_or((inside, ""));
        let value = self.reference(node, name)?;
        let value = match value.optional {
            false => self.walk(node, value, path)?,
            true => value,
        };
        if value.optional {
            let message = format!("`{inside}` may be unset here");
            let remedy = "test it with `isSet` in a condition before, or name it with `assign`";
            return Err(self.reader.error_with(node, message, remedy));
        }
        if value.ty != TEXT {
            let message = format!("`{inside}` is {}, no text", kind(value.ty));
            return Err(self.reader.error(node, message));
        }
        Ok(value.expr)
    }
}

/// The names that [`Conditions::field`] knows.
fn attributes(ty: ValueType) -> &'static [&'static str] {
    match ty {
        Partition => &[
            "name",
            "dnsSuffix",
            "dualStackDnsSuffix",
            "implicitGlobalRegion",
            "supportsFIPS",
            "supportsDualStack",
        ],
        Url => &["scheme", "authority", "path", "normalizedPath", "isIp"],
        Arn => &["partition", "service", "region", "accountId", "resourceId"],
        _ => &[],
    }
}

fn push_literal(pieces: &mut Vec<Piece>, literal: &mut String) {
    if !literal.is_empty() {
        pieces.push(Piece::Literal(std::mem::take(literal)));
    }
}

/// A type, for a message.
pub(super) fn kind(ty: ValueType) -> &'static str {
    match ty {
        ValueType::Params => "the parameters",
        TEXT => "a text",
        Bool => "true or false",
        Integer => "a number",
        Partition => "a partition",
        Url => "a URL",
        Arn => "an ARN",
        Texts | Parts => "a list",
    }
}
