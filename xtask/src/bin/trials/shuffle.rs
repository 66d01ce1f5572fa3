//! The same model with its shapes and traits in another order.

use smithy_schema_json::{Node, NodeKind, Object, Source};

use crate::draws::Draws;

/// Shuffles the shapes, and the traits of every shape and member; members and what is inside of traits keep their order.
pub(crate) fn shuffled(source: &Source, draws: &mut Draws) -> Result<Source, String> {
    let root = Node::parse(source).map_err(|errors| errors.to_string())?;
    let text = reordered(&root, "", draws).to_string();
    Ok(Source::new(&source.name, text))
}

fn reordered(node: &Node, key: &str, draws: &mut Draws) -> Node {
    match node.kind() {
        NodeKind::Object(object) => {
            let mut entries: Vec<(&str, Node)> = Vec::with_capacity(object.len());
            for entry in object.iter() {
                let value = match key {
                    "traits" => entry.value().clone(),
                    _ => reordered(entry.value(), entry.key(), draws),
                };
                entries.push((entry.key(), value));
            }
            if matches!(key, "shapes" | "traits") {
                for last in (1..entries.len()).rev() {
                    entries.swap(last, draws.below(last + 1));
                }
            }
            Node::new(NodeKind::Object(entries.into_iter().collect::<Object>()))
        }
        _ => node.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_traits_move_and_nothing_else() {
        let text = r#"{"shapes":{"a":{"traits":{"t":{"x":1,"y":2},"u":1},"members":{"m":1,"n":2,"o":3}},"b":1,"c":1}}"#;
        let shuffle = |number| shuffled(&Source::new("m", text), &mut Draws::new(1, number));
        let texts: std::collections::BTreeSet<String> = (0..200)
            .map(|number| shuffle(number).unwrap().text)
            .collect();
        assert_eq!(
            texts.len(),
            12,
            "three shapes and two traits have 3! × 2! orders"
        );
        let plain = |text: &String| text.replace([' ', '\n'], "");
        let keeps = |text: &String| {
            plain(text).contains(r#""members":{"m":1,"n":2,"o":3}"#)
                && plain(text).contains(r#""t":{"x":1,"y":2}"#)
        };
        assert!(texts.iter().all(keeps));
    }
}
