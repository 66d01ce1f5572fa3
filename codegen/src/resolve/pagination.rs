//! Pagination: where tokens, page size and items live.

use smithy_schema_json::{Operation, Pagination, Shape, ShapeId, Trait};

use super::scope::Scope;
use super::{identity, names, paths, rules};
use crate::error::{Error, Findings};
use crate::ir::{self, Identity, Limit, Path, Results, Step, TokenPair, Type};

/// How the operation is paginated; `Err` says why an operation that is has no paginator.
///
/// What the traits name has to exist: a name that does not is a mistake of the model and goes to the findings.
pub(crate) fn of(
    scope: &Scope<'_>,
    shape: &Shape,
    operation: &Operation,
    findings: &mut Findings,
) -> Result<Option<ir::Pagination>, String> {
    let Some(traits) = scope.model.pagination(Some(scope.service), shape) else {
        return Ok(None);
    };
    match Parts::find(scope, operation, &traits) {
        Ok(parts) => parts.paginator(shape).map(Some),
        Err(message) => {
            findings.push(misfit(scope, shape, &message));
            Ok(None)
        }
    }
}

/// The reader looked up every name already; what is left are types that do not serve.
fn misfit(scope: &Scope<'_>, shape: &Shape, message: &str) -> Error {
    let ids = ["codegen.pagination#paginated", "smithy.api#paginated"];
    let found = ids.iter().find_map(|id| shape.traits().find(id));
    let remedy = "name a member of a type that serves, or take the entry out";
    let error = Error::new(
        shape.id(),
        format!("it cannot be paginated: {message}"),
        remedy,
    );
    error.within(scope.model, found.map(Trait::span))
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

impl Parts {
    fn find(
        scope: &Scope<'_>,
        operation: &Operation,
        traits: &Pagination,
    ) -> Result<Parts, String> {
        let input = scope
            .model
            .get(&operation.input)
            .ok_or("the operation has no input")?;
        let output: &ShapeId = &operation.output;
        let inside = |texts: &[String]| -> Result<Vec<Path>, String> {
            texts
                .iter()
                .map(|text| paths::path(scope, output, text))
                .collect()
        };
        let tokens = traits
            .input_tokens
            .iter()
            .map(|name| paths::step(scope, input, name));
        let tokens = tokens
            .collect::<Result<Vec<Step>, String>>()?
            .into_iter()
            .zip(inside(&traits.output_tokens)?);
        let excludes = traits
            .excludes
            .iter()
            .map(|name| paths::step(scope, input, name));
        Ok(Parts {
            tokens: tokens
                .map(|(input, output)| TokenPair { input, output })
                .collect(),
            more_results: traits
                .more_results
                .as_ref()
                .map(|text| paths::path(scope, output, text))
                .transpose()?,
            limit: limit(scope, input, traits)?,
            results: results_of(scope, output, traits)?,
            non_aggregate: inside(&traits.non_aggregate)?,
            excludes: excludes.collect::<Result<_, _>>()?,
        })
    }

    /// What a typed paginator can be made of.
    fn paginator(self, shape: &Shape) -> Result<ir::Pagination, String> {
        for pair in &self.tokens {
            token(pair)?;
        }
        if let Some(more) = self
            .more_results
            .as_ref()
            .filter(|path| path.last.ty != Type::Boolean)
        {
            return Err(format!("`{}` is neither true nor false", more.last.wire));
        }
        let results = self
            .results
            .into_iter()
            .map(|(path, identity)| results(path, identity))
            .collect::<Result<Vec<_>, _>>()?;
        if results.is_empty() {
            return Err("the traits name no items".to_owned());
        }
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

/// A token goes out as it came in: both sides have one type, and one that is no text may be left out.
fn token(TokenPair { input, output }: &TokenPair) -> Result<(), String> {
    if !alike(&input.ty, &output.last.ty) {
        return Err(format!(
            "its token `{}` is of another type than `{}`",
            input.wire, output.last.wire
        ));
    }
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
    scope: &Scope<'_>,
    output: &ShapeId,
    traits: &Pagination,
) -> Result<Vec<(Path, Identity)>, String> {
    let paths = traits.items.iter();
    let paths = paths.map(|text| paths::path(scope, output, text));
    let paths = paths.collect::<Result<Vec<Path>, String>>()?;
    let items: Vec<Option<&Shape>> = traits
        .items
        .iter()
        .map(|text| paths::element(scope, output, text))
        .collect();
    let identities = identity::of(scope, &items, &traits.identity)?;
    Ok(paths.into_iter().zip(identities).collect())
}

fn limit(scope: &Scope<'_>, input: &Shape, traits: &Pagination) -> Result<Option<Limit>, String> {
    let Some(name) = &traits.page_size else {
        return Ok(None);
    };
    let step = paths::step(scope, input, name)?;
    if !matches!(
        step.ty,
        Type::Byte | Type::Short | Type::Integer | Type::Long | Type::String
    ) {
        return Err(format!(
            "the page size `{name}` is neither an integer nor a text"
        ));
    }
    let rules = input.member(name).map(|member| rules::of(scope, member));
    let range = rules.and_then(|rules| rules.min?.parse().ok().zip(rules.max?.parse().ok()));
    Ok(Some(Limit {
        step,
        default: traits.default_page_size,
        range,
    }))
}

fn results(path: Path, identity: Identity) -> Result<Results, String> {
    match &path.last.ty {
        Type::List {
            element,
            sparse: false,
            ..
        } => Ok(Results {
            item: (**element).clone(),
            path,
            variant: String::new(),
            identity,
        }),
        _ => Err(format!(
            "its items `{}` are no list without gaps",
            path.last.wire
        )),
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
