//! AWS's partitions → the table of the endpoint runtime.

use proc_macro2::TokenStream;
use quote::quote;
use smithy_schema_json::{Node, Source};

use crate::error::Error;
use crate::files;

/// The file of the table.
pub(crate) fn emit(source: &Source, folder: &str) -> Result<[files::Source; 2], Error> {
    let file = |name: &str, docs: &str, items| files::Source {
        path: format!("{folder}/{name}"),
        shape: source.name.clone(),
        emitter: "partitions.rs",
        docs: vec![docs.to_owned()],
        items,
    };
    let modules = quote!(
        mod partitions;
        pub(crate) use self::partitions::PARTITIONS;
    );
    let table = table(&Reader { source })?;
    Ok([
        file("mod.rs", "Facts about AWS.", modules),
        file("partitions.rs", "AWS's partitions.", table),
    ])
}

/// Reads the file; each mistake has its place.
struct Reader<'s> {
    source: &'s Source,
}

impl Reader<'_> {
    fn error(&self, node: &Node, message: impl Into<String>) -> Error {
        let remedy = "import the file again, or teach the generator its form";
        Error::new("", message, remedy).at(self.source.locate(node.span()))
    }

    fn member<'n>(&self, node: &'n Node, name: &str) -> Result<&'n Node, Error> {
        let found = node.get(name);
        found.ok_or_else(|| self.error(node, format!("there is no member `{name}`")))
    }

    fn text<'n>(&self, node: &'n Node, name: &str) -> Result<&'n str, Error> {
        let member = self.member(node, name)?;
        let text = member.as_str();
        text.ok_or_else(|| self.error(member, format!("`{name}` is no text")))
    }

    fn boolean(&self, node: &Node, name: &str) -> Result<bool, Error> {
        let member = self.member(node, name)?;
        let value = member.as_bool();
        value.ok_or_else(|| self.error(member, format!("`{name}` is neither true nor false")))
    }
}

fn table(reader: &Reader<'_>) -> Result<TokenStream, Error> {
    let broken =
        |errors: smithy_schema_json::Errors| Error::new("", errors.to_string(), "give a JSON file");
    let root = Node::parse(reader.source).map_err(broken)?;
    let list = reader.member(&root, "partitions")?;
    let Some(partitions) = list.as_array().filter(|list| !list.is_empty()) else {
        return Err(reader.error(list, "there are no partitions"));
    };
    let rows = partitions.iter().map(|node| row(reader, node));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        use crate::{Partition, Piece};
        /// Every partition; what no other one has belongs to the first.
        pub(crate) const PARTITIONS: &[Partition] = &[#(#rows),*];
    })
}

fn row(reader: &Reader<'_>, node: &Node) -> Result<TokenStream, Error> {
    let outputs = reader.member(node, "outputs")?;
    let name = reader.text(node, "id")?;
    let dns_suffix = reader.text(outputs, "dnsSuffix")?;
    let dual_stack_dns_suffix = reader.text(outputs, "dualStackDnsSuffix")?;
    let supports_fips = reader.boolean(outputs, "supportsFIPS")?;
    let supports_dual_stack = reader.boolean(outputs, "supportsDualStack")?;
    let implicit_global_region = reader.text(outputs, "implicitGlobalRegion")?;
    let regions = regions(reader, reader.member(node, "regions")?)?;
    let pattern = pattern(reader, node)?;
    Ok(quote!(Partition {
        name: #name,
        dns_suffix: #dns_suffix,
        dual_stack_dns_suffix: #dual_stack_dns_suffix,
        supports_fips: #supports_fips,
        supports_dual_stack: #supports_dual_stack,
        implicit_global_region: #implicit_global_region,
        regions: &[#(#regions),*],
        pattern: &[#(#pattern),*],
    }))
}

/// The regions' names; what the file says of a region alone would be lost, so there may be nothing.
fn regions(reader: &Reader<'_>, node: &Node) -> Result<Vec<String>, Error> {
    let Some(object) = node.as_object() else {
        return Err(reader.error(node, "the regions are no object"));
    };
    let mut names = Vec::new();
    for entry in object.iter() {
        let facts = entry.value().as_object();
        if facts.is_none_or(|facts| facts.iter().any(|fact| fact.key() != "description")) {
            return Err(reader.error(entry.value(), "a region differs from its partition"));
        }
        names.push(entry.key().to_owned());
    }
    names.sort();
    Ok(names)
}

/// `^(us|eu)\-\w+\-\d+$`: pieces divided by hyphens.
fn pattern(reader: &Reader<'_>, node: &Node) -> Result<Vec<TokenStream>, Error> {
    let regex = reader.text(node, "regionRegex")?;
    let inside = regex
        .strip_prefix('^')
        .and_then(|rest| rest.strip_suffix('$'));
    let pieces = inside.map(|inside| inside.split(r"\-").map(piece).collect());
    let pieces: Option<Vec<TokenStream>> = pieces.unwrap_or_default();
    pieces.ok_or_else(|| {
        let message = format!("the pattern `{regex}` is none of hyphens, words and digits");
        reader.error(node, message)
    })
}

fn piece(text: &str) -> Option<TokenStream> {
    let choices = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let choices: Vec<&str> = match (text, choices) {
        (r"\w+", _) => return Some(quote!(Piece::Word)),
        (r"\d+", _) => return Some(quote!(Piece::Digits)),
        (_, Some(choices)) => choices.split('|').collect(),
        (text, None) => vec![text],
    };
    let plain = |choice: &&str| {
        !choice.is_empty() && choice.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    choices
        .iter()
        .all(plain)
        .then(|| quote!(Piece::OneOf(&[#(#choices),*])))
}
