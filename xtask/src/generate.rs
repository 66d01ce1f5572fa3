//! `cargo xtask generate`: a workspace of crates for any supported service, made of its published model.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use codegen::{Counts, Files, Plan, Skipped};
use smithy_schema_json::{Model, Source};

use crate::failure::Failure;
use crate::import::paged;
use crate::sync;
use crate::workspace::text;

/// What headers name as the way to make the files again.
const COMMAND: &str = "cargo xtask generate";

const UNNAMED: &str =
    "the crate needs a name of letters, digits and `-`, a letter first: give one with `--name`";

/// The folder of the crates below that of the workspace.
const CRATES: &str = "crates";

pub(crate) fn command() -> Command {
    let path = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .value_parser(ValueParser::path_buf())
            .help(help)
    };
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Command::new("generate")
        .about("Makes a workspace of crates for any service that speaks awsJson, from its published model")
        .long_about(
            "Reads a Smithy model in its JSON form, with overlays of `apply` statements, and writes a workspace of \
             its own: types, requests, responses, paginators, tables, endpoint rules, and a facade with clients. \
             The crates depend on the runtime crates beside this program, by path.\n\n\
             What is not generated is listed with the reason. The folder `crates` of the workspace belongs to the \
             generator whole; a second run writes nothing.\n\n\
             A model says less of pages than botocore does: not which member says that more follows, no second list of \
             items, nothing that is the same on each page, and for some operations no items. With --paginators the \
             listings are botocore's.",
        )
        .arg(path("model", "FILE", "The service's model").required(true))
        .arg(path("overlay", "FILE", "A file of `apply` statements").action(ArgAction::Append))
        .arg(path(
            "paginators",
            "FILE",
            "botocore's paginators-1.json of the same service: what it says of pages beyond the model",
        ))
        .arg(path("out", "DIR", "The folder of the workspace").required(true))
        .arg(
            Arg::new("name")
                .long("name")
                .value_name("NAME")
                .help("The name of the facade's crate; the service's name for SDKs unless given"),
        )
        .arg(
            Arg::new("service")
                .long("service")
                .value_name("ID")
                .help("The service's shape id, where the model has several"),
        )
        .arg(flag("single-crate", "One crate, with a module for each of the crates"))
        .arg(flag("types-only", "Types and paginators alone, whatever protocol the service speaks"))
}

pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let order = order(arguments)?;
    let made = make(&order, root)?;
    report(&made, &order.out);
    Ok(ExitCode::SUCCESS)
}

/// What is to be made, of what, and where.
pub(crate) struct Order {
    sources: Vec<PathBuf>,
    paginators: Option<PathBuf>,
    pub(crate) out: PathBuf,
    name: Option<String>,
    service: Option<String>,
    pub(crate) single_crate: bool,
    pub(crate) types_only: bool,
}

/// What was made.
pub(crate) struct Made {
    /// The name of the facade's crate.
    name: String,
    /// How many shapes the model has.
    pub(crate) shapes: usize,
    /// What there is.
    pub(crate) counts: Counts,
    coverage: String,
    /// What of the model is not there, each with the reason.
    pub(crate) skipped: Vec<Skipped>,
    /// The model has tests of its protocol, which became those of the facade.
    pub(crate) has_cases: bool,
    /// The model has examples, which became tests of the facade.
    pub(crate) has_examples: bool,
    files: usize,
    written: usize,
}

impl Order {
    /// All crates of the model's one service.
    pub(crate) fn new(model: &Path, out: &Path) -> Order {
        Order {
            sources: vec![model.to_owned()],
            paginators: None,
            out: out.to_owned(),
            name: None,
            service: None,
            single_crate: false,
            types_only: false,
        }
    }
}

fn order(arguments: &ArgMatches) -> Result<Order, Failure> {
    let paths = |name: &str| {
        let found = arguments.get_many::<PathBuf>(name);
        found.into_iter().flatten().cloned()
    };
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    Ok(Order {
        sources: paths("model").chain(paths("overlay")).collect(),
        paginators: paths("paginators").next(),
        out: paths("out")
            .next()
            .ok_or_else(|| Failure::new("say where to with `--out DIR`"))?,
        name: text("name"),
        service: text("service"),
        single_crate: arguments.get_flag("single-crate"),
        types_only: arguments.get_flag("types-only"),
    })
}

/// Makes the workspace of an order; what is there already is left alone.
pub(crate) fn make(order: &Order, root: &Path) -> Result<Made, Failure> {
    let (model, plan) = read(order, root)?;
    check_owned(&order.out)?;
    let generated = codegen::generate_workspace(&model, &plan);
    let generated = generated.map_err(|errors| refused(&errors))?;
    let written = write(&order.out, &generated.files)?;
    let has_tests = |name: &str| generated.files.keys().any(|path| path.ends_with(name));
    Ok(Made {
        name: plan.name().to_owned(),
        shapes: model.shapes().count(),
        counts: generated.counts,
        coverage: generated.coverage.to_string(),
        has_cases: has_tests("/tests/protocol.rs"),
        has_examples: has_tests("/tests/examples.rs"),
        skipped: generated.skipped,
        files: generated.files.len(),
        written,
    })
}

/// The files of an order.
pub(crate) fn sources(order: &Order) -> Result<Vec<Source>, Failure> {
    order.sources.iter().map(|path| source(path)).collect()
}

/// The model of an order and how it is generated; a failure tells everything that is wrong with it.
pub(crate) fn read(order: &Order, root: &Path) -> Result<(Model, Plan), Failure> {
    let mut sources = sources(order)?;
    let (partly, unread) = smithy_schema_json::read_partly(&sources);
    let name = name(order, &partly);
    let mut told = Vec::new();
    // Of a model that cannot be read whole it is not known what there is to page.
    if let (Some(path), None) = (&order.paginators, &unread) {
        let (overlay, wrong) = paginators(path, &partly, order.service.as_deref())?;
        sources.push(overlay);
        told.extend((!wrong.is_empty()).then(|| wrong.join("\n")));
    }
    // Without a name of its own, the model is still looked at.
    let plan = plan(order, name.as_deref().unwrap_or("service"), root);
    let model = codegen::read(&sources, &plan);
    told.extend(model.as_ref().err().map(ToString::to_string));
    // Where no service was found, that is why there is no name.
    let has_service = partly.services().next().is_some();
    if name.is_none() && (has_service || told.is_empty()) {
        told.push(UNNAMED.to_owned());
    }
    match model {
        Ok(model) if told.is_empty() => Ok((model, plan)),
        _ => Err(refused(&told.join("\n\n"))),
    }
}

/// What botocore says of pages beyond the model, as an overlay; also, what is wrong with that.
fn paginators(
    path: &Path,
    model: &Model,
    service: Option<&str>,
) -> Result<(Source, Vec<String>), Failure> {
    let given = source(path)?;
    let service = match service {
        Some(id) => model.shape(id),
        None => model.service(),
    };
    let name = format!("{} as an overlay", given.name);
    // Which service is meant is told with the model.
    let Some(service) = service else {
        return Ok((Source::new(name, paged::empty().to_string()), Vec::new()));
    };
    let (overlay, told) = paged::overlay(paged::empty(), &given, model, service);
    Ok((Source::new(name, overlay.to_string()), told))
}

fn source(path: &Path) -> Result<Source, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::disk("read", path, &error))?;
    let name = path.display().to_string();
    let text = text(bytes, &name)?;
    Ok(Source::new(name, text))
}

fn refused(errors: &dyn std::fmt::Display) -> Failure {
    Failure::new(format!(
        "the model cannot be generated; nothing was written\n\n{errors}"
    ))
}

/// The name of an order's facade, if it can have one.
pub(crate) fn name(order: &Order, model: &Model) -> Option<String> {
    match &order.name {
        Some(name) => crate_name(name),
        None => default_name(model, order.service.as_deref()),
    }
}

/// How the model of an order is generated, under a name.
pub(crate) fn plan(order: &Order, name: &str, root: &Path) -> Plan {
    let mut plan = Plan::new(name)
        .with_folder(CRATES)
        .with_command(COMMAND)
        .with_runtime(root.join("crates").display().to_string());
    if let Some(service) = &order.service {
        plan = plan.with_service(service);
    }
    if order.single_crate {
        plan = plan.with_single_crate();
    }
    if order.types_only {
        plan = plan.with_types_only();
    }
    plan
}

/// The name SDKs give the service, else that of its shape, in kebab case.
fn default_name(model: &Model, service: Option<&str>) -> Option<String> {
    let shape = match service {
        Some(id) => model.shape(id),
        None => model.services().next(),
    };
    let sdk_id = shape.and_then(|shape| shape.traits().aws_service());
    let name = sdk_id.map(|service| service.sdk_id);
    crate_name(&name.or_else(|| shape.map(|shape| shape.id().name().to_owned()))?)
}

/// Small letters, digits and single hyphens.
fn crate_name(name: &str) -> Option<String> {
    let letters = name.chars().map(|letter| match letter {
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        _ => ' ',
    });
    let words: String = letters.collect();
    let name = words.split_whitespace().collect::<Vec<_>>().join("-");
    name.starts_with(|first: char| first.is_ascii_lowercase())
        .then_some(name)
}

/// Files are deleted below the folder: it is new, empty, or one that this command wrote.
fn check_owned(out: &Path) -> Result<(), Failure> {
    let manifest = out.join("Cargo.toml");
    let ours = |text: String| text.starts_with(&format!("# @generated by `{COMMAND}`"));
    let is_ours = fs::read_to_string(&manifest).is_ok_and(ours);
    if is_ours || !(manifest.exists() || out.join(CRATES).exists()) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} holds something that `{COMMAND}` did not write: give an empty folder, or a new one",
        out.display()
    )))
}

fn write(out: &Path, files: &Files) -> Result<usize, Failure> {
    let folders = BTreeSet::from([CRATES.to_owned()]);
    let drifts = sync::plan(out, &folders, files)?;
    sync::apply(out, &folders, files, &drifts)?;
    Ok(drifts.len())
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn report(made: &Made, out: &Path) {
    println!("{}: {}", made.name, made.counts);
    for skipped in &made.skipped {
        println!("  skipped {}: {}", skipped.shape, skipped.reason);
    }
    println!("  {}", made.coverage);
    println!(
        "{} of {} files written or deleted in {}",
        made.written,
        made.files,
        out.display()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = include_str!("guide/model.json");

    fn made(out: &Path, model: &str, change: impl Fn(&mut Order)) -> Result<Made, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("model.json");
        fs::write(&file, model).unwrap();
        let mut order = Order::new(&file, out);
        change(&mut order);
        make(&order, Path::new("/runtime"))
    }

    #[test]
    fn a_second_run_writes_nothing_and_other_folders_are_left_alone() {
        let out = tempfile::tempdir().unwrap();
        let first = made(out.path(), MODEL, |_| {}).unwrap();
        assert!(first.written == first.files && first.files > 10);
        assert_eq!(made(out.path(), MODEL, |_| {}).unwrap().written, 0);

        let own = tempfile::tempdir().unwrap();
        fs::create_dir(own.path().join(CRATES)).unwrap();
        let Err(refused) = made(own.path(), MODEL, |_| {}) else {
            panic!("a folder of somebody else was taken");
        };
        assert!(
            refused.to_string().contains("give an empty folder"),
            "{refused}"
        );
    }

    #[test]
    fn one_crate_has_a_module_for_each_of_the_others() {
        let out = tempfile::tempdir().unwrap();
        let made = made(out.path(), MODEL, |order| order.single_crate = true).unwrap();
        let krate = out.path().join(CRATES).join(&made.name);
        let folders: Vec<_> = fs::read_dir(out.path().join(CRATES)).unwrap().collect();
        assert_eq!(folders.len(), 1);
        for module in ["types", "request", "response", "schema", "generated"] {
            assert!(
                krate.join("src").join(module).join("mod.rs").exists(),
                "{module}"
            );
        }
    }

    /// A listing that says by a flag that more follows, and the name of its shelf on each page.
    fn flagged() -> String {
        let books = r#""books": { "target": "com.example#Books" }, "#;
        let more = r#""more": { "target": "smithy.api#Boolean" }, "shelf": { "target": "smithy.api#String" }, "#;
        MODEL.replace(books, &format!("{books}{more}"))
    }

    fn listing(more: &str) -> String {
        format!(
            r#"{{"pagination": {{"ListBooks": {{"input_token": "nextToken", "output_token": "nextToken",
                "limit_key": "maxResults", "result_key": "books", {more}}}}}}}"#
        )
    }

    fn paged(paginators: &str) -> Result<String, String> {
        let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = folder.path().join("paginators-1.json");
        fs::write(&file, paginators).unwrap();
        let give = |order: &mut Order| order.paginators = Some(file.clone());
        let made = made(out.path(), &flagged(), give).map_err(|failure| failure.to_string())?;
        Ok(paginator(out.path(), &made.name))
    }

    fn paginator(out: &Path, name: &str) -> String {
        let krate = out.join(CRATES).join(format!("{name}-paginator"));
        fs::read_to_string(krate.join("src/generated/list_books.rs")).unwrap()
    }

    #[test]
    fn what_botocore_says_of_pages_is_what_an_overlay_would_say() {
        let file = listing(r#""more_results": "more", "non_aggregate_keys": ["shelf"]"#);
        let by_botocore = paged(&file).unwrap();

        let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let overlay = folder.path().join("overlay.json");
        let told = r#"{"codegen.pagination#paginated": {"moreResults": "more", "nonAggregate": ["shelf"]}}"#;
        let told = format!(
            r#"{{"smithy": "2.0", "shapes": {{"com.example#ListBooks": {{"type": "apply", "traits": {told}}}}}}}"#
        );
        fs::write(&overlay, told).unwrap();
        let made = made(out.path(), &flagged(), |order| {
            order.sources.push(overlay.clone());
        })
        .unwrap();
        assert_eq!(by_botocore, paginator(out.path(), &made.name));
        assert_ne!(
            by_botocore,
            paged(&listing(r#""more_results": "more""#)).unwrap()
        );
        assert!(by_botocore.contains("response.more"), "{by_botocore}");
    }

    #[test]
    fn paginators_that_do_not_fit_are_refused_with_their_place() {
        for (text, what) in [
            (listing(r#""more_results": "none""#), "none"),
            (listing(r#""more_result": "more""#), "paginators-1.json:2:"),
            (
                listing("")
                    .replace(", }", "}")
                    .replace("ListBooks", "ListPens"),
                "no operation `ListPens`",
            ),
            ("{}".to_owned(), "no object `pagination`"),
            ("{".to_owned(), "paginators-1.json:1:2: this is no JSON"),
        ] {
            let refused = paged(&text).unwrap_err();
            assert!(refused.contains(what), "{what}: {refused}");
            assert!(refused.contains("nothing was written"), "{refused}");
        }
    }

    #[test]
    fn what_is_no_model_is_told_of_alone() {
        for (model, place) in [
            ("{ \"smithy\": \"2.0\",", ":1:19: "),
            ("hello", ":1:1: "),
            ("{}", ":1:1: "),
        ] {
            let out = tempfile::tempdir().unwrap();
            let Err(refused) = made(out.path(), model, |_| {}) else {
                panic!("{model} was generated");
            };
            let text = refused.to_string();
            assert!(text.contains(place) && text.contains("remedy:"), "{text}");
            assert!(
                text.ends_with("\n1 error") && !text.contains("--name"),
                "{text}"
            );
        }
        let out = tempfile::tempdir().unwrap();
        let unnamed = MODEL.replace("com.example#Library", "com.example#_1");
        let Err(refused) = made(out.path(), &unnamed, |_| {}) else {
            panic!("a crate without a name");
        };
        assert!(refused.to_string().contains("--name"), "{refused}");
    }

    #[test]
    fn another_protocol_is_named_and_its_types_can_be_had() {
        let out = tempfile::tempdir().unwrap();
        let rest = MODEL.replace("awsJson1_1", "restJson1");
        let Err(refused) = made(out.path(), &rest, |_| {}) else {
            panic!("restJson1 was generated");
        };
        let text = refused.to_string();
        assert!(
            text.contains("restJson1") && text.contains("--types-only"),
            "{text}"
        );
        let made = made(out.path(), &rest, |order| order.types_only = true).unwrap();
        assert!(
            !out.path().join(CRATES).join(made.name).exists(),
            "there is no facade"
        );
    }

    #[test]
    fn crates_are_named_as_sdks_name_the_service() {
        assert_eq!(
            crate_name("Cognito Identity").as_deref(),
            Some("cognito-identity")
        );
        assert_eq!(crate_name("3D"), None);
    }
}
