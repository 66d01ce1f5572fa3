//! Endpoints: URL, headers, ways of signing and other properties, of rules and of tests.

use smithy_schema_json::{Node, NodeKind};

use super::read::Reader;
use crate::error::Error;
use crate::ir::endpoint::{AuthScheme, Endpoint, Property, Text};

/// How a text is read: with names in braces in a rule, as it stands in a test.
pub(super) type Texts<'a> = &'a dyn Fn(&Node, &str) -> Result<Text, Error>;

/// An endpoint of this URL.
pub(super) fn endpoint<'m>(
    reader: Reader<'m>,
    url: Text,
    node: &'m Node,
    texts: Texts<'_>,
) -> Result<Endpoint, Error> {
    let mut endpoint = Endpoint {
        url,
        headers: headers(reader, node, texts)?,
        auth_schemes: Vec::new(),
        properties: Vec::new(),
    };
    for (name, value) in reader.entries(node, "properties")? {
        if name == "authSchemes" {
            let schemes = reader.array(value)?.iter();
            let schemes = schemes.map(|scheme| auth_scheme(reader, scheme, texts));
            endpoint.auth_schemes = schemes.collect::<Result<_, _>>()?;
        } else {
            let value = property(reader, value, texts)?;
            endpoint.properties.push((name.to_owned(), value));
        }
    }
    Ok(endpoint)
}

fn headers<'m>(
    reader: Reader<'m>,
    node: &'m Node,
    texts: Texts<'_>,
) -> Result<Vec<(String, Vec<Text>)>, Error> {
    let entries = reader.entries(node, "headers")?.into_iter();
    let headers = entries.map(|(name, values)| Ok((name.to_owned(), list(reader, values, texts)?)));
    headers.collect()
}

fn list<'m>(reader: Reader<'m>, node: &'m Node, texts: Texts<'_>) -> Result<Vec<Text>, Error> {
    let values = reader.array(node)?.iter();
    values
        .map(|value| texts(value, reader.text(value)?))
        .collect()
}

fn auth_scheme<'m>(
    reader: Reader<'m>,
    node: &'m Node,
    texts: Texts<'_>,
) -> Result<AuthScheme, Error> {
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

fn property<'m>(reader: Reader<'m>, node: &'m Node, texts: Texts<'_>) -> Result<Property, Error> {
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
            Property::Object(members.collect::<Result<_, Error>>()?)
        }
        NodeKind::Null => return Err(reader.error(node, "a property cannot be null")),
    })
}
