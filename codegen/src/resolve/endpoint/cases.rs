//! The model's own tests of its rules.

use std::collections::BTreeSet;

use smithy_schema_json::{Node, Shape};

use super::operations::find;
use super::parameters::{Parameters, literal};
use super::properties;
use super::read::{Reader, every};
use crate::error::Told;
use crate::ir::endpoint::{Case, Expect, Input, Literal, OperationParameters, ParameterType, Text};
use crate::resolve::names;

const TESTS: &str = "smithy.rules#endpointTests";

/// The longest name of a test.
const NAME: usize = 90;

/// What cases are read with.
struct Cases<'a, 'm> {
    reader: Reader<'m>,
    parameters: &'a Parameters,
    operations: &'a [OperationParameters],
}

/// All of them, in the model's order.
pub(super) fn all<'m>(
    reader: Reader<'m>,
    service: &'m Shape,
    parameters: &Parameters,
    operations: &[OperationParameters],
) -> Result<Vec<Case>, Told> {
    let Some(node) = service.traits().get(TESTS) else {
        return Ok(Vec::new());
    };
    let cases = Cases {
        reader,
        parameters,
        operations,
    };
    let mut taken = BTreeSet::new();
    let nodes = reader.elements(node, "testCases")?.iter();
    every(nodes.map(|node| cases.case(node, &mut taken)))
}

impl<'m> Cases<'_, 'm> {
    fn case(&self, node: &'m Node, taken: &mut BTreeSet<String>) -> Result<Case, Told> {
        let expect = self.reader.member(node, "expect");
        let expect = expect.and_then(|node| self.expect(node));
        let own = Input {
            operation: None,
            values: self.values(node, "params", |_, name| Some(name.to_owned()))?,
        };
        let title = match self.reader.optional_text(node, "documentation")? {
            Some(text) => text.to_owned(),
            None => described(&own),
        };
        let mut inputs = vec![own];
        for input in self.reader.elements(node, "operationInputs")? {
            let input = self.operation(input)?;
            if !inputs.contains(&input) {
                inputs.push(input);
            }
        }
        Ok(Case {
            name: unique(&title, taken),
            title,
            inputs,
            expect: expect?,
        })
    }

    /// The values of a member's entries; `names` says which parameter an entry is.
    fn values(
        &self,
        node: &'m Node,
        member: &str,
        names: impl Fn(&Self, &str) -> Option<String>,
    ) -> Result<Vec<(String, Literal)>, Told> {
        let entries = self.reader.entries(node, member)?.into_iter();
        every(entries.map(|(key, value)| {
            let name = names(self, key).unwrap_or_else(|| key.to_owned());
            let parameter = find(self.reader, value, self.parameters, &name)?;
            let value = literal(self.reader, parameter.ty, value)?;
            Ok((parameter.setter.clone(), value))
        }))
    }

    /// The parameters as an operation's input gives them.
    fn operation(&self, node: &'m Node) -> Result<Input, Told> {
        let name = self
            .reader
            .text(self.reader.member(node, "operationName")?)?;
        let mut values = self.values(node, "builtInParams", Self::built_in)?;
        values.extend(self.values(node, "clientParams", |_, name| Some(name.to_owned()))?);
        let operation = self.operations.iter().find(|one| one.wire == name);
        let read = operation.map(|one| one.read.as_slice()).unwrap_or_default();
        for (parameter, path) in read {
            let Some(input) = node.get("operationParams") else {
                continue;
            };
            let parameter = find(self.reader, node, self.parameters, parameter)?;
            let found = follow(input, path);
            values
                .extend(given(parameter.ty, &found).map(|value| (parameter.setter.clone(), value)));
        }
        Ok(Input {
            operation: operation.map(|one| one.wire.clone()),
            values,
        })
    }

    fn built_in(&self, name: &str) -> Option<String> {
        let mut parameters = self.parameters.all.iter();
        let found = parameters.find(|one| one.built_in.as_deref() == Some(name));
        found.map(|one| one.wire.clone())
    }

    fn expect(&self, node: &'m Node) -> Result<Expect, Told> {
        if let Some(error) = self.reader.optional_text(node, "error")? {
            return Ok(Expect::Error(error.to_owned()));
        }
        let endpoint = self.reader.member(node, "endpoint")?;
        let url = self.reader.text(self.reader.member(endpoint, "url")?)?;
        let literal = |_: &Node, text: &str| Ok(Text::literal(text));
        let url = Text::literal(url);
        let endpoint = properties::endpoint(self.reader, url, endpoint, &literal)?;
        Ok(Expect::Endpoint(endpoint))
    }
}

/// The values that a path leads to: members, `keys(…)`, every element with `[*]`.
fn follow<'m>(input: &'m Node, path: &str) -> Vec<Found<'m>> {
    if let Some(inner) = path
        .strip_prefix("keys(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        let objects = nodes(follow(input, inner));
        let objects = objects.into_iter().filter_map(Node::as_object);
        return objects
            .flat_map(|object| object.iter().map(|entry| Found::Key(entry.key())))
            .collect();
    }
    let mut found = vec![input];
    for part in path.split('.') {
        let (name, all) = match part.strip_suffix("[*]") {
            Some(name) => (name, true),
            None => (part, false),
        };
        found = found
            .into_iter()
            .filter_map(|node| node.get(name))
            .collect();
        if all {
            let lists = found.into_iter().filter_map(Node::as_array);
            found = lists.flatten().collect();
        }
    }
    found.into_iter().map(Found::Node).collect()
}

/// What a path leads to.
enum Found<'m> {
    Node(&'m Node),
    Key(&'m str),
}

fn nodes(found: Vec<Found<'_>>) -> Vec<&Node> {
    let nodes = found.into_iter().filter_map(|one| match one {
        Found::Node(node) => Some(node),
        Found::Key(_) => None,
    });
    nodes.collect()
}

/// The value that is found, where it is one of the parameter's type.
fn given(ty: ParameterType, found: &[Found<'_>]) -> Option<Literal> {
    let text = |one: &Found<'_>| match one {
        Found::Node(node) => node.as_str().map(str::to_owned),
        Found::Key(key) => Some((*key).to_owned()),
    };
    match (ty, found) {
        (ParameterType::Texts, found) if !found.is_empty() => {
            Some(Literal::Texts(found.iter().filter_map(text).collect()))
        }
        (ParameterType::Text, [one]) => text(one).map(Literal::Text),
        (ParameterType::Bool, [Found::Node(node)]) => node.as_bool().map(Literal::Bool),
        _ => None,
    }
}

/// A title for a case without one: what is set.
fn described(input: &Input) -> String {
    let words = input.values.iter().filter_map(|(setter, value)| {
        let name = setter.trim_start_matches("with_").replace('_', " ");
        match value {
            Literal::Bool(false) => None,
            Literal::Bool(true) => Some(name),
            Literal::Text(text) => Some(format!("{name} {text}")),
            Literal::Texts(texts) => Some(format!("{name} {}", texts.join(" "))),
        }
    });
    let words: Vec<String> = words.collect();
    match words.is_empty() {
        true => "nothing set".to_owned(),
        false => words.join(", "),
    }
}

/// A test's name, as no other is called.
fn unique(title: &str, taken: &mut BTreeSet<String>) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut name: String = words.join("_").chars().take(NAME).collect();
    name.truncate(name.trim_end_matches('_').len());
    let opens = name.starts_with(|letter: char| letter.is_ascii_lowercase());
    if !opens {
        name.insert_str(0, "case_");
    }
    let name = match name.contains('_') {
        true => name,
        false => names::field(&name),
    };
    let mut numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    let mut free = name.clone();
    while !taken.insert(free.clone()) {
        free = numbered.next().unwrap_or_default();
    }
    free
}
