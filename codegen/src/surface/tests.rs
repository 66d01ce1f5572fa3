use smithy_schema_json::{Source, read};

use crate::Plan;

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
    "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#List"}],
        "traits": {"aws.protocols#awsJson1_1": {}}},
    "a#List": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#Out"},
        "errors": [{"target": "a#Gone"}], "traits": {
        "smithy.api#paginated": {"inputToken": "token", "outputToken": "token", "pageSize": "size", "items": "items"}}},
    "a#In": {"type": "structure", "members": {
        "kind": {"target": "a#Kind", "traits": {"smithy.api#required": {}}},
        "token": {"target": "smithy.api#String"},
        "size": {"target": "smithy.api#Integer", "traits": {"smithy.api#range": {"min": 1, "max": 9}}}}},
    "a#Out": {"type": "structure", "members": {
        "token": {"target": "smithy.api#String"}, "items": {"target": "a#Items"}}},
    "a#Items": {"type": "list", "member": {"target": "smithy.api#String"}},
    "a#Kind": {"type": "enum", "members": {"OLD": {"target": "smithy.api#Unit", "traits": {
        "smithy.api#enumValue": "old"}}}},
    "a#Gone": {"type": "structure", "members": {"why": {"target": "smithy.api#String"}},
        "traits": {"smithy.api#error": "client"}}
}}"#;

#[test]
fn every_item_has_a_line() {
    let model = read(&[Source::new("m.json", MODEL)]).unwrap();
    let surface = crate::surface(&model, &Plan::new("lib-x")).unwrap();
    let expected = "\
lib_x [wire S 1]
lib_x::error::Gone [is Default + Eq + Hash + ReadJson]
lib_x::error::Gone.why: Option<String>
lib_x::list::List
lib_x::list::ListError::Gone: Gone
lib_x::list::ListRequest::new(kind: Kind) [is Eq + Hash + WriteJson]
lib_x::list::ListRequest.kind: Kind
lib_x::list::ListRequest.size: Option<i32> [range 1..=9]
lib_x::list::ListRequest.token: Option<String>
lib_x::list::ListResponse [is Default + Eq + Hash + ReadJson]
lib_x::list::ListResponse.items: Option<Vec<String>>
lib_x::list::ListResponse.token: Option<String>
lib_x::list::paginate [item String] [results items: String] [tokens token <- token] [page size size] [page size range 1..=9] [identity the item]
lib_x::types::Kind [is Eq + Hash + WriteJson] [order Old]
lib_x::types::Kind::Old
";
    assert_eq!(surface.to_string(), expected);
}
