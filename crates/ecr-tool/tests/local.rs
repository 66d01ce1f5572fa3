//! The embedded registry as a server: what its help names, and data that can be had again.

mod common;

use common::{IMAGES, Registry, ecr, list};

#[test]
fn the_same_seed_and_moment_are_the_same_data() {
    let listed = |now: &str| {
        let registry = Registry::start(&["--images", "30", "--seed", "7", "--now", now]);
        registry.ecr(&IMAGES).ok().out
    };
    let data = listed("2026-01-31T12:00:00Z");
    assert_eq!(listed("2026-01-31T13:00:00+01:00"), data);
    assert_ne!(listed("2026-02-01T12:00:00Z"), data);
    let wrong = ecr(&["local", "--now", "yesterday"]);
    assert_eq!(wrong.exit, Some(252));
    assert!(wrong.err.contains("2026-01-31T12:00:00Z"), "{}", wrong.err);
}

#[test]
fn help_names_every_fault() {
    let help = ecr(&["local", "--help"]).ok().out;
    let wrong = ecr(&["local", "--fault", "?"]).err;
    let (_, kinds) = wrong.split_once("the kinds are ").unwrap_or_default();
    let kinds = kinds.lines().next().unwrap_or_default();
    let names = kinds.split(", ").map(|kind| kind.split('=').next());
    let names: Vec<&str> = names.flatten().collect();
    assert!(names.len() > 5, "{wrong}");
    for name in names.into_iter().chain(["cut="]) {
        assert!(help.contains(name), "{name}: {help}");
    }
}

/// The values by default that help names are those of a registry that nothing was said of.
#[test]
fn help_names_what_it_does_by_default() {
    let help = ecr(&["local", "--help"]).ok().out;
    let default = |flag: &str| -> usize {
        let (_, told) = help.split_once(&format!("--{flag} ")).expect("the flag");
        let (_, told) = told.split_once("[default: ").expect("a default");
        let (number, _) = told.split_once(']').expect("its end");
        number.parse().expect("a number")
    };
    let registry = Registry::start(&["--now", "2026-01-31T12:00:00Z"]);
    let images = registry.ecr(&IMAGES).ok();
    assert_eq!(
        list(&images.json(), "imageDetails").len(),
        default("images")
    );
    let repositories = registry.ecr(&["describe-repositories"]).ok();
    let count = list(&repositories.json(), "repositories").len();
    assert_eq!(count, default("repositories"));
    let local = ecr(&["describe-repositories", "--local"]).ok();
    assert_eq!(list(&local.json(), "repositories").len(), count);
    let seed = default("seed").to_string();
    let same = Registry::start(&["--now", "2026-01-31T12:00:00Z", "--seed", &seed]);
    assert_eq!(same.ecr(&IMAGES).ok().out, images.out);
    assert_eq!(default("port"), 0);
}
