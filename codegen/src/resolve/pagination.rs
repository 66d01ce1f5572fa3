//! Pagination: where tokens, page size and items live.

use smithy_schema_json::{Node, Operation, Pagination, Shape, ShapeId, Span, Trait};

use super::paths::Lost;
use super::scope::Scope;
use super::{identity, names, paths, rules};
use crate::error::{Error, Findings};
use crate::ir::{self, Identity, Limit, Path, Results, Step, TokenPair, Type};

/// How the operation is paginated; `Err` says why an operation that is has no paginator.
///
/// What the traits name has to exist and to be of a type that serves: all else is a mistake and goes to the findings.
pub(crate) fn of(
    scope: &Scope<'_>,
    shape: &Shape,
    operation: &Operation,
    findings: &mut Findings,
) -> Result<Option<ir::Pagination>, String> {
    let Some(traits) = scope.model.pagination(Some(scope.service), shape) else {
        return Ok(None);
    };
    let mut wrong = Vec::new();
    let parts = Parts::find(scope, operation, &traits, &mut wrong);
    let made = parts.map_or(Ok(None), |parts| {
        parts.paginator(shape, &mut wrong).map(Some)
    });
    let told = |misfit: &Misfit| {
        place(scope, shape, misfit).is_some_and(|span| scope.model.is_faulty(span))
    };
    for misfit in wrong.iter().filter(|misfit| !told(misfit)) {
        findings.push(error(scope, shape, misfit));
    }
    if wrong.is_empty() { made } else { Ok(None) }
}

/// A part of the traits that names what does not serve.
struct Misfit {
    part: &'static str,
    name: String,
    message: String,
    expected: &'static str,
}

fn error(scope: &Scope<'_>, shape: &Shape, misfit: &Misfit) -> Error {
    let message = format!("it cannot be paginated: {}", misfit.message);
    let remedy = format!(
        "name another member in `{}`, or take the entry out",
        misfit.part
    );
    Error::new(shape.id(), message, remedy)
        .expecting(misfit.expected)
        .within(scope.model, place(scope, shape, misfit))
}

/// Where the name stands: in the overlay, the trait of the operation, or that of the service.
fn place(scope: &Scope<'_>, shape: &Shape, misfit: &Misfit) -> Option<Span> {
    let ids = ["codegen.pagination#paginated", "smithy.api#paginated"];
    let traits = ids.iter().map(|id| (shape, id));
    let traits = traits.chain([(scope.service, &ids[1])]);
    let mut found = traits.filter_map(|(shape, id)| shape.traits().find(id));
    let own = |entry: &Trait| {
        let node = entry.value().get(misfit.part)?;
        let texts = node.as_array().unwrap_or(std::slice::from_ref(node)).iter();
        let mut named = texts.filter(|text| text.as_str() == Some(&misfit.name));
        named.next().map(Node::span)
    };
    found
        .clone()
        .find_map(own)
        .or_else(|| found.next().map(Trait::span))
}

/// The members that the traits name.
struct Parts {
    tokens: Vec<TokenPair>,
    more_results: Option<Path>,
    limit: Option<Limit>,
    results: Vec<(Path, Identity)>,
    non_aggregate: Vec<Path>,
    excludes: Vec<Step>,
}

/// Looks members up and keeps account of those that are not there.
struct Search<'s, 'm, 'w> {
    scope: &'s Scope<'m>,
    wrong: &'w mut Vec<Misfit>,
    unread: bool,
}

impl Search<'_, '_, '_> {
    fn each<T>(
        &mut self,
        part: &'static str,
        names: &[String],
        find: impl Fn(&Scope<'_>, &str) -> Result<T, Lost>,
    ) -> Vec<T> {
        let found = names.iter().map(|name| self.one(part, name, &find));
        found.flatten().collect()
    }

    fn one<T>(
        &mut self,
        part: &'static str,
        name: &str,
        find: impl Fn(&Scope<'_>, &str) -> Result<T, Lost>,
    ) -> Option<T> {
        match find(self.scope, name) {
            Ok(found) => Some(found),
            Err(Lost::Unread) => {
                self.unread = true;
                None
            }
            Err(Lost::Because(message)) => {
                self.wrong.push(Misfit {
                    part,
                    name: name.to_owned(),
                    message,
                    expected: "the name of a member that is there",
                });
                None
            }
        }
    }
}

impl Parts {
    /// `None` where something is missing.
    fn find(
        scope: &Scope<'_>,
        operation: &Operation,
        traits: &Pagination,
        wrong: &mut Vec<Misfit>,
    ) -> Option<Parts> {
        let input = scope.model.get(&operation.input)?;
        let output: &ShapeId = &operation.output;
        let mut search = Search {
            scope,
            wrong,
            unread: false,
        };
        let step = |scope: &Scope<'_>, name: &str| paths::step(scope, input, name);
        let path = |scope: &Scope<'_>, text: &str| paths::path(scope, output, text);
        let inputs = search.each("inputToken", &traits.input_tokens, step);
        let outputs = search.each("outputToken", &traits.output_tokens, path);
        let more = traits.more_results.as_slice();
        let parts = Parts {
            tokens: inputs
                .into_iter()
                .zip(outputs)
                .map(|(input, output)| TokenPair { input, output })
                .collect(),
            more_results: search.each("moreResults", more, path).pop(),
            limit: limit(&mut search, input, traits),
            results: results_of(&mut search, output, traits),
            non_aggregate: search.each("nonAggregate", &traits.non_aggregate, path),
            excludes: search.each("excludes", &traits.excludes, step),
        };
        let whole = !search.unread && search.wrong.is_empty();
        whole.then_some(parts)
    }

    /// What a typed paginator can be made of.
    fn paginator(self, shape: &Shape, wrong: &mut Vec<Misfit>) -> Result<ir::Pagination, String> {
        wrong.extend(self.tokens.iter().filter_map(unlike));
        wrong.extend(self.more_results.iter().filter_map(no_flag));
        wrong.extend(self.results.iter().filter_map(|(path, _)| no_items(path)));
        self.tokens.iter().try_for_each(token)?;
        let results = self
            .results
            .into_iter()
            .map(|(path, identity)| results(path, identity))
            .collect::<Result<Vec<_>, _>>()?;
        let item = names::owned(shape.id().name(), "Item").ty;
        Ok(ir::Pagination {
            item_type: (results.len() > 1).then_some(item),
            results: with_variants(results),
            tokens: self.tokens,
            more_results: self.more_results,
            limit: self.limit,
            non_aggregate: self.non_aggregate,
            excludes: self.excludes,
        })
    }
}

/// A token goes out as it came in: both sides have one type.
fn unlike(TokenPair { input, output }: &TokenPair) -> Option<Misfit> {
    let differs = !alike(&input.ty, &output.last.ty);
    differs.then(|| Misfit {
        part: "inputToken",
        name: input.wire.clone(),
        message: format!(
            "its token `{}` is of another type than `{}`",
            input.wire, output.last.wire
        ),
        expected: "tokens of one type, in the request and in the response",
    })
}

fn no_flag(path: &Path) -> Option<Misfit> {
    let other = path.last.ty != Type::Boolean;
    other.then(|| Misfit {
        part: "moreResults",
        name: path.to_string(),
        message: format!("`{}` is neither true nor false", path.last.wire),
        expected: "the path of a boolean",
    })
}

fn no_items(path: &Path) -> Option<Misfit> {
    let other = !matches!(path.last.ty, Type::List { .. } | Type::Map { .. });
    other.then(|| Misfit {
        part: "items",
        name: path.to_string(),
        message: format!(
            "its items `{}` are neither a list nor a map",
            path.last.wire
        ),
        expected: "the path of a list or map",
    })
}

/// What is no text may be left out.
fn token(TokenPair { input, .. }: &TokenPair) -> Result<(), String> {
    if input.required && input.ty != Type::String {
        return Err(format!(
            "its token `{}` is required and no text",
            input.wire
        ));
    }
    Ok(())
}

/// Whether a value of the one is a value of the other; the rules on it may differ.
fn alike(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::List { element: one, .. }, Type::List { element: other, .. }) => alike(one, other),
        (
            Type::Map { key, value, .. },
            Type::Map {
                key: other_key,
                value: other_value,
                ..
            },
        ) => alike(key, other_key) && alike(value, other_value),
        (one, other) => one == other,
    }
}

/// The paths of the items, with what identifies them.
fn results_of(
    search: &mut Search<'_, '_, '_>,
    output: &ShapeId,
    traits: &Pagination,
) -> Vec<(Path, Identity)> {
    let path = |scope: &Scope<'_>, text: &str| paths::path(scope, output, text);
    let paths = search.each("items", &traits.items, path);
    if paths.len() < traits.items.len() {
        return Vec::new();
    }
    let scope = search.scope;
    let items: Vec<Option<&Shape>> = traits
        .items
        .iter()
        .map(|text| paths::element(scope, output, text))
        .collect();
    let (identities, unfound) = identity::of(scope, &items, &traits.identity);
    for name in unfound {
        search.wrong.push(Misfit {
            part: "identity",
            message: format!("no item has a text `{name}` that could identify it"),
            name,
            expected: "the path of a text in the items",
        });
    }
    paths.into_iter().zip(identities).collect()
}

fn limit(search: &mut Search<'_, '_, '_>, input: &Shape, traits: &Pagination) -> Option<Limit> {
    let name = traits.page_size.as_ref()?;
    let step = search.one("pageSize", name, |scope, name| {
        paths::step(scope, input, name)
    })?;
    if !matches!(
        step.ty,
        Type::Byte | Type::Short | Type::Integer | Type::Long | Type::String
    ) {
        search.wrong.push(Misfit {
            part: "pageSize",
            name: name.clone(),
            message: format!("the page size `{name}` is neither an integer nor a text"),
            expected: "the name of a member that is an integer",
        });
    }
    let rules = input
        .member(name)
        .map(|member| rules::of(search.scope, member));
    let range = rules.and_then(|rules| rules.min?.parse().ok().zip(rules.max?.parse().ok()));
    Some(Limit {
        step,
        default: traits.default_page_size,
        range,
    })
}

fn results(path: Path, identity: Identity) -> Result<Results, String> {
    match &path.last.ty {
        Type::List {
            element,
            sparse: false,
            ..
        } => Ok(Results {
            item: (**element).clone(),
            key: None,
            path,
            variant: String::new(),
            identity,
        }),
        Type::Map {
            key,
            value,
            sparse: false,
            ..
        } => Ok(Results {
            item: (**value).clone(),
            key: Some((**key).clone()),
            path,
            variant: String::new(),
            identity,
        }),
        _ => Err(format!("its items `{}` may have gaps", path.last.wire)),
    }
}

/// The variants are the singular of the members: `enhancedFindings` → `EnhancedFinding`.
fn with_variants(mut results: Vec<Results>) -> Vec<Results> {
    let singular: Vec<String> = results
        .iter()
        .map(|result| singular(&result.path.last.wire))
        .collect();
    let variants = names::variants(singular.iter().map(String::as_str), "");
    for (result, variant) in results.iter_mut().zip(variants) {
        result.variant = variant;
    }
    results
}

fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    name.strip_suffix('s').unwrap_or(name).to_owned()
}
