//! Tables, open enums and error descriptions.

use std::borrow::Cow;

use smithy_wire::schema::{Constraints, Kind, Member, Operation, Range, Service, Structure};
use smithy_wire::{ErrorMeta, MapKey, UnknownValue};

static NODE: Structure = Structure {
    name: "Node",
    members: &[Member {
        name: "next",
        kind: Kind::Structure(&NODE),
        required: false,
        sensitive: false,
    }],
};

static LIST: Operation = Operation {
    name: "ListNodes",
    input: &NODE,
    output: &NODE,
    errors: &[],
    paginated: None,
};

static SERVICE: Service = Service {
    name: "Nodes",
    version: "1",
    sdk_id: "N",
    target_prefix: "Nodes_1",
    operations: &[&LIST],
};

#[test]
fn a_structure_that_holds_itself_can_be_shown() {
    assert_eq!(format!("{NODE:?}"), r#"Node {"next"}"#);
    assert!(
        NODE.member("next").is_some_and(
            |member| matches!(member.kind, Kind::Structure(node) if node.name == "Node")
        )
    );
    assert!(SERVICE.operation("ListNodes").is_some());
    assert!(SERVICE.operation("listNodes").is_none());
}

#[test]
fn ranges_include_their_ends() {
    let range = Range {
        min: Some(1),
        max: Some(1000),
    };
    assert_eq!(
        [0, 1, 1000, 1001].map(|value| range.contains(value)),
        [false, true, true, false]
    );
    assert!(Range::NONE.contains(i64::MIN) && Range::NONE.contains(i64::MAX));
    assert_eq!(Constraints::NONE, Constraints::default());
}

#[test]
fn an_error_description_holds_what_it_was_given() {
    let meta = ErrorMeta::new(400)
        .with_code("A")
        .with_message("b")
        .with_request_id("c");
    assert_eq!(
        (
            meta.status(),
            meta.code(),
            meta.message(),
            meta.request_id()
        ),
        (400, Some("A"), Some("b"), Some("c"))
    );
    assert_eq!(ErrorMeta::default(), ErrorMeta::new(0));
}

#[test]
fn texts_of_keys_and_unknown_values_are_kept() {
    assert_eq!(String::from_key(Cow::Borrowed("k")).key(), "k");
    let unknown = UnknownValue::new("NEW");
    assert_eq!(
        (unknown.as_str(), unknown.to_string().as_str()),
        ("NEW", "NEW")
    );
}
