//! A service that speaks no protocol of ours: types and paginators are whole, and a protocol by hand makes them callable.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test"
)]

mod support;

use std::fs;
use std::path::Path;

use codegen::{Plan, generate_workspace};

use support::{cargo, model, write};

const MODEL: &str = include_str!("other_protocol/model.json");
const PROTOCOL: &str = include_str!("other_protocol/protocol.rs");

#[test]
fn nothing_but_the_protocol_is_missing() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("other-protocol");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let plan = Plan::new("library")
        .with_types_only()
        .with_runtime(runtime.display().to_string());
    let model = model("library", MODEL.to_owned());
    let generated = generate_workspace(&model, &plan).unwrap_or_else(|errors| panic!("{errors}"));
    for (path, text) in &generated.files {
        write(&root.join(path), text);
    }
    let user = root.join("crates/protocol");
    write(&user.join("Cargo.toml"), &manifest(&runtime));
    write(&user.join("src/lib.rs"), "//! A protocol, in its test.\n");
    write(&user.join("tests/protocol.rs"), PROTOCOL);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).expect("the lock file is copied");
    cargo(&root, &["test", "--workspace"]);
}

fn manifest(runtime: &Path) -> String {
    let ours = ["library-paginator", "library-request", "library-response"];
    let ours = ours.map(|name| format!("{name} = {{ path = \"../{name}\" }}\n"));
    let theirs = ["smithy-pagination", "smithy-wire"];
    let runtime = runtime.display();
    let theirs = theirs.map(|name| format!("{name} = {{ path = \"{runtime}/{name}\" }}\n"));
    format!(
        "[package]\nname = \"protocol\"\nedition.workspace = true\n\n[dev-dependencies]\n{}{}",
        ours.concat(),
        theirs.concat()
    )
}
