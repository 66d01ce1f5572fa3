//! `partitions`: AWS's partitions in, their facts out, from a botocore release.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};
use smithy_schema_json::{Node, NodeKind, Source};

use crate::failure::Failure;
use crate::import::Given;
use crate::sync;

/// Where the facts lie.
pub(crate) const FILE: &str = "models/partitions/partitions.json";

const README: &str = "models/partitions/README.md";

pub(crate) fn command() -> Command {
    Command::new("partitions")
        .about("Takes in AWS's partitions from a botocore release")
        .long_about(
            "Reads botocore/data/partitions.json of a botocore release and writes models/partitions/: all but the \
             regions' descriptions, which are dropped. `cargo xtask regenerate` makes the table from it.",
        )
        .arg(
            Arg::new("FILE")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("botocore's partitions.json"),
        )
        .arg(
            Arg::new("RELEASE")
                .required(true)
                .help("The release it is from, as it is to be named: botocore 1.44.5"),
        )
}

pub(crate) fn run(arguments: &ArgMatches, root: &Path) -> Result<ExitCode, Failure> {
    let (Some(path), Some(release)) = (
        arguments.get_one::<PathBuf>("FILE"),
        arguments.get_one::<String>("RELEASE"),
    ) else {
        return Err(Failure::new("give a FILE and its RELEASE"));
    };
    let given = Given::open(path)?;
    let files = files(&given.source, &given.sha256, release)?;
    let drifts = sync::plan(root, &BTreeSet::new(), &files)?;
    sync::apply(root, &BTreeSet::new(), &files, &drifts)?;
    report(&drifts);
    Ok(ExitCode::SUCCESS)
}

fn files(
    source: &Source,
    sha256: &str,
    release: &str,
) -> Result<BTreeMap<String, String>, Failure> {
    let refused = |errors| Failure::new(format!("{} cannot be taken in\n\n{errors}", source.name));
    let mut node = Node::parse(source).map_err(refused)?;
    let dropped = drop_descriptions(&mut node);
    let readme = format!(
        "# AWS's partitions

Written by `cargo xtask partitions`; do not edit.

| file | taken from | SHA-256 of the source |
| --- | --- | --- |
| `partitions.json` | `botocore/data/partitions.json` of {release} | `{sha256}` |

Left out: {dropped} descriptions of regions.
Everything else is as it was: facts only.
"
    );
    let facts = (FILE.to_owned(), format!("{node}\n"));
    Ok([facts, (README.to_owned(), readme)].into())
}

/// Leaves out what is said of regions in words.
fn drop_descriptions(node: &mut Node) -> usize {
    match node.kind_mut() {
        NodeKind::Array(elements) => elements.iter_mut().map(drop_descriptions).sum(),
        NodeKind::Object(object) => {
            let here = usize::from(object.remove("description").is_some());
            let inner = object
                .iter_mut()
                .map(|entry| drop_descriptions(entry.value_mut()));
            here + inner.sum::<usize>()
        }
        _ => 0,
    }
}

#[expect(clippy::print_stdout, reason = "the command's result")]
fn report(drifts: &sync::Drifts) {
    for (path, drift) in drifts {
        println!("{drift:8} {path}");
    }
    if drifts.is_empty() {
        println!("nothing differs; nothing was written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_go_and_all_else_stays() {
        let text =
            r#"{"partitions": [{"id": "a", "regions": {"r": {"description": "x"}, "s": {}}}]}"#;
        let files = files(&Source::new("p.json", text), "abc", "botocore 1").unwrap();
        let found = Node::parse(&Source::new("found", files[FILE].as_str())).unwrap();
        let expected = r#"{"partitions": [{"id": "a", "regions": {"r": {}, "s": {}}}]}"#;
        assert_eq!(
            found,
            Node::parse(&Source::new("expected", expected)).unwrap()
        );
        assert!(
            files[README].contains("of botocore 1 | `abc`"),
            "{}",
            files[README]
        );
        assert!(
            files[README].contains("Left out: 1 descriptions"),
            "{}",
            files[README]
        );
    }
}
