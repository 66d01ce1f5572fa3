//! Rules: a function a tree, its rules in order.

use smithy_schema_json::Node;

use super::expressions::Conditions;
use super::properties;
use super::read::Reader;
use super::scope::Scope;
use crate::error::Told;
use crate::ir::endpoint::{
    Endpoint, Expr, Function, PARAMS, Piece, Rule, Step, Text, Then, ValueType,
};

/// The functions as they are found: a tree before those within it.
struct Trees<'m> {
    reader: Reader<'m>,
    functions: Vec<Option<Function>>,
}

/// A function a tree; the first is the whole set.
pub(super) fn functions<'m>(
    reader: Reader<'m>,
    rule_set: &'m Node,
    scope: &Scope,
) -> Result<Vec<Function>, Told> {
    let mut trees = Trees {
        reader,
        functions: Vec::new(),
    };
    trees.tree(rule_set, scope, &Docs::default())?;
    Ok(trees.functions.into_iter().flatten().collect())
}

/// What a function's documentation says.
#[derive(Default)]
struct Docs {
    place: String,
    text: String,
}

impl<'m> Trees<'m> {
    /// Makes the function of a tree; gives its name and the variables it is to be given.
    fn tree(
        &mut self,
        node: &'m Node,
        scope: &Scope,
        docs: &Docs,
    ) -> Result<(String, Vec<String>), Told> {
        let number = self.functions.len();
        self.functions.push(None);
        let mut rules = Vec::new();
        let mut used = std::collections::BTreeSet::new();
        let (mut whole, mut open) = (Ok(()), true);
        for (place, node) in (1_usize..).zip(self.reader.array(self.reader.member(node, "rules")?)?)
        {
            let place = docs.place.clone() + &place.to_string();
            let before = self.functions.len();
            let rule = self.rule(node, scope.clone(), &place);
            if !open {
                // It is never come to, and has been read for its mistakes alone.
                self.functions.truncate(before);
            }
            let mut rule = match rule {
                Ok(Some(rule)) if open => rule,
                Ok(_) => continue,
                Err(told) => {
                    whole = Err(told);
                    continue;
                }
            };
            used.extend(rule.prune());
            open = !rule.always();
            rules.push(rule);
        }
        whole?;
        let name = match number {
            0 => "rules".to_owned(),
            _ => format!("tree_{number}"),
        };
        let mut takes = Vec::from_iter(used);
        // The parameters come first, all else by name.
        takes.sort_by_key(|variable| variable != PARAMS);
        let function = Function {
            name: name.clone(),
            docs: docs.text.clone(),
            takes: typed(scope, &takes),
            rules,
        };
        if let Some(place) = self.functions.get_mut(number) {
            *place = Some(function);
        }
        Ok((name, takes))
    }

    /// A rule; `None` where it never applies.
    fn rule(&mut self, node: &'m Node, scope: Scope, place: &str) -> Result<Option<Rule>, Told> {
        let mut conditions = Conditions {
            reader: self.reader,
            scope,
            steps: Vec::new(),
        };
        let nodes = self.reader.elements(node, "conditions")?;
        let mut whole = Ok(());
        for condition in nodes {
            if let Err(told) = conditions.condition(condition) {
                conditions.lose(condition);
                whole = Err(told);
            }
        }
        let never = |step: &Step| matches!(step, Step::Test(Expr::Bool(false)));
        if conditions.steps.iter().any(never) {
            return Ok(None);
        }
        conditions
            .steps
            .retain(|step| !matches!(step, Step::Test(Expr::Bool(true))));
        let kind = self.reader.member(node, "type")?;
        let ty = self.reader.text(kind)?;
        let then = match ty {
            "tree" => {
                let docs = self.docs(node, nodes, place)?;
                let (function, passes) = self.tree(node, &conditions.scope, &docs)?;
                Then::Tree { function, passes }
            }
            "endpoint" => endpoint(&mut conditions, self.reader.member(node, "endpoint")?)?,
            "error" => {
                let error = self.reader.member(node, "error")?;
                Then::Error(whole_text(&mut conditions, error)?)
            }
            other => {
                let message = format!("a rule is a `tree`, `endpoint` or `error`, not `{other}`");
                return Err(self.reader.error(kind, message));
            }
        };
        whole?;
        let steps = conditions.steps;
        Ok(Some(Rule { steps, then }))
    }

    /// The rule's own words, else its conditions.
    fn docs(&self, node: &'m Node, conditions: &[Node], place: &str) -> Result<Docs, Told> {
        let conditions: Vec<String> = conditions.iter().map(shown).collect();
        let text = match self.reader.optional_text(node, "documentation")? {
            Some(text) => text.lines().next().unwrap_or_default().to_owned(),
            None if conditions.is_empty() => "in all other cases.".to_owned(),
            None => format!("where `{}`.", conditions.join("`, `")),
        };
        Ok(Docs {
            place: format!("{place}."),
            text: format!("Rule {place}: {text}"),
        })
    }
}

fn typed(scope: &Scope, takes: &[String]) -> Vec<(String, ValueType)> {
    let typed = takes
        .iter()
        .filter_map(|variable| Some((variable.clone(), scope.type_of(variable)?)));
    typed.collect()
}

/// An expression as a person would write it: `stringEquals(PartitionResult#name, "aws")`.
fn shown(node: &Node) -> String {
    let arguments = || {
        node.get("argv")
            .and_then(Node::as_array)
            .unwrap_or_default()
    };
    let function = node.get("fn").and_then(Node::as_str);
    let text = |name| node.get(name).and_then(Node::as_str);
    match (function, text("ref")) {
        (Some("getAttr"), _) => {
            let parts = arguments()
                .iter()
                .map(|part| part.as_str().map_or_else(|| shown(part), str::to_owned));
            parts.collect::<Vec<_>>().join("#")
        }
        (Some(function), _) => {
            let arguments: Vec<String> = arguments().iter().map(shown).collect();
            let assign = text("assign")
                .map(|name| format!("{name} = "))
                .unwrap_or_default();
            format!("{assign}{function}({})", arguments.join(", "))
        }
        (None, Some(name)) => name.to_owned(),
        (None, None) => node.to_string(),
    }
}

fn endpoint<'m>(conditions: &mut Conditions<'m>, node: &'m Node) -> Result<Then, Told> {
    let reader = conditions.reader;
    let url = reader.member(node, "url");
    let url = url.and_then(|node| {
        let text = whole_text(conditions, node)?;
        match text.0.first() {
            Some(Piece::Literal(first)) if !first.starts_with("http") => Err(reader.error_with(
                node,
                "a URL begins with its scheme",
                "begin it with `https://`",
            )),
            _ => Ok(text),
        }
    });
    let texts = |node: &Node, text: &str| conditions.text(node, text);
    let endpoint = properties::endpoint(reader, Text::literal(""), node, &texts);
    Ok(Then::Endpoint(Endpoint {
        url: url?,
        ..endpoint?
    }))
}

/// A template or an expression that is a text, and is there whatever the parameters.
fn whole_text<'m>(conditions: &mut Conditions<'m>, node: &'m Node) -> Result<Text, Told> {
    let before = conditions.steps.len();
    let value = conditions.value(node)?;
    let added = conditions.steps.iter().skip(before);
    let unsure = value.optional
        || added
            .into_iter()
            .any(|step| !matches!(step, Step::Let { .. }));
    if unsure {
        let remedy = "test it with `isSet` in a condition before, or name it with `assign`";
        let message = "the text may be unset here";
        return Err(conditions.reader.error_with(node, message, remedy));
    }
    match value.expr {
        _ if value.ty != ValueType::Text => Err(conditions.reader.error(node, "it is no text")),
        Expr::Text(text) => Ok(text),
        other => Ok(Text(vec![Piece::Value(other)])),
    }
}
