//! What pagination traits name must be there.

use std::collections::BTreeSet;

use super::path::{Lost, ends};
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::model::Model;
use crate::node::Node;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Shape, ShapeKind};
use crate::span::Span;
use crate::suggest;
use crate::traits::Trait;

const STANDARD: &str = "smithy.api#paginated";
const OVERLAY: &str = "codegen.pagination#paginated";

/// Which side of an operation a part of a trait names members of.
const PARTS: [(&str, Side); 7] = [
    ("inputToken", Side::Input),
    ("pageSize", Side::Input),
    ("excludes", Side::Input),
    ("outputToken", Side::Output),
    ("items", Side::Output),
    ("moreResults", Side::Output),
    ("nonAggregate", Side::Output),
];

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Input,
    Output,
}

/// Checks the pagination traits of every operation.
pub(super) fn pagination(model: &Model, problems: &mut Problems) {
    for operation in model
        .shapes()
        .filter(|shape| shape.as_operation().is_some())
    {
        for id in [STANDARD, OVERLAY] {
            if let Some(entry) = operation.traits().find(id) {
                Check {
                    model,
                    operation,
                    problems,
                }
                .entry(entry);
            }
        }
    }
    for service in model.services() {
        whole(model, service, problems);
    }
}

struct Check<'m, 'p> {
    model: &'m Model,
    operation: &'m Shape,
    problems: &'p mut Problems,
}

impl<'m> Check<'m, '_> {
    fn entry(&mut self, entry: &Trait) {
        for (part, side) in PARTS {
            for node in entry.value().get(part).into_iter().flat_map(each) {
                if let Some(path) = node.as_str() {
                    self.path(entry, part, side, path, node.span());
                }
            }
        }
    }

    fn path(&mut self, entry: &Trait, part: &str, side: Side, path: &str, span: Span) {
        let Some(root) = self.side(side) else { return };
        match ends(self.model, root, path) {
            Err(lost) if lost.unread => {}
            Err(lost) => {
                let problem = self.lost(part, path, &lost, span);
                self.problems.push(problem);
            }
            Ok(members) if part == "items" && entry.id == STANDARD => {
                for member in members {
                    let target = self.model.get(member.target());
                    if target.is_some_and(|shape| {
                        !matches!(shape.kind(), ShapeKind::List(_) | ShapeKind::Map(_))
                    }) {
                        let problem = self.no_items(path, member.target(), span);
                        self.problems.push(problem);
                    }
                }
            }
            Ok(members) if part.ends_with("Token") => {
                let kinds = members
                    .iter()
                    .filter_map(|member| self.model.get(member.target()));
                let no_token = |shape: &&Shape| {
                    matches!(shape.kind(), ShapeKind::List(_) | ShapeKind::Boolean)
                };
                if let Some(shape) = kinds.into_iter().find(no_token) {
                    let problem = self.no_token(part, path, shape, span);
                    self.problems.push(problem);
                }
            }
            Ok(_) => {}
        }
    }

    fn side(&self, side: Side) -> Option<&'m Shape> {
        let operation = self.operation.as_operation()?;
        let target = if side == Side::Input {
            &operation.input
        } else {
            &operation.output
        };
        self.model.get(target)
    }

    fn lost(&self, part: &str, path: &str, lost: &Lost<'_>, span: Span) -> Problem {
        let names = lost.shape.members().iter().map(Member::name);
        let message = format!(
            "`{part}` of `{}` leads nowhere: `{}` has no `{}`",
            self.operation.id(),
            lost.shape.id(),
            lost.step
        );
        Problem::new(ErrorKind::Trait, span, message)
            .expected(format!("the name of a member of `{}`", lost.shape.id()))
            .found(format!("\"{path}\""))
            .remedy(suggest::remedy(
                &lost.step,
                names,
                "name a member that is there, or take the entry out",
            ))
    }

    fn no_token(&self, part: &str, path: &str, shape: &Shape, span: Span) -> Problem {
        let message = format!("`{part}` of `{}` leads to no token", self.operation.id());
        Problem::new(ErrorKind::Trait, span, message)
            .expected("the path of a text that says where the next page begins")
            .found(format!("\"{path}\", a {}", shape.kind().name()))
            .remedy("give the path of the member that holds the token")
    }

    fn no_items(&self, path: &str, target: &ShapeId, span: Span) -> Problem {
        let message = format!(
            "`items` of `{}` leads to no list and no map",
            self.operation.id()
        );
        Problem::new(ErrorKind::Trait, span, message)
            .expected("the path of a member that targets a list or a map")
            .found(format!("\"{path}\", which targets `{target}`"))
            .remedy("give the path of the member that holds the page's items")
    }
}

fn each(node: &Node) -> &[Node] {
    node.as_array().unwrap_or(std::slice::from_ref(node))
}

/// Every paginated operation of a service must come out with tokens on both sides, as many in as out.
fn whole(model: &Model, service: &Shape, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for operation in model.closure(service).operations {
        let traits = operation.traits();
        let Some(entry) = traits.find(OVERLAY).or_else(|| traits.find(STANDARD)) else {
            continue;
        };
        let ill = |id: &&str| {
            let entry = traits.find(id);
            entry.is_some_and(|entry| problems.within(entry.value().span()))
        };
        let told = [OVERLAY, STANDARD].iter().any(ill);
        if told || !seen.insert(operation.id()) {
            continue;
        }
        match model.pagination(Some(service), operation) {
            None => problems.push(incomplete(entry, operation)),
            Some(found) if found.input_tokens.len() != found.output_tokens.len() => {
                problems.push(uneven(
                    entry,
                    operation,
                    found.input_tokens.len(),
                    found.output_tokens.len(),
                ));
            }
            Some(_) => {}
        }
    }
}

fn incomplete(entry: &Trait, operation: &Shape) -> Problem {
    Problem::new(
        ErrorKind::Trait,
        entry.span(),
        format!("the pagination of `{}` has no token", operation.id()),
    )
    .expected("`inputToken` and `outputToken`, here or in the trait of the service")
    .found("one of them at most")
    .remedy("add the missing one, or take the trait out")
}

fn uneven(entry: &Trait, operation: &Shape, inputs: usize, outputs: usize) -> Problem {
    Problem::new(
        ErrorKind::Trait,
        entry.span(),
        format!("the tokens of `{}` do not pair up", operation.id()),
    )
    .expected("as many `outputToken`s as `inputToken`s")
    .found(format!("{inputs} in, {outputs} out"))
    .remedy("give both lists in the same order, one output token for each input token")
}
