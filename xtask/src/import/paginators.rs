//! botocore's `paginators-1.json`: what it says that the model's trait does not.

use smithy_schema_json::{Node, NodeKind, Object, Paginated, Source};

/// How botocore pages one operation.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Paginator {
    pub(super) operation: String,
    /// Where it is said.
    pub(super) place: String,
    input_tokens: Vec<String>,
    output_tokens: Vec<String>,
    result_keys: Vec<String>,
    non_aggregate: Vec<String>,
    limit_key: Option<String>,
    more_results: Option<String>,
}

/// Reads the file, its paginators in order, and tells everything that is wrong with it.
pub(super) fn read(source: &Source) -> (Vec<Paginator>, Vec<String>) {
    let root = match Node::parse(source) {
        Ok(root) => root,
        Err(errors) => return (Vec::new(), vec![errors.to_string()]),
    };
    let Some(pagination) = root.get("pagination").and_then(Node::as_object) else {
        let name = &source.name;
        let told = format!(
            "{name} has no object `pagination`; give botocore's paginators-1.json of the service"
        );
        return (Vec::new(), vec![told]);
    };
    let mut told = Vec::new();
    let paginators = pagination.iter().map(|entry| {
        let mut reader = Reader {
            source,
            told: &mut told,
        };
        reader.paginator(entry.key(), entry.value())
    });
    (paginators.collect(), told)
}

struct Reader<'a> {
    source: &'a Source,
    told: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn paginator(&mut self, operation: &str, node: &Node) -> Paginator {
        let mut paginator = Paginator {
            operation: operation.to_owned(),
            place: self.source.locate(node.span()).to_string(),
            ..Paginator::default()
        };
        let Some(object) = node.as_object() else {
            self.misfit(node, "an object");
            return paginator;
        };
        for entry in object {
            let value = entry.value();
            match entry.key() {
                "input_token" => paginator.input_tokens = self.texts(value),
                "output_token" => paginator.output_tokens = self.texts(value),
                "result_key" => paginator.result_keys = self.texts(value),
                "non_aggregate_keys" => paginator.non_aggregate = self.texts(value),
                "limit_key" => paginator.limit_key = self.text(value),
                "more_results" => paginator.more_results = self.text(value),
                key => self.unknown(key, value),
            }
        }
        paginator
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        let text = node.as_str().map(str::to_owned);
        if text.is_none() {
            self.misfit(node, "a string");
        }
        text
    }

    fn texts(&mut self, node: &Node) -> Vec<String> {
        let elements = node.as_array().unwrap_or(std::slice::from_ref(node));
        elements
            .iter()
            .filter_map(|element| self.text(element))
            .collect()
    }

    fn misfit(&mut self, node: &Node, expected: &str) {
        let place = self.source.locate(node.span());
        self.told.push(format!(
            "{place}: expected {expected} at {}, found {}",
            place.path(),
            node.kind_name()
        ));
    }

    fn unknown(&mut self, key: &str, node: &Node) {
        let place = self.source.locate(node.span());
        self.told.push(format!(
            "{place}: `{key}` of a paginator is not known here ({}); see what botocore does with it, then teach import",
            place.path()
        ));
    }
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

    fn only(text: &str) -> (Paginator, Vec<String>) {
        let source = Source::new("p.json", format!(r#"{{"pagination": {{"List": {text}}}}}"#));
        let (mut all, told) = read(&source);
        (all.remove(0), told)
    }

    fn sound(text: &str) -> Paginator {
        let (paginator, told) = only(text);
        assert_eq!(told, [""; 0]);
        paginator
    }

    #[test]
    fn what_the_trait_says_itself_is_not_repeated() {
        let same = sound(
            r#"{"input_token": "nextToken", "output_token": "nextToken", "limit_key": "maxResults", "result_key": "findings"}"#,
        );
        assert_eq!(same.beyond(&standard()), Object::new());
    }

    #[test]
    fn what_it_cannot_say_is_taken() {
        let more = sound(
            r#"{"input_token": ["a", "b"], "output_token": ["a", "b"], "limit_key": "size", "more_results": "IsTruncated",
                "result_key": ["f.x", "f.y"], "non_aggregate_keys": ["id"]}"#,
        );
        let expected = r#"{"inputToken": ["a", "b"], "outputToken": ["a", "b"], "pageSize": "size",
            "items": ["f.x", "f.y"], "moreResults": "IsTruncated", "nonAggregate": ["id"]}"#;
        let expected = Node::parse(&Source::new("e", expected)).unwrap();
        assert_eq!(Some(&more.beyond(&standard())), expected.as_object());
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_place() {
        let (_, told) = only(r#"{"input_token": 1, "more_key": "b", "result_key": ["a", {}]}"#);
        assert_eq!(told.len(), 3, "{told:?}");
        for (told, what) in told.iter().zip(["a string", "`more_key`", "a string"]) {
            assert!(
                told.starts_with("p.json:1:") && told.contains(what),
                "{told}"
            );
        }
    }
}
