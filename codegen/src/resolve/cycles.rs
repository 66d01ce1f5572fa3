//! Cycles of structures and unions: where a value would hold itself, a box is needed.
//!
//! A member that goes through a list or map needs none, since those hold their elements elsewhere already.

use std::collections::BTreeMap;

use smithy_schema_json::{Member, Model, Shape, ShapeId, ShapeKind};

/// The strongly connected components of direct membership.
pub(crate) struct Cycles<'m> {
    component: BTreeMap<&'m ShapeId, usize>,
}

impl Cycles<'_> {
    /// Whether a direct member from one shape to the other needs a box.
    ///
    /// It does where both lie on a cycle and the target does not come later by its id: every way round a cycle
    /// takes such a step, and a shape that is added changes the answer only where it closes a new cycle.
    pub(crate) fn needs_box(&self, container: &ShapeId, target: &ShapeId) -> bool {
        match (self.component.get(container), self.component.get(target)) {
            (Some(one), Some(other)) => one == other && target <= container,
            _ => false,
        }
    }
}

type Edges<'m> = BTreeMap<&'m ShapeId, Vec<&'m ShapeId>>;

/// Kosaraju's algorithm, without recursion.
pub(crate) fn find(model: &Model) -> Cycles<'_> {
    let (forward, backward) = edges(model);
    let mut finished = Vec::new();
    let mut seen = BTreeMap::new();
    for id in forward.keys() {
        visit(id, &forward, 0, &mut seen, &mut finished);
    }
    let mut component = BTreeMap::new();
    for (number, id) in finished.iter().rev().enumerate() {
        visit(id, &backward, number, &mut component, &mut Vec::new());
    }
    Cycles { component }
}

/// Marks what is reachable and not marked yet, and lists it in the order it is finished.
fn visit<'m>(
    root: &'m ShapeId,
    edges: &Edges<'m>,
    mark: usize,
    seen: &mut BTreeMap<&'m ShapeId, usize>,
    finished: &mut Vec<&'m ShapeId>,
) {
    let mut stack = vec![(root, false)];
    while let Some((id, leaving)) = stack.pop() {
        if leaving {
            finished.push(id);
        } else if !seen.contains_key(id) {
            seen.insert(id, mark);
            stack.push((id, true));
            stack.extend(
                edges
                    .get(id)
                    .into_iter()
                    .flatten()
                    .map(|next| (*next, false)),
            );
        }
    }
}

fn edges(model: &Model) -> (Edges<'_>, Edges<'_>) {
    let (mut forward, mut backward) = (Edges::new(), Edges::new());
    for shape in model.shapes().filter(|shape| holds_directly(shape)) {
        forward.entry(shape.id()).or_default();
        let targets = shape.members().iter().map(Member::target);
        for target in targets.filter(|id| model.get(id).is_some_and(holds_directly)) {
            forward.entry(shape.id()).or_default().push(target);
            backward.entry(target).or_default().push(shape.id());
        }
    }
    (forward, backward)
}

fn holds_directly(shape: &Shape) -> bool {
    matches!(shape.kind(), ShapeKind::Structure(_) | ShapeKind::Union(_))
}
