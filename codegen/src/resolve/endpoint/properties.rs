//! Endpoints: URL, headers, ways of signing and other properties, of rules and of tests.

use smithy_schema_json::{Node, NodeKind};

use super::read::{Reader, every};
use crate::error::Told;
use crate::ir::endpoint::{AuthScheme, Endpoint, Property, Text};

/// How a text is read: with names in braces in a rule, as it stands in a test.
pub(super) type Texts<'a> = &'a dyn Fn(&Node, &str) -> Result<Text, Told>;

/// An endpoint of this URL.
pub(super) fn endpoint<'m>(
    reader: Reader<'m>,
    url: Text,
    node: &'m Node,
    texts: Texts<'_>,
) -> Result<Endpoint, Told> {
    let headers = headers(reader, node, texts);
    let mut endpoint = Endpoint {
        url,
        headers: Vec::new(),
        auth_schemes: Vec::new(),
        properties: Vec::new(),
    };
    for (name, value) in reader.entries(node, "properties")? {
        if name == "authSchemes" {
            let schemes = reader.array(value)?.iter();
            let schemes = schemes.map(|scheme| auth_scheme(reader, scheme, texts));
            endpoint.auth_schemes = every(schemes)?;
        } else {
            let value = property(reader, value, texts)?;
            endpoint.properties.push((name.to_owned(), value));
        }
    }
    endpoint.headers = headers?;
    Ok(endpoint)
}

fn headers<'m>(
    reader: Reader<'m>,
    node: &'m Node,
    texts: Texts<'_>,
) -> Result<Vec<(String, Vec<Text>)>, Told> {
    let entries = reader.entries(node, "headers")?.into_iter();
    let headers = entries.map(|(name, values)| Ok((name.to_owned(), list(reader, values, texts)?)));
    every(headers)
}

fn list<'m>(reader: Reader<'m>, node: &'m Node, texts: Texts<'_>) -> Result<Vec<Text>, Told> {
    let values = reader.array(node)?.iter();
    every(values.map(|value| texts(value, reader.text(value)?)))
}

fn auth_scheme<'m>(
    reader: Reader<'m>,
    node: &'m Node,
    texts: Texts<'_>,
) -> Result<AuthScheme, Told> {
    let mut scheme = AuthScheme::default();
    reader.member(node, "name")?;
    for entry in reader.object(node)?.iter() {
        let value = entry.value();
        let text = || texts(value, reader.text(value)?);
        match entry.key() {
            "name" => scheme.name = text()?,
            "signingName" => scheme.signing_name = Some(text()?),
            "signingRegion" => scheme.signing_region = Some(text()?),
            "signingRegionSet" => scheme.signing_region_set = list(reader, value, texts)?,
            "disableDoubleEncoding" => scheme.disable_double_encoding = reader.boolean(value)?,
            name => {
                let value = property(reader, value, texts)?;
                scheme.properties.push((name.to_owned(), value));
            }
        }
    }
    Ok(scheme)
}

fn property<'m>(reader: Reader<'m>, node: &'m Node, texts: Texts<'_>) -> Result<Property, Told> {
    Ok(match node.kind() {
        NodeKind::Bool(value) => Property::Bool(*value),
        NodeKind::Number(_) => Property::Integer(reader.integer(node)?),
        NodeKind::String(text) => Property::Text(texts(node, text)?),
        NodeKind::Array(values) => {
            let values = values.iter().map(|value| property(reader, value, texts));
            Property::List(values.collect::<Result<_, _>>()?)
        }
        NodeKind::Object(object) => {
            let members = object.iter().map(|entry| {
                let value = property(reader, entry.value(), texts)?;
                Ok((entry.key().to_owned(), value))
            });
            Property::Object(members.collect::<Result<_, Told>>()?)
        }
        NodeKind::Null => return Err(reader.error(node, "a property cannot be null")),
    })
}
