//! typify: a JSON schema to formatted text.

use bench_harness::Failure;
use schemars::schema::RootSchema;
use typify::{TypeSpace, TypeSpaceSettings};

/// Generates types, and says how many lines that makes.
pub(crate) fn lines(schema: &str) -> Result<usize, Failure> {
    let schema: RootSchema = serde_json::from_str(schema)?;
    let mut space = TypeSpace::new(TypeSpaceSettings::default().with_struct_builder(false));
    space.add_root_schema(schema)?;
    let text = prettyplease::unparse(&syn::parse2(space.to_stream())?);
    Ok(text.lines().count())
}
