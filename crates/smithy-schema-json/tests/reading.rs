//! What a model is once it is read.

#![expect(clippy::panic, reason = "helpers of tests")]

use smithy_schema_json::{
    Deprecated, Error, ErrorSide, Length, Member, Model, Protocol, Shape, ShapeKind, Source,
    TimestampFormat, read,
};

fn store() -> Model {
    let sources = [
        Source::new("store.json", include_str!("models/store.json")),
        Source::new("ours.json", include_str!("models/ours.json")),
    ];
    read(&sources).unwrap_or_else(|errors| panic!("{errors}"))
}

fn shape<'m>(model: &'m Model, name: &str) -> &'m Shape {
    model
        .shape(&format!("com.example#{name}"))
        .unwrap_or_else(|| panic!("no {name}"))
}

fn member<'m>(model: &'m Model, owner: &str, name: &str) -> &'m Member {
    shape(model, owner)
        .member(name)
        .unwrap_or_else(|| panic!("no {name}"))
}

fn one(text: &str) -> Model {
    read(&[Source::new("one.json", text)]).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn members_keep_their_order_and_mixins_come_first() {
    let model = store();
    let names: Vec<&str> = shape(&model, "Image")
        .members()
        .iter()
        .map(Member::name)
        .collect();
    assert_eq!(names, ["name", "secret", "tag", "children"]);
    let name = member(&model, "Image", "name");
    assert_eq!(name.id().as_str(), "com.example#Image$name");
    assert_eq!(
        name.traits().documentation(),
        Some("The image's name."),
        "an apply stands over a mixin"
    );
    assert_eq!(
        member(&model, "Named", "name").traits().documentation(),
        Some("Its name.")
    );
    assert_eq!(
        shape(&model, "Image").traits().documentation(),
        Some("Something named.")
    );
    assert!(!shape(&model, "Image").traits().mixin());
}

#[test]
fn shapes_are_sorted_and_the_prelude_is_not_among_them() {
    let model = store();
    let ids: Vec<&str> = model.shapes().map(|shape| shape.id().as_str()).collect();
    assert!(ids.is_sorted());
    assert!(ids.iter().all(|id| !id.starts_with("smithy.api#")));
    assert!(matches!(
        model.shape("smithy.api#Long").unwrap().kind(),
        ShapeKind::Long
    ));
}

#[test]
fn a_closure_goes_through_resources_and_leaves_out_what_is_alone() {
    let model = store();
    let closure = model.closure(model.service().unwrap());
    let names = |shapes: &[&Shape]| -> Vec<String> {
        shapes
            .iter()
            .map(|shape| shape.id().name().to_owned())
            .collect()
    };
    let operations = [
        "CreateRepository",
        "GetRepository",
        "ListImages",
        "ListRepositories",
        "PutPolicy",
    ];
    assert_eq!(names(&closure.operations), operations);
    assert_eq!(names(&closure.resources), ["Policy", "Repository"]);
    let shapes = names(&closure.shapes);
    assert!(
        shapes.contains(&"Throttled".to_owned()),
        "errors of the service"
    );
    assert!(shapes.contains(&"Tag".to_owned()), "other namespaces");
    assert!(!shapes.contains(&"Alone".to_owned()));
    assert!(
        !shapes.contains(&"Named".to_owned()),
        "a mixin is no shape of the service"
    );
}

#[test]
fn an_operation_without_input_or_output_has_the_unit() {
    let model = store();
    let operation = shape(&model, "ListRepositories").as_operation().unwrap();
    assert!(operation.input.is_unit() && operation.output.is_unit());
    assert!(model.get(&operation.input).unwrap().members().is_empty());
}

#[test]
fn pagination_is_put_together_from_service_operation_and_overlay() {
    let model = store();
    let found = model
        .pagination(model.service(), shape(&model, "ListImages"))
        .unwrap();
    assert_eq!(found.input_tokens, ["nextToken"]);
    assert_eq!(found.page_size.as_deref(), Some("maxResults"));
    assert_eq!(found.items, ["page.images"]);
    assert_eq!(found.excludes, ["repositoryName"]);
    assert_eq!(found.default_page_size, Some(25));
    assert_eq!(
        model.pagination(model.service(), shape(&model, "ListRepositories")),
        None
    );
    assert_eq!(
        model.pagination(None, shape(&model, "ListImages")),
        None,
        "the tokens are the service's"
    );
}

#[test]
fn known_traits_have_types_and_unknown_ones_are_kept() {
    let model = store();
    let service = model.service().unwrap();
    assert_eq!(
        service.traits().aws_service().unwrap().sdk_id,
        "Image Store"
    );
    assert_eq!(service.traits().sigv4(), Some("store"));
    assert_eq!(service.traits().protocols(), [Protocol::AwsJson1_1]);
    assert_eq!(
        service.traits().xml_namespace().unwrap().uri,
        "http://example.com/store"
    );
    assert!(service.traits().endpoint_rule_set().is_some());
    assert_eq!(service.as_service().unwrap().rename[0].name, "OtherTag");

    assert_eq!(
        shape(&model, "Name").traits().length(),
        Some(Length {
            min: Some(2),
            max: Some(256)
        })
    );
    assert_eq!(shape(&model, "Name").traits().pattern(), Some("^[a-z]+$"));
    let range = shape(&model, "MaxResults").traits().range().unwrap();
    assert_eq!(
        (range.min.unwrap().as_i64(), range.max.unwrap().as_i64()),
        (Some(1), Some(1000))
    );
    assert!(shape(&model, "Secret").traits().sensitive());
    assert!(shape(&model, "LabelMap").traits().sparse());
    assert_eq!(
        shape(&model, "NotFound").traits().error(),
        Some(ErrorSide::Client)
    );
    assert_eq!(shape(&model, "NotFound").traits().http_error(), Some(404));
    assert_eq!(
        shape(&model, "Throttled").traits().error(),
        Some(ErrorSide::Server)
    );
    assert_eq!(
        shape(&model, "PutPolicy").traits().host_prefix(),
        Some("policy.")
    );
    assert!(shape(&model, "ListImages").traits().waitable().is_some());

    assert!(
        member(&model, "ListImagesInput", "repositoryName")
            .traits()
            .required()
    );
    assert!(
        member(&model, "CreateInput", "clientToken")
            .traits()
            .idempotency_token()
    );
    assert_eq!(
        member(&model, "CreateInput", "mutable")
            .traits()
            .default_value()
            .unwrap()
            .as_bool(),
        Some(false)
    );
    assert_eq!(
        member(&model, "Image", "tag").traits().json_name(),
        Some("Tag")
    );
    let deprecated = member(&model, "Image", "children").traits().deprecated();
    assert_eq!(
        deprecated,
        Some(Deprecated {
            message: None,
            since: Some("1.2".to_owned())
        })
    );
    let format = member(&model, "Everything", "when")
        .traits()
        .timestamp_format();
    assert_eq!(format, Some(TimestampFormat::DateTime));

    let ours = shape(&model, "Image")
        .traits()
        .get("com.example#ours")
        .unwrap();
    assert_eq!(ours.to_string(), "[\n  1,\n  2.50,\n  null\n]");
}

#[test]
fn enums_have_texts_and_numbers() {
    let model = store();
    let texts: Vec<&str> = shape(&model, "Color")
        .members()
        .iter()
        .map(Member::enum_text)
        .collect();
    assert_eq!(texts, ["RED", "dark-red"]);
    assert_eq!(member(&model, "Level", "LOW").enum_number(), Some(1));
}

#[test]
fn spans_lead_back_to_the_text() {
    let model = store();
    let place = model.locate(member(&model, "Image", "tag").target_span());
    assert_eq!(place.file(), "store.json");
    assert_eq!(
        place.path(),
        r#"$.shapes["com.example#Image"].members.tag.target"#
    );
    let line = include_str!("models/store.json")
        .lines()
        .nth(place.line() as usize - 1)
        .unwrap();
    let at: String = line.chars().skip(place.column() as usize - 1).collect();
    assert!(at.starts_with("\"com.other#Tag\""), "{at}");
    let ours = shape(&model, "Image")
        .traits()
        .find("com.example#ours")
        .unwrap();
    assert_eq!(model.locate(ours.span()).file(), "ours.json");
}

#[test]
fn metadata_lists_are_joined_and_equal_shapes_are_one() {
    let model = store();
    assert_eq!(
        model
            .metadata()
            .get("suppressions")
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(model.metadata().get("ours").unwrap().as_bool(), Some(true));
    assert_eq!(
        model
            .shapes()
            .filter(|shape| shape.id().name() == "Alone")
            .count(),
        1
    );
}

#[test]
fn what_means_nothing_is_a_warning() {
    let model = one(
        r#"{"smithy": "2", "shapes": {"a#S": {"type": "structure", "membres": {}}}, "more": 1}"#,
    );
    let warnings: Vec<&str> = model.warnings().iter().map(Error::message).collect();
    assert_eq!(
        warnings,
        [
            "`membres` means nothing in a structure",
            "`more` means nothing in a model"
        ]
    );
    assert_eq!(model.warnings()[0].remedy(), "did you mean `members`?");
}

#[test]
fn models_of_1_0_come_out_as_2_0() {
    let model = one(r#"{"smithy": "1.0", "shapes": {
            "a#Set": {"type": "set", "member": {"target": "smithy.api#String"}},
            "a#Named": {"type": "string", "traits": {"smithy.api#enum": [
                {"value": "in-progress", "name": "IN_PROGRESS", "documentation": "x"}, {"value": "done"}]}},
            "a#Free": {"type": "string", "traits": {"smithy.api#enum": [{"value": "2 legs"}]}},
            "a#Boxed": {"type": "integer", "traits": {"smithy.api#box": {}, "smithy.api#deprecated": null}}}}"#);
    let set = model.shape("a#Set").unwrap();
    assert!(matches!(set.kind(), ShapeKind::List(_)));
    assert!(set.traits().unique_items());
    let members = model.shape("a#Named").unwrap().members();
    let texts: Vec<(&str, &str)> = members
        .iter()
        .map(|member| (member.name(), member.enum_text()))
        .collect();
    assert_eq!(texts, [("IN_PROGRESS", "in-progress"), ("done", "done")]);
    assert_eq!(members[0].traits().documentation(), Some("x"));
    let free = model.shape("a#Free").unwrap();
    assert!(
        matches!(free.kind(), ShapeKind::String),
        "no text that makes a name: the trait stays"
    );
    assert!(free.traits().has("smithy.api#enum"));
    assert!(model.shape("a#Boxed").unwrap().traits().boxed());
}

#[test]
fn mixins_of_services_and_of_mixins() {
    let model = one(r#"{"smithy": "2.0", "shapes": {
            "a#Base": {"type": "service", "version": "1", "errors": [{"target": "a#E"}],
                "traits": {"smithy.api#mixin": {"localTraits": ["smithy.api#internal"]},
                    "smithy.api#internal": {}, "smithy.api#title": "Base"}},
            "a#Middle": {"type": "service", "mixins": [{"target": "a#Base"}], "traits": {"smithy.api#mixin": {}}},
            "a#Top": {"type": "service", "version": "2", "mixins": [{"target": "a#Middle"}]},
            "a#E": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}}}"#);
    let top = model.shape("a#Top").unwrap();
    assert_eq!(top.as_service().unwrap().version, "2");
    assert_eq!(top.as_service().unwrap().errors.len(), 1);
    assert_eq!(top.traits().title(), Some("Base"));
    assert!(
        !top.traits().has("smithy.api#internal"),
        "a local trait is not lent"
    );
    assert_eq!(
        model
            .shape("a#Middle")
            .unwrap()
            .as_service()
            .unwrap()
            .version,
        "1"
    );
}

#[test]
fn the_order_of_the_sources_changes_no_shape() {
    let store = Source::new("store.json", include_str!("models/store.json"));
    let ours = Source::new("ours.json", include_str!("models/ours.json"));
    let there = read(&[store.clone(), ours.clone()]).unwrap();
    let back = read(&[ours, store]).unwrap();
    let listed = |model: &Model| -> Vec<String> {
        model
            .shapes()
            .map(|shape| {
                format!(
                    "{} {:?} {}",
                    shape.id(),
                    shape.kind().name(),
                    shape.traits().iter().count()
                )
            })
            .collect()
    };
    assert_eq!(listed(&there), listed(&back));
}

#[test]
fn traits_alone_under_an_id_are_an_apply_in_the_oldest_models() {
    let text = r#"{"smithy": "1.0", "shapes": {
        "a#Names": {"type": "list", "member": {"target": "smithy.api#String"}},
        "a#Names$member": {"smithy.api#documentation": "A name."}
    }}"#;
    let model = one(text);
    let traits = model.shape("a#Names").unwrap().members()[0].traits();
    assert_eq!(traits.documentation(), Some("A name."));
    let newer = text.replace("1.0", "2.0");
    assert!(read(&[Source::new("newer.json", newer)]).is_err());
}

#[test]
fn numbers_of_any_size_keep_their_digits() {
    let model = one(
        r#"{"smithy": "2.0", "shapes": {"a#Big": {"type": "bigDecimal",
            "traits": {"a#limit": 1.7976931348623157E+309}}}}"#,
    );
    let limit = model.shape("a#Big").unwrap().traits().get("a#limit");
    let digits = limit.unwrap().as_number().unwrap().as_str();
    assert_eq!(digits, "1.7976931348623157E+309");
}
