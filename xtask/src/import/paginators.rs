//! botocore's `paginators-1.json`: what it says that the model's trait does not.

use smithy_schema_json::{Node, NodeKind, Object, Paginated, Source};

use crate::failure::Failure;

/// How botocore pages one operation.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Paginator {
    pub(super) operation: String,
    input_tokens: Vec<String>,
    output_tokens: Vec<String>,
    result_keys: Vec<String>,
    non_aggregate: Vec<String>,
    limit_key: Option<String>,
    more_results: Option<String>,
}

/// Reads the file, its paginators in order.
pub(super) fn read(source: &Source) -> Result<Vec<Paginator>, Failure> {
    let root = super::refuse(&source.name, Node::parse(source))?;
    let Some(pagination) = root.get("pagination").and_then(Node::as_object) else {
        let remedy = "give botocore's paginators-1.json of the service";
        return Err(Failure::new(format!(
            "{} has no object `pagination`; {remedy}",
            source.name
        )));
    };
    pagination
        .iter()
        .map(|entry| paginator(source, entry.key(), entry.value()))
        .collect()
}

fn paginator(source: &Source, operation: &str, node: &Node) -> Result<Paginator, Failure> {
    let mut paginator = Paginator {
        operation: operation.to_owned(),
        ..Paginator::default()
    };
    let object = node
        .as_object()
        .ok_or_else(|| misfit(source, node, "an object"))?;
    for entry in object {
        let value = entry.value();
        match entry.key() {
            "input_token" => paginator.input_tokens = texts(source, value)?,
            "output_token" => paginator.output_tokens = texts(source, value)?,
            "result_key" => paginator.result_keys = texts(source, value)?,
            "non_aggregate_keys" => paginator.non_aggregate = texts(source, value)?,
            "limit_key" => paginator.limit_key = Some(text(source, value)?),
            "more_results" => paginator.more_results = Some(text(source, value)?),
            _ => return Err(unknown(source, entry.key(), value)),
        }
    }
    Ok(paginator)
}

fn text(source: &Source, node: &Node) -> Result<String, Failure> {
    node.as_str()
        .map(str::to_owned)
        .ok_or_else(|| misfit(source, node, "a string"))
}

fn texts(source: &Source, node: &Node) -> Result<Vec<String>, Failure> {
    match node.as_array() {
        Some(elements) => elements
            .iter()
            .map(|element| text(source, element))
            .collect(),
        None => Ok(vec![text(source, node)?]),
    }
}

fn misfit(source: &Source, node: &Node, expected: &str) -> Failure {
    let place = source.locate(node.span());
    Failure::new(format!(
        "{place}: expected {expected} at {}, found {}",
        place.path(),
        node.kind_name()
    ))
}

fn unknown(source: &Source, key: &str, node: &Node) -> Failure {
    let place = source.locate(node.span());
    Failure::new(format!(
        "{place}: `{key}` of a paginator is not known here ({}); see what botocore does with it, then teach import",
        place.path()
    ))
}

impl Paginator {
    /// What the trait of the operation does not say: the members of our own trait that follow from botocore's file.
    pub(super) fn beyond(&self, standard: &Paginated) -> Object {
        let mut object = Object::new();
        let mut differing = |name: &str, ours: &Option<Vec<String>>, theirs: &[String]| {
            if ours.as_deref().unwrap_or_default() != theirs {
                object.insert(name, list(theirs));
            }
        };
        differing("inputToken", &standard.input_tokens, &self.input_tokens);
        differing("outputToken", &standard.output_tokens, &self.output_tokens);
        differing("items", &standard.items, &self.result_keys);
        differing("nonAggregate", &None, &self.non_aggregate);
        if let Some(limit) = &self.limit_key
            && standard.page_size.as_ref() != Some(limit)
        {
            object.insert("pageSize", Node::string(limit));
        }
        if let Some(more) = &self.more_results {
            object.insert("moreResults", Node::string(more));
        }
        object
    }
}

fn list(texts: &[String]) -> Node {
    Node::new(NodeKind::Array(
        texts.iter().map(|text| Node::string(text)).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard() -> Paginated {
        let one = |text: &str| Some(vec![text.to_owned()]);
        let page_size = Some("maxResults".to_owned());
        Paginated {
            input_tokens: one("nextToken"),
            output_tokens: one("nextToken"),
            items: one("findings"),
            page_size,
            ..Paginated::default()
        }
    }

    fn only(text: &str) -> Result<Paginator, Failure> {
        let source = Source::new("p.json", format!(r#"{{"pagination": {{"List": {text}}}}}"#));
        read(&source).map(|mut all| all.remove(0))
    }

    #[test]
    fn what_the_trait_says_itself_is_not_repeated() {
        let same = only(
            r#"{"input_token": "nextToken", "output_token": "nextToken", "limit_key": "maxResults", "result_key": "findings"}"#,
        );
        assert_eq!(same.unwrap().beyond(&standard()), Object::new());
    }

    #[test]
    fn what_it_cannot_say_is_taken() {
        let more = only(
            r#"{"input_token": ["a", "b"], "output_token": ["a", "b"], "limit_key": "size", "more_results": "IsTruncated",
                "result_key": ["f.x", "f.y"], "non_aggregate_keys": ["id"]}"#,
        );
        let expected = r#"{"inputToken": ["a", "b"], "outputToken": ["a", "b"], "pageSize": "size",
            "items": ["f.x", "f.y"], "moreResults": "IsTruncated", "nonAggregate": ["id"]}"#;
        let expected = Node::parse(&Source::new("e", expected)).unwrap();
        assert_eq!(
            Some(&more.unwrap().beyond(&standard())),
            expected.as_object()
        );
    }

    #[test]
    fn a_key_without_a_meaning_is_refused_with_its_place() {
        let error = only(r#"{"input_token": "a", "more_key": "b"}"#)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("p.json:1:"), "{error}");
        assert!(error.contains("`more_key`"), "{error}");
    }
}
