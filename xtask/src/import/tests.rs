use std::fs;

use super::*;

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
    "a#S": {"type": "service", "version": "2020-01-01", "operations": [{"target": "a#List"}, {"target": "a#Walk"}],
        "traits": {"aws.api#service": {"sdkId": "Some Thing"}, "smithy.api#documentation": "gone"}},
    "a#List": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#Out"}, "traits": {
        "smithy.api#paginated": {"inputToken": "token", "outputToken": "token", "pageSize": "size"}}},
    "a#Walk": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#Out"}},
    "a#In": {"type": "structure", "members": {
        "token": {"target": "smithy.api#String"}, "size": {"target": "smithy.api#Integer"}}},
    "a#Out": {"type": "structure", "members": {
        "token": {"target": "smithy.api#String"}, "id": {"target": "smithy.api#String"},
        "items": {"target": "a#Items", "traits": {"smithy.api#required": {}}}}},
    "a#Items": {"type": "list", "member": {"target": "smithy.api#String"}}
}}"#;

const PAGINATORS: &str = r#"{"pagination": {"List": {"input_token": "token", "output_token": "token",
    "limit_key": "size", "result_key": "items", "non_aggregate_keys": ["id"]}}}"#;

const FOLDER: &str = "models/some-thing/2020-01-01";

struct Case {
    root: tempfile::TempDir,
}

impl Case {
    fn new() -> Case {
        Case {
            root: tempfile::tempdir().unwrap(),
        }
    }

    fn put(&self, name: &str, text: &str) {
        let folder = self.root.path().join(FOLDER);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.root.path().join(FOLDER).join(name)).unwrap()
    }

    fn import(&self, model: &str, paginators: Option<&str>) -> Result<Vec<String>, String> {
        let given = |name: &str, text: &str| Given {
            source: Source::new(name, text),
            sha256: "00ff".to_owned(),
        };
        let paginators = paginators.map(|text| given("p.json", text));
        let (files, _) = super::import(
            &given("m.json", model),
            paginators.as_ref(),
            self.root.path(),
        )
        .map_err(|failure| failure.to_string())?;
        let drifts = write(self.root.path(), &files).map_err(|failure| failure.to_string())?;
        Ok(drifts.into_keys().collect())
    }

    fn refused(&self, model: &str, paginators: Option<&str>) -> String {
        let names = |case: &Case| -> Vec<_> {
            let folder = fs::read_dir(case.root.path().join(FOLDER))
                .into_iter()
                .flatten();
            folder.map(|entry| entry.unwrap().file_name()).collect()
        };
        let before = names(self);
        let message = self.import(model, paginators).unwrap_err();
        assert_eq!(names(self), before, "nothing is written");
        message
    }
}

#[test]
fn a_second_run_writes_nothing() {
    let case = Case::new();
    let written = case.import(MODEL, Some(PAGINATORS)).unwrap();
    let names = ["README.md", "paginators.json", "some-thing.json"];
    assert_eq!(written, names.map(|name| format!("{FOLDER}/{name}")));
    assert_eq!(case.import(MODEL, Some(PAGINATORS)).unwrap(), [""; 0]);
    assert!(!case.get("some-thing.json").contains("gone"));
    assert!(
        case.get("README.md")
            .contains("| `paginators.json` | `p.json` | `00ff` |")
    );
    assert_eq!(
        case.import(MODEL, None).unwrap(),
        [""; 0],
        "what is known of the paginators stays"
    );
}

/// The model with a protocol, so that code can be made from it.
fn generated() -> String {
    MODEL.replace(
        "\"aws.api#service\"",
        "\"aws.protocols#awsJson1_1\": {}, \"aws.api#service\"",
    )
}

#[test]
fn what_changes_for_users_is_drafted_for_the_changelog() {
    let case = Case::new();
    let model = generated();
    case.import(&model, None).unwrap();
    let place = case.root.path().join("CHANGELOG.md");
    assert!(!place.exists(), "a first model has nothing to compare with");
    fs::write(&place, "# Changelog\n\n## Unreleased\n").unwrap();

    let newer = model.replace(
        "\"id\": {",
        "\"count\": {\"target\": \"smithy.api#Integer\"}, \"id\": {",
    );
    let written = case.import(&newer, None).unwrap();
    assert!(written.contains(&"CHANGELOG.md".to_owned()), "{written:?}");
    let text = fs::read_to_string(&place).unwrap();
    let expected = "### S\n\n\
        - `some_thing::list::ListResponse.count`: response member added: `Option<i32>`.\n\
        - `some_thing::walk::WalkResponse.count`: response member added: `Option<i32>`.\n";
    assert!(text.ends_with(expected), "{text}");
    assert_eq!(case.import(&newer, None).unwrap(), [""; 0]);
}

#[test]
fn overlays_may_be_written_for_the_new_model_before_it_is_taken_in() {
    let case = Case::new();
    case.import(&generated(), None).unwrap();
    case.put(
        "docs.json",
        r#"{"smithy": "2.0", "shapes": {
            "a#Out$count": {"type": "apply", "traits": {"smithy.api#documentation": "x"}}}}"#,
    );
    let newer = generated().replace(
        "\"id\": {",
        "\"count\": {\"target\": \"smithy.api#Integer\"}, \"id\": {",
    );
    let written = case.import(&newer, None).unwrap();
    assert!(written.contains(&"CHANGELOG.md".to_owned()), "{written:?}");
}

#[test]
fn what_only_we_know_is_kept_and_what_botocore_says_replaced() {
    let case = Case::new();
    case.put(
        "paginators.json",
        r#"{"smithy": "2.0", "shapes": {
            "a#List": {"type": "apply", "traits": {"codegen.pagination#paginated": {
                "defaultPageSize": 100, "items": "id", "moreResults": "id"}}},
            "a#Walk": {"type": "apply", "traits": {"codegen.pagination#paginated": {
                "inputToken": "token", "outputToken": "token", "items": "items"}}}}}"#,
    );
    case.import(MODEL, Some(PAGINATORS)).unwrap();
    let expected = r#"{"smithy": "2.0", "shapes": {
        "a#List": {"type": "apply", "traits": {"codegen.pagination#paginated": {
            "items": ["items"], "nonAggregate": ["id"], "defaultPageSize": 100}}},
        "a#Walk": {"type": "apply", "traits": {"codegen.pagination#paginated": {
            "inputToken": "token", "outputToken": "token", "items": "items"}}}}}"#;
    let tree = |text: &str| Node::parse(&Source::new("t", text)).unwrap();
    assert_eq!(tree(&case.get("paginators.json")), tree(expected));
}

#[test]
fn overlays_document_what_the_model_documents_itself() {
    let case = Case::new();
    let overlay = r#"{"smithy": "2.0", "shapes": {
        "a#S": {"type": "apply", "traits": {"smithy.api#documentation": "ours"}}}}"#;
    case.put("docs.json", overlay);
    case.import(MODEL, Some(PAGINATORS)).unwrap();
    assert!(!case.get("some-thing.json").contains("gone"));
    assert_eq!(case.get("docs.json"), overlay);
}

#[test]
fn mistakes_of_the_model_and_of_overlays_are_told_together() {
    let case = Case::new();
    case.put(
        "docs.json",
        r#"{"smithy": "2.0", "shapes": {
        "a#Out$gone": {"type": "apply", "traits": {"smithy.api#documentation": "x"}}}}"#,
    );
    let model = MODEL.replace("smithy.api#Integer", "a#Items");
    let model = model.replace(
        "\"a#Items\", \"traits\": {\"smithy.api#required\": {}}",
        "\"a#Itmes\"",
    );
    let message = case.refused(&model, None);
    for told in [
        "m.json:5:93: it cannot be paginated: the page size `size`",
        "m.json:11:29: there is no shape `a#Itmes`",
        "docs.json:2:9: traits are applied to the member `gone`",
    ] {
        assert!(message.contains(told), "{told}: {message}");
    }
}

#[test]
fn an_overlay_entry_that_applies_to_nothing_is_named() {
    let case = Case::new();
    case.put(
        "docs.json",
        r#"{"smithy": "2.0", "shapes": {
        "a#Out$gone": {"type": "apply", "traits": {"smithy.api#documentation": "x"}}}}"#,
    );
    let message = case.refused(MODEL, Some(PAGINATORS));
    assert!(
        message.contains(&format!("{FOLDER}/docs.json:2:9")),
        "{message}"
    );
    assert!(message.contains("`gone`"), "{message}");
}

#[test]
fn a_path_of_the_paginators_overlay_that_leads_nowhere_is_named() {
    let case = Case::new();
    case.import(MODEL, Some(PAGINATORS)).unwrap();
    let message = case.refused(&MODEL.replace("\"id\"", "\"key\""), None);
    assert!(message.contains("paginators.json"), "{message}");
    assert!(message.contains("has no `id`"), "{message}");
}

#[test]
fn an_overlay_entry_that_the_model_has_come_to_say_is_named() {
    let case = Case::new();
    case.put(
        "ours.json",
        r#"{"smithy": "2.0", "shapes": {
        "a#Out$items": {"type": "apply", "traits": {"smithy.api#required": {}}}}}"#,
    );
    let message = case.refused(MODEL, None);
    assert!(
        message.contains("ours.json:2:53: the model says `smithy.api#required` of `a#Out$items`"),
        "{message}"
    );
}

#[test]
fn what_the_model_has_come_to_say_of_pages_in_its_own_trait_is_named() {
    let case = Case::new();
    case.put(
        "paginators.json",
        r#"{"smithy": "2.0", "shapes": {
            "a#Walk": {"type": "apply", "traits": {"codegen.pagination#paginated": {
                "inputToken": "token", "outputToken": ["token"], "items": "items", "defaultPageSize": 5}}}}}"#,
    );
    case.import(MODEL, None).unwrap();
    let walk = "\"a#Walk\": {\"type\": \"operation\", ";
    let paged = format!(
        "{walk}\"traits\": {{\"smithy.api#paginated\": {{\"inputToken\": \"token\", \"outputToken\": \"token\"}}}}, "
    );
    let message = case.refused(&MODEL.replace(walk, &paged), None);
    for (part, named) in [
        ("inputToken", true),
        ("outputToken", true),
        ("items", false),
    ] {
        let text = format!("`smithy.api#paginated` of `a#Walk` says `{part}` itself");
        assert_eq!(message.contains(&text), named, "{message}");
    }
}

#[test]
fn what_has_become_of_another_type_is_named() {
    let case = Case::new();
    case.put(
        "docs.json",
        r#"{"smithy": "2.0", "shapes": {
            "a#Items": {"type": "apply", "traits": {"smithy.api#documentation": "x"}},
            "a#Out$items": {"type": "apply", "traits": {"smithy.api#documentation": "x"}},
            "a#Out$id": {"type": "apply", "traits": {"smithy.api#documentation": "x"}},
            "a#Out$token": {"type": "apply", "traits": {"smithy.api#documentation": "x"}}}}"#,
    );
    case.import(MODEL, None).unwrap();
    let newer = MODEL
        .replace(
            "\"member\": {\"target\": \"smithy.api#String\"",
            "\"member\": {\"target\": \"a#In\"",
        )
        .replace(
            "\"id\": {\"target\": \"smithy.api#String\"",
            "\"id\": {\"target\": \"smithy.api#Timestamp\"",
        );
    let message = case.refused(&newer, None);
    for told in [
        "docs.json:2:13: `a#Items` was a list of a string and is a list of the structure `In`: take the entry out",
        "docs.json:3:13: `a#Out$items` was a list of a string",
        "docs.json:4:13: `a#Out$id` was a string and is a timestamp",
    ] {
        assert!(message.contains(told), "{told}: {message}");
    }
    assert!(!message.contains("$token"), "{message}");
}

#[test]
fn what_the_service_no_longer_reaches_is_named() {
    let case = Case::new();
    case.put(
        "docs.json",
        r#"{"smithy": "2.0", "shapes": {
            "a#Walk": {"type": "apply", "traits": {"smithy.api#documentation": "x"}}}}"#,
    );
    let message = case.refused(&MODEL.replace(", {\"target\": \"a#Walk\"}", ""), None);
    assert!(
        message.contains("docs.json:2:13: `a#Walk` is no part of the service any more"),
        "{message}"
    );
}

#[test]
fn an_overlay_from_which_no_code_can_be_made_is_named() {
    let case = Case::new();
    case.put(
        "paginators.json",
        r#"{"smithy": "2.0", "shapes": {
            "a#List": {"type": "apply", "traits": {"codegen.pagination#paginated": {
                "items": "items", "identity": ["name"]}}}}}"#,
    );
    let message = case.refused(&generated(), None);
    assert!(message.contains("paginators.json:3:"), "{message}");
    assert!(message.contains("no item has a text `name`"), "{message}");
}

#[test]
fn a_paginator_of_an_unknown_operation_is_named() {
    let two = PAGINATORS.replace("\"List\"", "\"Mist\": {\"input_token\": \"a\"}, \"Lost\"");
    let model = MODEL.replace("\"outputToken\": \"token\"", "\"outputToken\": \"nothing\"");
    let message = Case::new().refused(&model, Some(&two));
    // Beside what is wrong with the model.
    for told in [
        "p.json:1:25: ",
        "`Mist`",
        "p.json:1:55: ",
        "`Lost`",
        "`nothing`",
    ] {
        assert!(message.contains(told), "{message}");
    }
}

#[test]
fn a_name_that_is_none_hides_no_other_mistake() {
    let model = MODEL
        .replace("Some Thing", "../up")
        .replace("smithy.api#Integer", "a#Nothing");
    let message = Case::new().refused(&model, None);
    assert!(message.contains("sdkId"), "{message}");
    assert!(
        message.contains("there is no shape `a#Nothing`"),
        "{message}"
    );
}

#[test]
fn no_name_leads_out_of_the_folder_of_models() {
    for evil in ["../../x", "", "/etc", "a/b", ".."] {
        let message = Case::new().refused(&MODEL.replace("Some Thing", evil), None);
        assert!(message.contains("sdkId"), "{message}");
    }
    let message = Case::new().refused(&MODEL.replace("2020-01-01", "../x"), None);
    assert!(message.contains("version"), "{message}");
}
