//! The embedded registry as a server: what its help names, and data that can be had again.

mod common;

use common::{IMAGES, Registry, ecr};

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
