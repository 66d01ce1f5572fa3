//! The parameters of a rule set.

use smithy_schema_json::{Node, suggestion};

use super::read::Reader;
use crate::error::Told;
use crate::ir::endpoint::{Literal, Parameter, ParameterType};
use crate::ir::{Deprecated, Docs};
use crate::resolve::{docs, names};

/// The parameters that rules, operations and tests may name.
pub(super) struct Parameters {
    pub(super) all: Vec<Parameter>,
    /// The names of those that could not be read.
    pub(super) lost: Vec<String>,
}

/// The parameters as they are read, and the names of those that could not be.
pub(super) struct All {
    pub(super) all: Vec<Read>,
    pub(super) lost: Vec<String>,
}

/// A parameter, and whether it has to be given.
pub(super) struct Read {
    pub(super) parameter: Parameter,
    pub(super) required: bool,
}

/// All of them, in the model's order.
pub(super) fn all<'m>(reader: Reader<'m>, rule_set: &'m Node) -> Result<All, Told> {
    let (mut all, mut lost): (Vec<Read>, Vec<String>) = (Vec::new(), Vec::new());
    for (name, node) in reader.entries(rule_set, "parameters")? {
        let read = reader.is_name(node, name);
        let Ok(read) = read.and_then(|()| parameter(reader, name, node)) else {
            lost.push(name.to_owned());
            continue;
        };
        let field = &read.parameter.field;
        if let Some(other) = all.iter().find(|other| other.parameter.field == *field) {
            let other = &other.parameter.wire;
            reader.error(node, format!("`{name}` and `{other}` differ only in case"));
            lost.push(name.to_owned());
            continue;
        }
        all.push(read);
    }
    Ok(All { all, lost })
}

fn parameter<'m>(reader: Reader<'m>, name: &str, node: &'m Node) -> Result<Read, Told> {
    let ty = ty(reader, reader.member(node, "type")?)?;
    // A mistake beside the type is told, and keeps nobody from reading what names the parameter.
    let default = node.get("default");
    let default = default.map(|value| literal(reader, ty, value).unwrap_or_else(|_| any(ty)));
    let built_in = built_in(reader, node).unwrap_or_default();
    let built_in = built_in.map(str::to_owned);
    let field = names::field(name);
    let required = reader.flag(node, "required").unwrap_or_default() && default.is_none();
    let parameter = Parameter {
        wire: name.to_owned(),
        setter: names::setter(&field, name),
        field,
        docs: documentation(reader, name, node, built_in.as_deref(), required)?,
        built_in,
        ty,
        default,
        deprecated: deprecated(reader, node).unwrap_or_default(),
    };
    Ok(Read {
        parameter,
        required,
    })
}

/// Built-ins of AWS, by which a misspelt one is known; other names are the service's own.
const BUILT_INS: [&str; 13] = [
    "AWS::Auth::AccountId",
    "AWS::Auth::AccountIdEndpointMode",
    "AWS::Auth::CredentialScope",
    "AWS::Region",
    "AWS::S3::Accelerate",
    "AWS::S3::DisableMultiRegionAccessPoints",
    "AWS::S3::ForcePathStyle",
    "AWS::S3::UseArnRegion",
    "AWS::S3::UseGlobalEndpoint",
    "AWS::S3Control::UseArnRegion",
    "AWS::UseDualStack",
    "AWS::UseFIPS",
    "SDK::Endpoint",
];

fn built_in<'m>(reader: Reader<'m>, node: &'m Node) -> Result<Option<&'m str>, Told> {
    let Some(name) = reader.optional_text(node, "builtIn")? else {
        return Ok(None);
    };
    let near = suggestion(name, BUILT_INS.into_iter());
    match near.filter(|_| !BUILT_INS.contains(&name)) {
        Some(remedy) => {
            let place = node.get("builtIn").unwrap_or(node);
            let message = format!("there is no built-in `{name}`");
            Err(reader.error_with(place, message, remedy))
        }
        None => Ok(Some(name)),
    }
}

fn ty(reader: Reader<'_>, node: &Node) -> Result<ParameterType, Told> {
    match node.as_str().unwrap_or_default().to_lowercase().as_str() {
        "string" => Ok(ParameterType::Text),
        "boolean" => Ok(ParameterType::Bool),
        "stringarray" => Ok(ParameterType::Texts),
        _ => Err(reader.error(
            node,
            "a parameter is a `string`, `boolean` or `stringArray`",
        )),
    }
}

/// Some value of the type, in place of one that is none.
fn any(ty: ParameterType) -> Literal {
    match ty {
        ParameterType::Bool => Literal::Bool(false),
        ParameterType::Text => Literal::Text(String::new()),
        ParameterType::Texts => Literal::Texts(Vec::new()),
    }
}

/// A value of a parameter.
pub(super) fn literal<'m>(
    reader: Reader<'m>,
    ty: ParameterType,
    node: &'m Node,
) -> Result<Literal, Told> {
    Ok(match ty {
        ParameterType::Bool => Literal::Bool(reader.boolean(node)?),
        ParameterType::Text => Literal::Text(reader.text(node)?.to_owned()),
        ParameterType::Texts => {
            let elements = reader.array(node)?.iter();
            let texts = elements.map(|element| reader.text(element).map(str::to_owned));
            Literal::Texts(texts.collect::<Result<_, _>>()?)
        }
    })
}

fn deprecated<'m>(reader: Reader<'m>, node: &'m Node) -> Result<Option<Deprecated>, Told> {
    let Some(deprecated) = node.get("deprecated") else {
        return Ok(None);
    };
    let text = |name: &str| -> Result<Option<String>, Told> {
        Ok(reader.optional_text(deprecated, name)?.map(str::to_owned))
    };
    Ok(Some(Deprecated {
        since: text("since")?,
        note: text("message")?,
    }))
}

/// The rule set's own words, else ours for what every service has, else a line made from the name.
fn documentation<'m>(
    reader: Reader<'m>,
    name: &str,
    node: &'m Node,
    built_in: Option<&str>,
    required: bool,
) -> Result<Docs, Told> {
    let own = reader.optional_text(node, "documentation")?;
    let known = built_in.and_then(known);
    let mut lines = match own.map(docs::lines) {
        Some(lines) if !lines.is_empty() => lines,
        _ => vec![known.map_or_else(|| format!("The parameter `{name}`."), str::to_owned)],
    };
    if required {
        lines.extend([String::new(), "It has to be set.".to_owned()]);
    }
    if let Some(built_in) = built_in {
        lines.extend([String::new(), format!("Built-in `{built_in}`.")]);
    }
    Ok(Docs {
        lines,
        documented: own.is_some(),
    })
}

fn known(built_in: &str) -> Option<&'static str> {
    Some(match built_in {
        "AWS::Region" => "The region that the client is set to: `eu-west-1`.",
        "AWS::UseFIPS" => {
            "Whether calls go to an endpoint whose cryptography is validated by FIPS 140."
        }
        "AWS::UseDualStack" => "Whether calls go to an endpoint that has IPv6 addresses too.",
        "SDK::Endpoint" => "A URL of the user's own, which calls go to instead.",
        _ => return None,
    })
}
