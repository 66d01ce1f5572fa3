//! A test a fixture: the files worth reading as snapshots, and everything that was left out.
//!
//! `fixtures/README.md` says how a fixture is laid out; `compile.rs` compiles all of them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test"
)]

mod support;

use codegen::{Plan, generate, generate_endpoint, generate_partitions, generate_workspace};
use smithy_schema_json::Source;

use support::{fixture, model};

/// Generates a fixture and compares the named files, and the list of what was skipped.
fn check(case: &str, files: &[&str]) {
    let text = fixture(&format!("{case}/model.json"));
    let generated =
        generate(&model(case, text), &Plan::new(case)).unwrap_or_else(|errors| panic!("{errors}"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("fixtures/{case}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for file in files {
            let path = match file.strip_prefix("facade/") {
                Some(file) => format!("crates/{case}/src/generated/{file}"),
                None => format!("crates/{case}-{}", file.replacen('/', "/src/generated/", 1)),
            };
            let text = generated
                .files
                .get(&path)
                .unwrap_or_else(|| panic!("no file {path}"));
            insta::assert_snapshot!(file.replace('/', "_"), text);
        }
        let skipped: Vec<String> = generated
            .skipped
            .iter()
            .map(|skipped| format!("{}: {}", skipped.shape, skipped.reason))
            .collect();
        insta::assert_snapshot!(
            "skipped",
            format!("{}\n{}", generated.coverage, skipped.join("\n"))
        );
    });
}

#[test]
fn calls() {
    check(
        "calls",
        &[
            "request/lend_book.rs",
            "response/lend_book.rs",
            "paginator/scan_shelf.rs",
            "types/end.rs",
        ],
    );
}

#[test]
fn corners() {
    check("corners", &["types/option.rs", "request/input.rs"]);
}

#[test]
fn structures() {
    check(
        "structures",
        &[
            "types/book.rs",
            "request/put_book.rs",
            "schema/types/book.rs",
        ],
    );
}

#[test]
fn enums() {
    check(
        "enums",
        &["types/state.rs", "types/grade.rs", "schema/types/grade.rs"],
    );
}

#[test]
fn sensitive() {
    check("sensitive", &["types/session.rs", "request/login.rs"]);
}

#[test]
fn pagination() {
    check(
        "pagination",
        &[
            "paginator/list_books.rs",
            "paginator/list_loans.rs",
            "paginator/list_odd.rs",
            "paginator/list_prices.rs",
            "paginator/list_shelves.rs",
        ],
    );
}

#[test]
fn names() {
    check(
        "names",
        &[
            "types/mod.rs",
            "request/types_.rs",
            "response/types_.rs",
            "response/error/error_.rs",
        ],
    );
}

#[test]
fn items() {
    check("items", &["paginator/query.rs", "types/attribute_value.rs"]);
}

#[test]
fn waits() {
    check("waits", &["facade/describe_services.rs"]);
}

#[test]
fn bodies() {
    check("bodies", &["request/scan.rs"]);
}

#[test]
fn unions() {
    check("unions", &["types/place.rs"]);
}

#[test]
fn operations() {
    check(
        "operations",
        &[
            "request/rename.rs",
            "response/get_shelf.rs",
            "response/error/not_found.rs",
        ],
    );
}

#[test]
fn endpoints() {
    check(
        "endpoints",
        &[
            "endpoint/params.rs",
            "endpoint/rules.rs",
            "endpoint/operations.rs",
            "endpoint/tests.rs",
        ],
    );
}

/// Each model under `fixtures/errors` is refused, with the message beside it.
#[test]
fn errors() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("fixtures/errors");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let names = support::names("errors", "json");
    assert!(names.len() >= 7, "only {names:?}");
    for name in names {
        let text = fixture(&format!("errors/{name}.json"));
        let Err(errors) = generate(&model(&name, text), &Plan::new("library")) else {
            panic!("{name} was not refused");
        };
        settings.bind(|| insta::assert_snapshot!(name.as_str(), errors.to_string()));
    }
}

/// Where a model has several services, the plan says which one is meant.
#[test]
fn a_service_can_be_chosen() {
    let model = model("two-services", fixture("errors/two-services.json"));
    let plan = |id: &str| Plan::new("library").with_service(id).with_folder("out");
    let generated = generate(&model, &plan("com.example#Library")).expect("it is there");
    assert_eq!(generated.counts.operations, 1);
    assert!(
        generated
            .files
            .keys()
            .all(|path| path.starts_with("out/library"))
    );
    let another = "com.example#Archive: another service";
    let skipped = generated
        .skipped
        .iter()
        .map(|skipped| format!("{}: {}", skipped.shape, skipped.reason));
    assert!(skipped.collect::<Vec<_>>().contains(&another.to_owned()));
    let errors = generate(&model, &plan("com.example#Books")).expect_err("it is no service");
    let expected = "the model has no such service
  shape:    com.example#Books
  remedy:   name one of these: `com.example#Archive`, `com.example#Library`

1 error";
    assert_eq!(errors.to_string(), expected);
}

/// A workspace of crates with nothing in them is none.
#[test]
fn a_service_of_streams_alone_is_refused() {
    let text = r#"{"smithy": "2.0", "shapes": {
        "com.example#Library": {
            "type": "service", "version": "1", "operations": [{"target": "com.example#Watch"}],
            "traits": {"aws.protocols#awsJson1_1": {}}
        },
        "com.example#Watch": {"type": "operation", "output": {"target": "com.example#Events"}},
        "com.example#Events": {"type": "structure", "members": {"film": {"target": "com.example#Film"}}},
        "com.example#Film": {"type": "blob", "traits": {"smithy.api#streaming": {}}}
    }}"#;
    let model = model("streams", text.to_owned());
    let errors = generate_workspace(&model, &Plan::new("library"));
    let text = errors.expect_err("there is nothing to call").to_string();
    assert!(
        text.starts_with(
            "model.json:2:9: no operation is left: `com.example#Events$film` is a stream"
        ),
        "{text}"
    );
}

/// A decision diagram without a rule set is not read, and not lost without a word either.
#[test]
fn a_decision_diagram_alone_is_listed_as_left_out() {
    let rules = fixture("endpoints/model.json");
    let diagram = rules.replace("smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd");
    let endpoint = |text: String| {
        let generated = generate(&model("endpoints", text), &Plan::new("library"));
        let generated = generated.unwrap_or_else(|errors| panic!("{errors}"));
        let files = generated.files.keys();
        let files = files
            .filter(|path| path.contains("library-endpoint"))
            .count();
        let reasons = generated.skipped.iter();
        let reasons = reasons.map(|skipped| skipped.reason.to_string());
        (files, reasons.collect::<String>())
    };
    assert_eq!(endpoint(rules), (5, String::new()));
    let (files, reasons) = endpoint(diagram);
    assert_eq!(files, 0);
    assert!(
        reasons.contains("decision diagrams are not read"),
        "{reasons}"
    );
}

/// The endpoint crate alone is what all crates together have of it, and needs no protocol.
#[test]
fn endpoint_rules_need_no_protocol() {
    let text = fixture("endpoints/model.json");
    let plan = Plan::new("library");
    let together = generate(&model("endpoints", text.clone()), &plan);
    let mut together = together.unwrap_or_else(|errors| panic!("{errors}")).files;
    together.retain(|path, _| path.contains("library-endpoint"));
    let other = text.replace("aws.protocols#awsJson1_1", "aws.protocols#restXml");
    let alone = generate_endpoint(&model("endpoints", other), &plan);
    assert_eq!(alone.unwrap_or_else(|errors| panic!("{errors}")), together);
}

/// What the table of partitions has no place for is refused, with its place.
#[test]
fn partitions_are_read_whole_or_not_at_all() {
    let text = |regex: &str, region: &str| {
        let outputs = r#"{"dnsSuffix": "a", "dualStackDnsSuffix": "b", "supportsFIPS": true, "supportsDualStack": false, "implicitGlobalRegion": "r"}"#;
        format!(
            r#"{{"partitions": [{{"id": "p", "outputs": {outputs}, "regionRegex": "{regex}", "regions": {{"r": {region}}}}}]}}"#
        )
    };
    let read =
        |text: String| generate_partitions(&Source::new("p.json", text), &Plan::new("library"));
    let files =
        read(text(r"^(us|eu)\\-\\w+\\-\\d+$", "{}")).unwrap_or_else(|errors| panic!("{errors}"));
    let table = &files["crates/smithy-endpoint/src/generated/partitions.rs"];
    assert!(table.contains(r#"Piece::OneOf(&["us", "eu"])"#), "{table}");
    for (text, message) in [
        (
            text("^us.*$", "{}"),
            "the pattern `^us.*$` is none of hyphens",
        ),
        (
            text("^us$", r#"{"dnsSuffix": "c"}"#),
            "a region differs from its partition",
        ),
        (
            r#"{"partitions": []}"#.to_owned(),
            "there are no partitions",
        ),
    ] {
        let errors = read(text).expect_err(message).to_string();
        assert!(
            errors.contains(message) && errors.starts_with("p.json:1:"),
            "{errors}"
        );
    }
}
