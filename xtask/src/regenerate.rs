//! `regenerate`: models in, generated folders made to agree; with `--check`, only said where they do not.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};
use codegen::{Files, Generated, Plan};
use smithy_schema_json::Source;

use crate::failure::Failure;
use crate::guide;
use crate::partitions;
use crate::sync::{self, Drifts};
use crate::workspace::{self, relative};

pub(crate) fn command() -> Command {
    Command::new("regenerate")
        .about("Makes the generated crates agree with models/")
        .long_about(
            "Reads every model under models/ with its overlays and makes the src/generated/ folders agree: \
             writes what differs, deletes what does not belong there. The same goes for tests/generated/, with the models' examples. Beside them it writes GENERATED.md and, under \
             tests/surface/, the resolved services as text. It touches nothing else.\n\n\
             A second run writes nothing.",
        )
        .arg(
            Arg::new("check")
                .long("check")
                .action(ArgAction::SetTrue)
                .help("Write nothing; list what differs and end with 1 if anything does"),
        )
        .arg(
            Arg::new("undocumented")
                .long("undocumented")
                .action(ArgAction::SetTrue)
                .help("List the shapes and members whose documentation is made from their name"),
        )
}

/// What all models together make.
#[derive(Default)]
struct Wanted {
    folders: BTreeSet<String>,
    files: Files,
}

pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let mut wanted = Wanted::default();
    for model in workspace::models(root)? {
        let plan = Plan::new(service_name(&model)?);
        let generated = generate(root, &model, &plan)?;
        report(
            &model,
            root,
            &generated.made,
            arguments.get_flag("undocumented"),
        );
        wanted.folders.extend(plan.folders());
        wanted.folders.insert(tests_folder(plan.name()));
        wanted.files.extend(generated.made.files);
        wanted.files.extend(generated.tests);
        wanted.files.insert(
            format!("tests/surface/{}.ir.txt", service_name(&model)?),
            generated.resolved,
        );
    }
    partitions(root, &mut wanted)?;
    wanted.files.insert(guide::FILE.to_owned(), guide::page()?);
    let drifts = sync::plan(root, &wanted.folders, &wanted.files)?;
    if arguments.get_flag("check") {
        return Ok(check(&drifts, wanted.files.len()));
    }
    sync::apply(root, &wanted.folders, &wanted.files, &drifts)?;
    wrote(&drifts, wanted.files.len());
    Ok(ExitCode::SUCCESS)
}

/// The table of AWS's partitions, which the endpoint rules of every service ask.
fn partitions(root: &Path, wanted: &mut Wanted) -> Result<(), Failure> {
    let plan = Plan::new("");
    let source = workspace::source(&root.join(partitions::FILE), root)?;
    let refused = |errors| {
        Failure::new(format!(
            "{} is not understood\n\n{errors}",
            partitions::FILE
        ))
    };
    wanted.folders.insert(plan.runtime_folder());
    wanted
        .files
        .extend(codegen::generate_partitions(&source, &plan).map_err(refused)?);
    Ok(())
}

/// `models/ecr/2015-09-21` is the service `ecr`, and its crates are named after it.
fn service_name(model: &Path) -> Result<String, Failure> {
    let name = model.parent().and_then(Path::file_name);
    name.and_then(|name| name.to_str())
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("{} is not models/SERVICE/VERSION", model.display())))
}

/// Where the model's examples are, as tests; a file beside the folder takes them in.
fn tests_folder(name: &str) -> String {
    format!("crates/{name}/tests/generated")
}

/// The tests, each in that folder.
fn in_folder(tests: Files, name: &str) -> Files {
    let folder = tests_folder(name);
    let moved = tests.into_iter().map(|(path, text)| {
        let file = path.rsplit('/').next().unwrap_or_default();
        (format!("{folder}/{file}"), text)
    });
    moved.collect()
}

/// What one model makes.
struct Made {
    made: Generated,
    tests: Files,
    resolved: String,
}

fn generate(root: &Path, model: &Path, plan: &Plan) -> Result<Made, Failure> {
    let files = workspace::json_files(model)?;
    let sources = files.iter().map(|path| workspace::source(path, root));
    let sources: Vec<Source> = sources.collect::<Result<_, _>>()?;
    let refused = |errors: &dyn std::fmt::Display| {
        let place = relative(model, root);
        Failure::new(format!(
            "{place} cannot be generated; nothing was written\n\n{errors}"
        ))
    };
    let model = codegen::read(&sources, plan).map_err(|mistakes| refused(&mistakes))?;
    let tests = codegen::generate_tests(&model, plan).map_err(|errors| refused(&errors))?;
    Ok(Made {
        tests: in_folder(tests, plan.name()),
        made: codegen::generate(&model, plan).map_err(|errors| refused(&errors))?,
        resolved: codegen::resolved(&model, plan).map_err(|errors| refused(&errors))?,
    })
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn report(model: &Path, root: &Path, generated: &Generated, list_undocumented: bool) {
    println!("{}: {}", relative(model, root), generated.summary());
    for skipped in &generated.skipped {
        println!("  skipped {}: {}", skipped.shape, skipped.reason);
    }
    println!("  {}", generated.coverage);
    if list_undocumented {
        for item in generated.coverage.undocumented() {
            println!("  undocumented {item}");
        }
    }
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn list(drifts: &Drifts) {
    for (path, drift) in drifts {
        println!("{drift:8} {path}");
    }
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn check(drifts: &Drifts, files: usize) -> ExitCode {
    list(drifts);
    if drifts.is_empty() {
        println!("{files} generated files agree with the models");
        return ExitCode::SUCCESS;
    }
    println!(
        "{} of the generated files differ from what the models make; `cargo xtask regenerate` repairs them",
        drifts.len()
    );
    ExitCode::FAILURE
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn wrote(drifts: &Drifts, files: usize) {
    list(drifts);
    println!("{} of {files} files written or deleted", drifts.len());
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const FOLDER: &str = "models/library/2026-01-01";

    /// Each by its line in the file, what is said of it, and the remedy.
    const MISTAKES: [(&str, &str, &str); 10] = [
        (
            ":7:",
            "there is no shape `com.example#Brun`",
            "did you mean `com.example#Burn`?",
        ),
        (
            ":15:",
            "`com.example#Book` cannot be an error",
            "put `\"smithy.api#error\": \"client\"` on",
        ),
        (":22:", "`min` is larger than `max`", "exchange the two"),
        (
            ":23:",
            "there is no shape `smithy.api#Strnig`",
            "did you mean `smithy.api#String`?",
        ),
        (
            ":31:",
            "the member `count` has no `target`",
            "add `\"target\": …`",
        ),
        (
            ":34:",
            "the list `com.example#Books` has no `member`",
            "add `\"member\":",
        ),
        (
            ":39:",
            "there is no shape type `strnig`",
            "did you mean `string`?",
        ),
        (
            ":40:",
            "`com.example#Long Name` is no id of a shape",
            "use letters, digits and `_` only",
        ),
        (
            ":41:",
            "the enum `com.example#Empty` has no members",
            "add its members, or make it a string",
        ),
        (
            ":42:",
            "traits are applied to `com.example#Gone`",
            "take the entry out",
        ),
    ];

    #[test]
    fn ten_mistakes_are_told_in_one_run_and_nothing_is_written() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(FOLDER);
        fs::create_dir_all(&folder).unwrap();
        fs::write(
            folder.join("library.json"),
            include_str!("regenerate/mistakes.json"),
        )
        .unwrap();

        let arguments = command().get_matches_from(["regenerate"]);
        let message = run(&arguments, root.path()).unwrap_err().to_string();
        assert!(message.ends_with("\n10 errors"), "{message}");
        let blocks: Vec<&str> = message.split("\n\n").collect();
        for (line, what, remedy) in MISTAKES {
            let place = format!("{FOLDER}/library.json{line}");
            let told = |block: &&&str| {
                block.starts_with(&place) && block.contains(what) && block.contains(remedy)
            };
            assert_eq!(blocks.iter().filter(told).count(), 1, "{what}: {message}");
        }
        let left: Vec<_> = fs::read_dir(root.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["models"], "nothing is written");
    }
}
