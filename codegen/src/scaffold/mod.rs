//! What stands around generated code where nobody writes it by hand: manifests, crate roots, the facade's README.

mod client;
mod manifest;
mod readme;
mod roots;

use crate::error::Error;
use crate::files::{Files, Source};
use crate::ir::Service;
use crate::plan::{Part, Plan};
use crate::print;

/// The files of a workspace around the generated ones.
pub(crate) fn files(service: &Service, plan: &Plan) -> Result<Files, Error> {
    let mut files = Files::from([("Cargo.toml".to_owned(), manifest::workspace(plan))]);
    let sources = match plan.single {
        true => {
            let path = plan.crate_file(Part::Facade, "Cargo.toml");
            files.insert(path, manifest::single(service, plan));
            roots::single(service, plan)
        }
        false => {
            for part in parts(service, plan) {
                let path = plan.crate_file(part, "Cargo.toml");
                files.insert(path, manifest::of(part, service, plan));
            }
            roots::each(service, plan)
        }
    };
    if !plan.types_only {
        let path = plan.crate_file(Part::Facade, readme::FILE);
        files.insert(path, readme::text(service, plan));
    }
    for source in sources {
        let (path, text) = print::file(source, &plan.command)?;
        files.insert(path, text);
    }
    Ok(files)
}

/// The parts that hold anything, and are wanted.
fn parts(service: &Service, plan: &Plan) -> Vec<Part> {
    Part::ALL
        .into_iter()
        .filter(|part| has(*part, service, plan))
        .collect()
}

/// Whether a part holds anything, and is wanted.
fn has(part: Part, service: &Service, plan: &Plan) -> bool {
    let paginated = || service.operations.iter().any(|it| it.pagination.is_some());
    match part {
        Part::Types => {
            let kinds = [
                service.structures.len(),
                service.unions.len(),
                service.enums.len(),
                service.int_enums.len(),
            ];
            kinds.into_iter().any(|count| count > 0)
        }
        Part::Request | Part::Response => true,
        Part::Paginator => paginated(),
        Part::Endpoint => service.endpoints.is_some() && !plan.types_only,
        Part::Schema | Part::Facade => !plan.types_only,
    }
}

/// Whether a file belongs to a part that holds anything, and is wanted.
pub(crate) fn is_wanted(service: &Service, plan: &Plan) -> impl Fn(&Source) -> bool + use<> {
    let unwanted: Vec<String> = Part::ALL
        .into_iter()
        .filter(|part| !has(*part, service, plan))
        .map(|part| plan.file(part, ""))
        .collect();
    move |source| {
        let is_in = |folder: &String| source.path.starts_with(folder);
        !unwanted.iter().any(is_in)
    }
}
